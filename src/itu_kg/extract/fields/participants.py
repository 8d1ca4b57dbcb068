"""Text of a partners or publishers field → Participants: each organisation or country named, and its role.

Lists and sentences are read alike: "coordinated by …" and "donors include …" say the role of the names after them.
Nobody unnamed ("public and private partners") becomes a participant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from itu_kg.extract.excerpt import Excerpt, Parsed
from itu_kg.extract.fields.name_list import KnownNames, listed
from itu_kg.model.fields import Participant, Participants, Role

if TYPE_CHECKING:
    from itu_kg.registry.gazetteer import Kind

_LONGEST_NAME = 400
_KINDS: tuple[Kind, ...] = ("organisation", "country")
_CUE = re.compile(
    r"\b(?:(?P<coordinator>(?:co-?)?(?:coordinated|led|convened|chaired|hosted) by"
    r"|(?:coordinators?|lead(?:ing)?(?: (?:agenc(?:y|ies)|entit(?:y|ies)|partners?|organi[sz]ations?))?)\s{0,3}:)"
    r"|(?P<funder>(?:donors?|funders?|funding partners?)(?: include[sd]?| are|\s{0,3}:)"
    r"|(?:co-?)?(?:funded|financed) by|(?:with )?funding from)"
    r"|(?P<partner>supported by|partners? (?:include[sd]?|are)|(?:key |other |implementing )?partners?\s{0,3}:"
    r"|in (?:partnership|collaboration|cooperation) with|together with)"
    r"|(?P<same>including|include[sd]?|such as|namely|comprising))(?!\w)",
    re.IGNORECASE,
)
_ROLES: tuple[Role, ...] = ("coordinator", "funder", "partner")
_ROLE = re.compile(
    r"\s*\((?:(?:co-?)?(?:lead(?:er|ing)?(?: agency)?|coordinator|chair|convener|secretariat)"
    r"|(?P<funder>donor|funder))\)\Z",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"([^()]+)\([^()]*\)\s*")
_GOVERNMENT = re.compile(r"(?:the )?(?:(?:federal |royal )?governments?|people|republic) of (?:the )?", re.IGNORECASE)
_SENTENCE = re.compile(r"\b(?:is|are|was|were|has|have)\b")
_VAGUE = re.compile(r"(?:all|various|several|other|others|many|over|more|numerous|civil society|private sector|academia"
                    r"|governments?|member states|n/?a|none|tbd)\b", re.IGNORECASE)  # fmt: skip


def read(field: Excerpt, known: KnownNames) -> Parsed[Participants]:
    """Read a field that lists organisations or countries; who is named without a role is a partner."""
    field = _without_subject(field)
    named: list[Participant] = []
    unknown: list[str] = []
    for part, role in _parts(field):
        for participant in _named(part, role, known):
            named.append(participant)
            if not participant.organisation and not participant.country:
                unknown.append(participant.text)
    doubt = f"not in the registry: {'; '.join(unknown)}" if unknown else "" if named else "nobody is named"
    return Parsed(Participants(text=field.text, at=field.at, named=tuple(named)), doubt)


def _parts(field: Excerpt) -> Iterator[tuple[Excerpt, Role]]:
    """The parts of a field between its cues, each with the role its names have."""
    role: Role = "partner"
    for cue, part in field.split(_CUE):
        role = next((stated for stated in _ROLES if cue and cue[stated]), role)
        if part.text:
            yield part, role


def _without_subject(field: Excerpt) -> Excerpt:
    """Leave out what a sentence says before its first cue: "The network is a platform, coordinated by …"."""
    cue = _CUE.search(field.text)
    if cue is None or not _SENTENCE.search(field.text, 0, cue.start()):
        return field
    return field.cut(cue.start(), len(field.text), ".")


def _named(part: Excerpt, role: Role, known: KnownNames) -> Iterator[Participant]:
    def resolve(name: str) -> str | None:
        # "GIZ (Germany)" is no country, but a body that tells where it sits.
        bracketed = _BRACKETED.fullmatch(name)
        state = bracketed[1] if bracketed else name
        return known.names.resolve(name, "organisation") or known.names.resolve(state, "country")

    for words, slug in listed(part, resolve):
        if slug:
            yield _participant(words, role, known, slug)
        else:
            yield from _less_plainly_named(words, role, known)


def _participant(words: Excerpt, role: Role, known: KnownNames, slug: str) -> Participant:
    bare = words.cut(0, len(words.text.rstrip("0123456789")))
    if bare.text != words.text and slug in (known.names.resolve(bare.text, kind) for kind in _KINDS):
        # "ESCAP2": the digit is a footnote's.
        words = bare
    stated = _ROLE.search(words.text)
    if stated:
        words = words.cut(0, stated.start())
        role = "funder" if stated["funder"] else "coordinator"
    organisation = slug if known.names.resolve(words.text, "organisation") == slug else None
    country = None if organisation else slug
    return Participant(text=words.text, at=words.at, role=role, organisation=organisation, country=country)


def _less_plainly_named(words: Excerpt, role: Role, known: KnownNames) -> Iterator[Participant]:
    """Read what is no name by itself: names with ordinary words around them, or joined by a stroke."""
    if len(words.text) > _LONGEST_NAME:
        return
    government = _GOVERNMENT.match(words.text)
    country = known.names.resolve(words.text[government.end() :], "country") if government else None
    if government and country:
        state = words.cut(government.end(), len(words.text))
        yield Participant(text=state.text, at=state.at, role=role, country=country)
        return
    mentions = list(known.names.mentions(words.text, words.start, ("organisation", "series")))
    organisations = [mention for mention in mentions if mention.kind == "organisation"]
    rest = words.text
    for mention in mentions:
        rest = rest.replace(mention.text, "", 1)
    capitals = any(letter.isupper() for letter in rest)
    if len(organisations) == 1 and re.fullmatch(r"\s*/\s*", rest):
        # "WSIS/ITU": the organisation in its capacity for the other.
        yield Participant(text=words.text, at=words.at, role=role, organisation=organisations[0].slug)
    elif organisations and not capitals:
        for mention in organisations:
            yield Participant(text=mention.text, at=mention.at, role=role, organisation=mention.slug)
    elif capitals and not _VAGUE.match(words.text):
        yield Participant(text=words.text, at=words.at, role=role)
