"""The law of the establishment as pure functions on plain values."""

import re

from .choices import LeavingReason

VOLUNTARY = frozenset({LeavingReason.RESIGNATION.value, LeavingReason.RETIRED.value})
"""A leaver is voluntary who resigned or retired: who chose to go. Redundancy, dismissal, death, a move within the
council, and reasons not known are not counted as voluntary. The papers give no definition (report, paragraphs 20 and 22);
this one is ours and stands in the measure's own words."""

_NUMBER = re.compile(r"^([A-Za-z]{2})\s*0*(\d{1,10})$")


def registration_number(text: str) -> str:
    """A Social Work England number as it is stored: `SW` and digits, no spaces, no leading zeros.

    The number is of variable length and lost its leading zeros when the register moved from HCPC (Social Work England).
    Raises `ValueError` with a sentence when it is not one.
    """
    match = _NUMBER.match(text.strip())
    if not match:
        raise ValueError(f"“{text}” is not a registration number: two letters and up to ten digits, such as SW12345.")
    return match[1].upper() + match[2]
