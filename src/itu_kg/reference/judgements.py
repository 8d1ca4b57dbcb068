"""The pitfalls of the OOPS! catalogue by name, and what a person found of those that no program can decide."""

from __future__ import annotations

TITLES = {
    "P01": "A term stands for several ideas at once",
    "P02": "Synonyms are made classes of their own",
    "P03": "A property “is” stands in for subclass, type or sameness",
    "P04": "Classes are connected with nothing",
    "P05": "Properties are declared inverse that are not",
    "P06": "Classes are above themselves",
    "P07": "One class merges different ideas",
    "P08": "Labels or definitions are missing",
    "P09": "Something that the domain needs is missing",
    "P10": "No classes are disjoint",
    "P11": "Properties have no domain or no range",
    "P12": "Properties are the same and not declared so",
    "P13": "Relations have no inverse",
    "P14": "“All values from” is taken for “some”",
    "P15": "“Some not” is taken for “not some”",
    "P16": "A class is described where it should be defined",
    "P17": "A hierarchy goes down to what should be individuals",
    "P18": "A domain or range is narrower than the data",
    "P19": "A property has several domains or ranges, which OWL takes together",
    "P20": "Labels and comments are swapped or misused",
    "P21": "A class holds what fits nowhere else",
    "P22": "Names follow different conventions",
    "P23": "A datatype is modelled that the language has",
    "P24": "A term is in its own definition",
    "P25": "A relation is its own inverse",
    "P26": "A symmetric relation has an inverse",
    "P27": "Properties are declared the same that are not",
    "P28": "Relations are declared symmetric that are not",
    "P29": "Relations are declared transitive that are not",
    "P30": "Classes are the same and not declared so",
    "P31": "Classes are declared the same that are not",
    "P32": "Several classes have one label",
    "P33": "A property chain has one link",
    "P34": "A class is used and not declared",
    "P35": "A property is used and not declared",
    "P36": "The IRI has a file's ending",
    "P37": "The ontology is not on the web",
    "P38": "No ontology is declared",
    "P39": "The namespace is ambiguous",
    "P40": "Terms are made up in namespaces of others",
    "P41": "No licence is declared",
}
"""What each pitfall is, in our words."""

WEB = {"P37": "asks the server behind the IRI"}
"""Pitfalls that only the live web can show, and what would be asked."""

JUDGED = {
    "P01": "Each term has one definition of one sentence; role, scope and status are told apart as properties of their "
    "own.",
    "P09": "Every block and question of the questionnaire has a class, and every field of a record a property: the "
    "shapes and the context are held against each other by a test.",
    "P16": "No class has conditions that are both needed and enough: what a thing is, is decided by who reports it and "
    "how, and is said, not concluded.",
    "P17": "Our own hierarchy is two deep; values such as held or planned are concepts of schemes, not classes.",
    "P18": "A reasoner over all published data and over an example that uses every term concludes no class that was "
    "not said, but for those above it in the hierarchy.",
    "P23": "Dates, numbers, languages and truth are literals; what is modelled as a thing (a figure, a session) has "
    "evidence and several values.",
    "P30": "Goal and Target, Resource and ResourcePart, Initiative and Partnership are near in meaning and different: "
    "disjoint or one below the other. org:Organization and schema:Organization are both stated of an organisation; "
    "neither vocabulary says that they are the same.",
    "P40": "Terms of others are those their vocabularies define: held against RDFLib's copies where it has them; "
    "for Web Annotation and BIBO, of which it has none, by what a person knows of them.",
}
"""What a person found, and on what ground."""

ACCEPTED = {
    "P04": "terms of others that the data use; the dataset's description of itself is no part of the domain, and an "
    "organisation's other class is only ever stated beside schema:Organization",
    "P11": "terms of others only; a domain or range of ours would change what their data mean",
    "P13": "a way back is named where readers look for one (answers, things told of, participations, partners, goals) "
    "and not elsewhere: SPARQL walks any relation back with ^, and a second name for a fact is a second way to say it",
}
"""What is found and meant to be so, and why."""
