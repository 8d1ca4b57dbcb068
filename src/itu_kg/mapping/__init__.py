"""Submission × Registry → JSON-LD document → named graph.

A record's field becomes RDF in two steps: this room makes a document of the context's terms, the context says what
they mean as triples. No other room mints an IRI. What does not resolve is refused, never guessed.
"""

from itu_kg.mapping.build import Materials, graphs, materials
from itu_kg.mapping.submission_document import document

__all__ = ["Materials", "document", "graphs", "materials"]
