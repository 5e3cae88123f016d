"""How far long work is, as a page shows it (`components/how_far.html`) until the work is done."""

from dataclasses import dataclass

from ridgeway.core.progress import Progress


@dataclass(frozen=True, slots=True)
class HowFar:
    """`url` gives this part of the page anew; `stopped` is said where the worker is lost, and `again` then tries once more, where one may."""

    url: str
    progress: Progress | None
    is_lost: bool
    stopped: str
    again: str = ""
