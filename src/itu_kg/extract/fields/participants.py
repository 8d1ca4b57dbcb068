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
from itu_kg.extract.fields.participant_roles import CLAUSE_END, CUE, HARMLESS, RoleCue, name_in, read_cue, role_behind
from itu_kg.extract.fields.unread import LEAD, Stretch, doubts, names_all, spans, unread
from itu_kg.model.fields import Participant, Participants, Role

if TYPE_CHECKING:
    from itu_kg.registry.gazetteer import Kind

_LONGEST_NAME = 400
_LONGEST_QUOTE = 60
_KINDS: tuple[Kind, ...] = ("organisation", "country")
_BRACKETED = re.compile(r"([^()]+)\([^()]*\)\s*")
_GOVERNMENT = re.compile(r"(?:the )?(?:(?:federal |royal )?governments?|people|republic) of (?:the )?", re.IGNORECASE)
_SENTENCE = re.compile(r"\b(?:is|are|was|were|has|have)\b")
_DOES = re.compile(r"\s?(?:,|and\b|(?:is|are|was|were|has|have)\b)")
"""What stands behind a body that a sentence speaks of; "a UN initiative" speaks of none."""
_EXCLUDED = re.compile(
    r"\b(?:not|without|except(?:ing| for)?|excluding|other than|formerly|previously)\b", re.IGNORECASE
)
_WITH = re.compile(r"\bwith\b")
_UNNAMED = re.compile(
    r"\b(?:(?:as well as|along with|together with)\s(?:public|private)|(?:and|as well as)\s(?:other|various|many))\b"
    r"(?:\s[a-z-]{2,20}){0,4}?\s(?:partners|stakeholders|organi[sz]ations|entities|agencies|institutions|companies)\b"
)
"""Others that a list tells of without their names."""
_VAGUE = re.compile(r"(?:all|various|several|other|others|many|over|more|numerous|civil society|private sector|academia"
                    r"|governments?|member states|n/?a|none|tbd)\b", re.IGNORECASE)  # fmt: skip


def read(field: Excerpt, known: KnownNames) -> Parsed[Participants]:
    """Read a field that lists organisations or countries; who is named without a role is a partner."""
    reader = _Reader(known)
    field = reader.without_subject(field)
    role: Role = "partner"
    head = RoleCue(None, heads_list=True, may_head_list=False)
    for match, part in field.split(CUE):
        if match:
            cue = read_cue(match)
            role = cue.role or role
            head = cue if cue.role else head
            reader.understood.append((field.start + match.start(), field.start + match.end()))
        excluded = _EXCLUDED.search(part.text)
        part = part.cut(0, excluded.start()) if excluded else part  # noqa: PLW2901  what stands behind is unread
        if part.text:
            reader.take(part, role, head)
    unknown = [one.text for one in reader.named if not one.organisation and not one.country]
    taken = (*reader.understood, *(one.at for one in reader.named))
    doubt = doubts(
        f"not in the registry: {'; '.join(unknown)}" if unknown else "" if reader.named else "nobody is named",
        LEAD + ", ".join(reader.left_out) if reader.left_out else "",
        unread(
            field.text, [(start - field.start, end - field.start) for start, end in taken], spans(HARMLESS, field.text)
        )
        if reader.named
        else "",
        *reader.doubts,
    )
    complete = names_all(field.text) and not _UNNAMED.search(field.text)
    return Parsed(Participants(text=field.text, at=field.at, complete=complete, named=tuple(reader.named)), doubt)


class _Reader:
    """Puts together who is named, where a field says more that was understood, and what is in doubt."""

    def __init__(self, known: KnownNames) -> None:
        self.named: list[Participant] = []
        self.understood: list[Stretch] = []
        self.left_out: list[str] = []
        self.doubts: list[str] = []
        self._known = known

    def without_subject(self, field: Excerpt) -> Excerpt:
        """Leave out what a sentence says before its first cue: "The network is a platform, coordinated by …"."""
        cue = CUE.search(field.text)
        if cue is None or not _SENTENCE.search(field.text, 0, cue.start()):
            return field
        subject = self._known.names.mentions(field.text[: cue.start()], field.start, ("organisation",))
        ends = ((mention.text, mention.at.end - field.start) for mention in subject)
        self.left_out += dict.fromkeys(name for name, end in ends if _DOES.match(field.text, end))
        return field.cut(cue.start(), len(field.text), ".")

    def take(self, part: Excerpt, role: Role, head: RoleCue) -> None:
        """Read the names between two cues."""
        joined = _WITH.search(part.text) if role != "partner" else None
        if joined:
            self.take(part.cut(0, joined.start()), role, head)
            part = part.cut(joined.end(), len(part.text))
            if role_behind(part.text)[1] is None:
                self.doubts.append(f"whether {part.text[:_LONGEST_QUOTE]} has the role of {role} is not certain")
            role = "partner"
        position = part.end
        for words, slug in listed(part, self._resolve):
            ended = CLAUSE_END.search(part.text, max(0, position - part.start), max(0, words.start - part.start))
            if ended and role != "partner" and not head.heads_list:
                if head.may_head_list:
                    self.doubts.append(f"whether {words.text[:_LONGEST_QUOTE]} has the role of {role} is not certain")
                role = "partner"
            position = words.end
            end, stated, several = role_behind(words.text)
            if stated and several:
                self._share(stated, words)
            if stated:
                self.understood.append((words.start + end, words.end))
            bare = words.cut(0, end)
            self.named += (
                [self._participant(bare, stated or role, slug)] if slug else self._less_plainly(bare, stated or role)
            )

    def _share(self, role: Role, words: Excerpt) -> None:
        """Give a role in the plural to the one named before too: "FAO and UNDP (donors)"."""
        if not self.named or not 0 <= words.start - self.named[-1].at.end <= len(" and the "):
            return
        self.named[-1] = self.named[-1].model_copy(update={"role": role})
        if len(self.named) > 1:
            self.doubts.append(f"who else before {words.text[:_LONGEST_QUOTE]} has the role of {role} is not certain")

    def _resolve(self, name: str) -> str | None:
        slug = self._by_name(name)
        end = len(name) if slug else role_behind(name)[0]
        return slug if end == len(name) else self._by_name(name[:end])

    def _by_name(self, name: str) -> str | None:
        # "GIZ (Germany)" is no country, but a body that tells where it sits.
        bracketed = _BRACKETED.fullmatch(name)
        names = self._known.names
        return names.resolve(name, "organisation") or names.resolve(bracketed[1] if bracketed else name, "country")

    def _participant(self, words: Excerpt, role: Role, slug: str) -> Participant:
        names = self._known.names
        bare = words.cut(0, len(words.text.rstrip("0123456789")))
        if bare.text != words.text and slug in (names.resolve(bare.text, kind) for kind in _KINDS):
            # "ESCAP2": the digit is a footnote's.
            self.understood.append((bare.end, words.end))
            words = bare
        organisation = slug if names.resolve(words.text, "organisation") == slug else None
        country = None if organisation else slug
        return Participant(text=words.text, at=words.at, role=role, organisation=organisation, country=country)

    def _less_plainly(self, words: Excerpt, role: Role) -> Iterator[Participant]:
        """Read what is no name by itself: names with ordinary words around them, or joined by a stroke."""
        if len(words.text) > _LONGEST_NAME:
            return
        several = list(listed(words, self._resolve))
        if len(several) > 1 and all(slug for _, slug in several):
            # "Donors: Japan, Norway; partners: UNDP": the semicolons part lists.
            yield from (self._participant(each, role, slug) for each, slug in several if slug)
            return
        names = self._known.names
        government = _GOVERNMENT.match(words.text)
        country = names.resolve(words.text[government.end() :], "country") if government else None
        if government and country:
            state = words.cut(government.end(), len(words.text))
            self.understood.append((words.start, state.start))
            yield Participant(text=state.text, at=state.at, role=role, country=country)
            return
        mentions = list(names.mentions(words.text, words.start, ("organisation", "series")))
        organisations = [mention for mention in mentions if mention.kind == "organisation"]
        rest = words.text
        for mention in mentions:
            rest = rest.replace(mention.text, "", 1)
        if len(organisations) == 1 and re.fullmatch(r"\s*/\s*", rest):
            # "WSIS/ITU": the organisation in its capacity for the other.
            yield Participant(text=words.text, at=words.at, role=role, organisation=organisations[0].slug)
        elif organisations and not any(map(str.isupper, rest)):
            for mention in organisations:
                yield Participant(text=mention.text, at=mention.at, role=role, organisation=mention.slug)
        else:
            yield from self._unknown(words, role)

    def _unknown(self, words: Excerpt, role: Role) -> Iterator[Participant]:
        """Read a name that nobody knows, without the words around it; nobody unnamed is a participant."""
        if _VAGUE.match(words.text):
            return
        start, end = name_in(words.text)
        body = words.text[:end].partition(" in ")[0]  # "UNDP in Kenya"
        end = len(body) if self._resolve(body[start:]) else end
        name = words.cut(start, end)
        if not any(map(str.isupper, name.text)):
            return
        slug = self._resolve(name.text) if start or end < len(words.text) else None
        yield self._participant(name, role, slug) if slug else Participant(text=name.text, at=name.at, role=role)
