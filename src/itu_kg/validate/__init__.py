"""Dataset × Shapes → ValidationReport → ConformingDataset: what the data says against what it should.

It changes nothing, fetches nothing, follows no owl:imports and runs no rules; what it finds, a person puts right.
"""

from itu_kg.model.shapes import Shapes
from itu_kg.validate.engine import RuleCheck, validate
from itu_kg.validate.report import Finding, ValidationReport, require_conforming
from itu_kg.validate.shapes_graph import load, load_unchecked

__all__ = [
    "Finding",
    "RuleCheck",
    "Shapes",
    "ValidationReport",
    "load",
    "load_unchecked",
    "require_conforming",
    "validate",
]
