"""itu-kg: UN organisations' yearly SDG questionnaires as a knowledge graph."""

__version__ = "0.1.0"
