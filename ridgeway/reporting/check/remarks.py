"""What a rule says of a sentence, and the pieces of pattern that rules share."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .figures import Sentence
from .findings import Verdict
from .numbers import Figure, Kind


@dataclass(frozen=True, slots=True)
class Remark:
    """A verdict on the figures `about` of one sentence."""

    about: tuple[Figure, ...]
    verdict: Verdict
    arithmetic: str
    reason: str


DOWN = r"(?:reduc|decreas|f[ae]ll|drop|declin|cut|lower|shr[aiu]nk|sav|down\b|less\b|dip)"
UP = r"(?:increas|ris[ei]|rose|gr[eo]w|rais|higher|expan|climb|jump|up\b|more\b|gain)"
EITHER = r"(?:chang|mov|differ|improv|variat|swing)"
WAY = rf"(?:{DOWN}|{UP}|{EITHER})"
FELL = ("fallen", "fell", "dropped", "reduced", "declined", "decreased")
ROSE = ("risen", "rose", "increased", "grown", "grew")
MOVED = rf"(?P<way>{'|'.join([*FELL, *ROSE])})"
PART = r"(?P<part>(?:[A-Za-z’'&-]+ ){0,4}[A-Za-z’'&-]+?)"  # a part of a council, as words between others
TIMES = r"(?:[^⟦⟧.;]|⟦[dy]\d+⟧)"  # words and dates, no other figure


def mark(kinds: str, name: str) -> str:
    """A pattern for one mark of any of the kinds, caught under a name."""
    return rf"⟦(?P<{name}>[{kinds}]\d+)⟧"


def matches(pattern: re.Pattern, sentence: Sentence) -> Iterator[re.Match]:
    """Every match in the sentence's shape, also those that begin inside an earlier one."""
    at = 0
    while found := pattern.search(sentence.shape, at):
        yield found
        at = found.start() + 1


def is_of(figure: Figure, *kinds: Kind) -> bool:
    return figure.kind in kinds


def noun_after(sentence: Sentence, figure: Figure) -> str:
    """The word that follows a figure, in the singular; empty where none does."""
    found = re.match(r" ([A-Za-z]+)", sentence.text[figure.end :])
    word = found[1].lower() if found else ""
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


SPELLS = {"day", "week", "month", "year", "hour", "minute", "working"}


def same_unit(sentence: Sentence, first: Figure, second: Figure) -> bool:
    """Whether two figures may be compared: of one kind, and not days beside weeks."""
    if first.kind != second.kind:
        return False
    one, other = noun_after(sentence, first), noun_after(sentence, second)
    if other in SPELLS or one in SPELLS:
        return one == other or one not in SPELLS
    return True
