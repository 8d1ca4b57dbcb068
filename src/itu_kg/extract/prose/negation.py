"""Sentence → whether it denies what it speaks of, and whether what a verb in it names has happened at all.

English only, and by form only: "not only", "no one" and what a subordinate clause denies are no denials.
"""

from __future__ import annotations

import re

_PREFIX = re.compile(r"\W*(?:(?:response|answer|reply)\s?:\s?)?", re.IGNORECASE)
_DENIED_SUBJECT = re.compile(
    r"\W*(?:at (?:present|this (?:time|stage))|currently|so far|to date|in \d{4})?,?\s?"
    r"(?:no\b(?!\s(?:one|longer|less|fewer|doubt|poverty|wonder)\b)|none\b|nothing\b|nobody\b|neither\b|never\b"
    r"|not\s(?:applicable|relevant|available|yet|any|specific|direct|as such|at (?:present|this)|engaged|involved)\b)",
    re.IGNORECASE,
)
_AUXILIARY = r"(?:is|are|was|were|has|have|had|do|does|did|can|could|will|would|may|might|must|should)"
_DENIED_VERB = re.compile(
    rf"\b(?:{_AUXILIARY}(?:\s(?:also|currently|yet|itself|therefore)){{0,2}}(?:\s?n['’]t|\snot)\b"
    r"(?!\s(?:only|just|merely|least|solely|simply|necessarily))"
    r"|cannot\b|(?:has|have|had|is|are|was|were)\s(?:currently\s)?no\b(?!\s(?:longer|less|fewer|doubt))"
    rf"|{_AUXILIARY}\s(?:never|neither))",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    r"\b(?:that|which|who|whom|whose|where|when|while|if|because|although|though|whether|so|since|as|for)\b|[,;:]",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\b(?:but|however|instead|nevertheless|nonetheless|rather|yet)\b|;", re.IGNORECASE)
_LONGEST_SUBJECT = 160
_SIGN = re.compile(r"\bn(?:o|ot|one|othing|obody|ever|either)\b|n['’]t\b|cannot\b", re.IGNORECASE)
"""What a denial is not without: most sentences have nothing of the kind."""
_UNDONE = re.compile(
    r"\b(?:not|never|no|cannot|will|would|shall|should|may|might|could|must|can|be|to|nor|without|before|pending)"
    r"(?:\s(?:yet|also|then|soon|be|been|formally|officially|subsequently|jointly|have|fully|further)){0,3}\s\Z",
    re.IGNORECASE,
)
_DECIDED = re.compile(r"\b(?:decided|agreed|resolved|voted)\sto(?:\s\w{1,20}){0,1}\s\Z", re.IGNORECASE)
_LOOK_BACK = 60


def denies(sentence: str) -> bool:
    """Check whether a sentence says of its subject that it is or does not, and does not go on to say what is."""
    if not _SIGN.search(sentence, 0, _LONGEST_SUBJECT):
        return False
    prefix = _PREFIX.match(sentence)
    sentence = sentence[prefix.end() :] if prefix else sentence
    subject = _DENIED_SUBJECT.match(sentence)
    verb = None if subject else _DENIED_VERB.search(sentence, 0, _LONGEST_SUBJECT)
    denial = subject or verb
    if denial is None or (verb and _SUBORDINATE.search(sentence, 0, verb.start())):
        return False
    return not _GOES_ON.search(sentence, denial.end())


def is_undone(sentence: str, verb: int) -> bool:
    """Check whether what a verb that begins at a place names is denied, to come or only possible there."""
    before = sentence[max(0, verb - _LOOK_BACK) : verb]
    return _UNDONE.search(before) is not None and _DECIDED.search(before) is None
