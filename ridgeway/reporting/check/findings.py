"""What a check finds: a verdict on some words of a paper, with the arithmetic and the reason."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    AGREES = "agrees"
    CONTRADICTS = "contradicts"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Finding:
    """One verdict. `block` is the place in the paper's list of blocks; `start` and `end` are the quote's place in its text
    (in a table: the row, and the column). `rule` names the rule that looked.
    """

    where: str
    quote: str
    verdict: Verdict
    arithmetic: str
    reason: str
    rule: str
    block: int = 0
    start: int = 0
    end: int = 0

    def as_values(self) -> dict[str, str]:
        """The finding as the command line prints it."""
        return {
            "where": self.where,
            "quote": self.quote,
            "verdict": str(self.verdict),
            "arithmetic": self.arithmetic,
            "reason": self.reason,
        }
