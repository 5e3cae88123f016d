"""Every write of finance. `loading`: files of lines, and their taking back; `keeping`: codes, printed figures, scenarios."""

from .keeping import add_code, add_printed, change_code, keep_scenario, record_cost, remove_printed, remove_scenario
from .loading import LineIn, load_lines, take_back
from .reasons import CannotChangeFinance

__all__ = [
    "CannotChangeFinance",
    "LineIn",
    "add_code",
    "add_printed",
    "change_code",
    "keep_scenario",
    "load_lines",
    "record_cost",
    "remove_printed",
    "remove_scenario",
    "take_back",
]
