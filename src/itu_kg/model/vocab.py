"""Namespaces and terms; a test holds the terms equal to those of ontology/."""

from __future__ import annotations

BASE = "https://w3id.org/itu-kg/"
"""What every IRI we mint begins with, unless a publisher has a domain of their own."""

ONTOLOGY = "https://w3id.org/itu-kg/ontology"
IKG = f"{ONTOLOGY}#"
SCHEME = "https://w3id.org/itu-kg/scheme/"

SCHEMES = (
    "answer-status", "audience", "beneficiary-group", "beneficiary-scope", "comparator", "key-transition",
    "realisation", "role", "sdg-scope",
)  # fmt: skip
"""Our concept schemes; each is a namespace of its own below SCHEME."""

VOCABULARIES = {
    "adms": "http://www.w3.org/ns/adms#",
    "bibo": "http://purl.org/ontology/bibo/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "dqv": "http://www.w3.org/ns/dqv#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "ikg": IKG,
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "sdg": "http://metadata.un.org/sdg/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vann": "http://purl.org/vocab/vann/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Other people's namespaces and our ontology, by their customary prefixes."""

CLASSES = frozenset({
    "Answer", "CoordinationAction", "Decision", "EventSession", "Goal", "Initiative", "MentionedEvent", "Participation",
    "Partnership", "Question", "QuestionnaireForm", "RegistrySource", "ReportedEvent", "Resource", "ResourcePart",
    "SourceText", "Statistic", "Strategy", "Submission", "Target", "TransitionContribution",
})  # fmt: skip
"""Our classes, by local name: `IKG + name`."""

OBJECT_PROPERTIES = frozenset({
    "adopts", "answerOf", "answerStatus", "answers", "approves", "beneficiaryGroup", "beneficiaryScope", "comparator",
    "contributesTo", "decidedAt", "decidedBy", "draftOf", "emphasises", "endorses", "evidence", "form", "hasAnswer",
    "hasContribution", "hasPartner", "initiator", "involves", "issuer", "keyTransition", "lead", "mandatedBy",
    "nextEditionOf", "ofForm", "output", "participant", "participation", "participationIn", "partnerIn", "realisation",
    "recipient", "respondent", "restsOn", "revises", "role", "sdgScope", "throughEvent", "throughInitiative",
    "yieldedBy", "yields",
})  # fmt: skip
"""Our properties whose values are things."""

DATATYPE_PROPERTIES = frozenset({
    "acronym", "activity", "alpha2", "alpha3", "basis", "codePoints", "colour", "decisionYear", "editionNumber", "edtf",
    "field", "languagesInferred", "m49", "pairingInferred", "plannedLanguage", "questionNumber", "reportingYear",
    "sha256", "symbol", "websiteLabel",
})  # fmt: skip
"""Our properties whose values are literals."""

THINGS = (
    "action", "answer", "country", "decision", "document", "event", "evidence", "form", "organisation", "participation",
    "partnership", "place", "question", "resource", "selector", "series", "session", "source", "statistic", "strategy",
    "submission", "transition",
)  # fmt: skip
"""The types of IRI we mint: `<base>id/<type>/<slug>`."""


def prefixes(base: str = BASE) -> dict[str, str]:
    """Every prefix that our Turtle and queries use: vocabularies, schemes, and one per type of thing."""
    return {
        **VOCABULARIES,
        **{name: f"{SCHEME}{name}/" for name in SCHEMES},
        **{thing: f"{base}id/{thing}/" for thing in THINGS},
    }


def graph_iri(name: str, base: str = BASE) -> str:
    """The IRI of a named graph: `<base>graph/<name>`."""
    return f"{base}graph/{name}"


def graph_space(base: str = BASE) -> str:
    """What the IRIs of all our named graphs begin with."""
    return f"{base}graph/"


def staging_space(base: str = BASE) -> str:
    """What the IRIs of graphs begin with that are in a store only while a load is under way."""
    return f"{base}staging/"
