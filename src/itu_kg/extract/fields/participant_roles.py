"""Words of a list of names that say a role: cues before names ("funded by"), and what stands behind one ("(lead)").

A cue tells the role of the names behind it up to the next cue, or to the end of its clause, unless it heads a list
("Donors: …"). It resolves no name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from itu_kg.model.fields import Role

_ROLES: tuple[Role, ...] = ("coordinator", "funder", "partner")
_AGENCY = r"(?:agenc(?:y|ies)|entit(?:y|ies)|partners?|organi[sz]ations?|institutions?|bod(?:y|ies)|countr(?:y|ies))"
_LEAD = rf"(?:co-?)?(?:leads?|lead(?:er|ing)s?(?: {_AGENCY})?|lead {_AGENCY}|coordinat(?:ors?|ing {_AGENCY})|chairs?"
_LEAD += r"|conven(?:er|or)s?|secretariat|hosts?|focal points?)"
_FUND = (
    rf"(?:co-?)?(?:donors?|funders?|financ(?:er|ier)s?|sponsors?|(?:funding|financing|donor|financial)(?: {_AGENCY})?)"
)
_PART = (
    rf"(?:(?:key|main|other|technical|implementing|implementation|strategic|knowledge|executing|delivery|academic|local"
    rf"|founding|associate|supporting|collaborating|contributing|participating|research|regional) )*"
    rf"(?:{_AGENCY}|members?|participants?|contributors?|collaborators?|implementers?|advis[eo]rs?|observers?|supporters?)"
)
_HEADED = r"\s{0,3}:| include[sd]?\b| are\b"
_JOINTLY = r"(?: (?:jointly|together|closely|fully|mainly|partly|primarily))?"
CUE = re.compile(
    rf"\b(?:(?P<coordinator>(?:jointly )?(?:co-?)?(?:coordinated|led|convened|chaired|hosted|spearheaded){_JOINTLY} by"
    r"|under the (?:(?:joint|overall) )?(?:leadership|coordination|auspices|chairmanship|lead) of"
    rf"|{_LEAD}(?:{_HEADED}))"
    rf"|(?P<funder>(?:co-?)?(?:funded|financed|sponsored){_JOINTLY} by"
    rf"|(?:financially supported|supported financially){_JOINTLY} by"
    r"|(?:with |through |thanks to )?(?:(?:the|generous|additional|initial) ){0,2}(?:financial|funding) "
    r"(?:support|contributions?|assistance)(?: provided)? (?:from|of|by)"
    r"|(?:with |through |thanks to )?(?:(?:the|generous|additional|initial) ){0,2}(?:funding|funds|grants?) (?:from|by)"
    rf"|{_FUND}(?:{_HEADED}))"
    rf"|(?P<partner>(?:technically |jointly )?(?:supported|implemented|executed|delivered|run|managed|administered"
    rf"|operated|developed|launched|established|founded|initiated|created|(?:co-?)?organi[sz]ed|published|produced"
    rf"|endorsed){_JOINTLY} by"
    r"|with (?:the |additional )?(?:\w{1,20} )?(?:support|assistance|participation|involvement|contributions?|inputs?"
    r"|collaboration|cooperation|help|backing|engagement)(?: provided)? (?:from|of|by)"
    r"|in (?:close |full |direct |strong )?(?:partnership|collaboration|cooperation|co-operation|coordination"
    r"|association|consultation|conjunction) with"
    r"|(?:jointly|together|along|partnering|in partnership|co-?organi[sz]ed|working(?: closely)?|collaborates?"
    r"|collaborating|alliance) with|alongside"
    rf"|partners? (?:include[sd]?|are)|{_PART}\s{{0,3}}:)"
    r"|(?P<same>including|include[sd]?|such as|namely|comprising|e\.g\.|i\.e\.))(?!\w):?",
    re.IGNORECASE,
)
_ENDS_LIST_HEAD = re.compile(
    r"(?:s|ies)\s{0,3}:\Z|\b(?:include[sd]?|are|including|such as|namely|comprising):?\Z", re.IGNORECASE
)
_SINGULAR_HEAD = re.compile(r":\Z")
CLAUSE_END = re.compile(r"[;\n•|]|\.\s+(?=[A-Z])")
"""Where a role ends that its cue does not give to a whole list."""

_BEHIND = re.compile(
    r"\s*(?:[-\u2010-\u2015:,(\[]|\bas\b(?: an?\b| the\b)?|\b(?:is|are|acts? as|serves? as)\b(?: an?\b| the\b)?)\s*"
    rf"(?:(?P<coordinator>(?:overall |joint )?{_LEAD}|(?:overall )?(?:leadership|coordination))"
    rf"|(?P<funder>{_FUND}|fund(?:s|ing)?|financ(?:e|ing|ial support)|financial contributions?)"
    rf"|(?P<partner>{_PART}|implementation|technical (?:support|assistance|advice)|support))\s*[)\]]?\Z"
    r"|\s(?:(?P<leads>(?:co-?)?(?:leads|coordinates|convenes|chairs|hosts))|(?P<funds>funds|finances|sponsors)"
    r"|(?P<takes_part>supports|participates|contributes|implements))\Z",
    re.IGNORECASE,
)
_LONGEST_ROLE = 80
_PLURAL = re.compile(r"(?:s|ies)\s*[)\]]\Z")
_BEFORE_NAME = re.compile(
    r"(?:(?:(?!the |de |van |von |of )[a-z][\w-]*\s+){1,8}"
    r"|(?:With|In|Through|Under|By|From|Thanks|Support|Contributions?|Inputs?|[A-Z][a-z]+(?:ed|ing))\s(?:[a-z-]+\s){0,6}?"
    r"(?:by|from|with|to)\s)(?:the )?(?=[A-Z“\"])"
)
_BEHIND_NAME = re.compile(
    r"\s(?:who|which|that|provid\w+|fund\w+|lead\w*|support\w+|coordinat\w+|host\w+|is|was|has)\s.*\Z"
)
HARMLESS = re.compile(
    r"\b(?:with|also|and|by|from|an?|the|plus|both|as|of|its|their|our|other|to|in|through|jointly|together"
    r"|(?:group|network|range|number) of|partners|members)\b",
    re.IGNORECASE,
)
"""Words around names that say nothing of them."""


class RoleCue(NamedTuple):
    """What a cue says of the names behind it: a role (None: the one before it), whether of all of a list, or maybe."""

    role: Role | None
    heads_list: bool
    may_head_list: bool


def read_cue(cue: re.Match[str]) -> RoleCue:
    """Read a match of CUE."""
    role = next((role for role in _ROLES if cue[role]), None)
    heads = _ENDS_LIST_HEAD.search(cue[0]) is not None
    return RoleCue(role, heads, not heads and _SINGULAR_HEAD.search(cue[0]) is not None)


def role_behind(words: str) -> tuple[int, Role | None, bool]:
    """Find the role that stands behind a name: where the name ends, the role (None if unsaid), and whether a plural."""
    match = _BEHIND.search(words, max(0, len(words) - _LONGEST_ROLE))
    if not match or not match.start():
        return len(words), None, False
    of = {"leads": "coordinator", "funds": "funder", "takes_part": "partner"}
    role = next(role for group, role in ({each: each for each in _ROLES} | of).items() if match[group])
    return match.start(), role, _PLURAL.search(words) is not None  # type: ignore[return-value]  # one of the roles


def name_in(words: str) -> tuple[int, int]:
    """Cut the words before and behind a name that are none of it: "with inputs from AfDB"."""
    before = _BEFORE_NAME.match(words)
    start = before.end() if before else 0
    behind = _BEHIND_NAME.search(words, start + 1)
    return start, behind.start() if behind else len(words)
