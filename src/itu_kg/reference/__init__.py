"""Ontology, shapes, stored queries and data → pages that a person reads, and other formats.

Pages are built as trees of escaped text, with one style sheet inside, no script, and nothing fetched. The room reads
values, opens no file of a project, asks no query and validates nothing: what needs those rooms is done above, in
`pipeline`. It has no clock and no network.
"""
