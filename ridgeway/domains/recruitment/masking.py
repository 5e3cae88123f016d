"""What is hidden in a candidate's own words while they are scored: what is known of them, and what looks like a date or an address.

Nobody can find every hint in free text, so candidates are asked not to name themselves. What they told us elsewhere in the form (name, address,
telephone, referees, employers, places of study, registration) is taken out wherever it stands, and so are years, months, e-mail addresses, telephone numbers and postcodes.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

NAME, PLACE, WORK, STUDY, PERSON, NUMBER, WHEN = (
    "[name]", "[address]", "[employer]", "[place of study]", "[referee]", "[number]", "[date]",
)  # fmt: skip
# words of a name or a place that say nothing by themselves: "Downland Council" is hidden, "council" is not
_COMMON = frozenset(
    [
        "the",
        "and",
        "of",
        "for",
        "council",
        "county",
        "city",
        "borough",
        "district",
        "university",
        "college",
        "school",
        "institute",
        "hospital",
        "trust",
        "nhs",
        "children",
        "adult",
        "social",
        "work",
        "worker",
        "services",
        "service",
        "team",
        "care",
        "london",
        "north",
        "south",
        "east",
        "west",
        "street",
        "road",
        "lane",
        "avenue",
        "close",
    ]
)
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_PATTERNS = (
    (re.compile(r"[^\s@<>]+@[^\s@<>]+\.[a-z]{2,}", re.I), "[e-mail]"),
    (re.compile(r"\b(?:https?://|www\.)\S+", re.I), "[link]"),
    (re.compile(r"\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b", re.I), PLACE),
    (re.compile(r"(?<!\w)\+?\d[\d ()-]{8,}\d(?!\w)"), NUMBER),
    (re.compile(r"\bSW ?\d{5,6}\b", re.I), NUMBER),
    (re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b"), WHEN),
    (re.compile(rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{'|'.join(_MONTHS)}) (?:\d{{1,2}},? )?(?:19|20)\d\d\b", re.I), WHEN),
    (re.compile(r"\b(?:19|20)\d\d(?:[/–-]\d{2,4})?\b"), WHEN),
)  # fmt: skip


def known(sections: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, str]]:
    """What an application tells about its writer, each with what stands in its place; the longest first."""
    about, referees = sections.get("about", {}), sections.get("referees", {})
    found = [(about.get("name"), NAME), (about.get("previous_names"), NAME), (about.get("telephone"), NUMBER)]
    found += [(line, PLACE) for line in re.split(r"[\n,]", str(about.get("address") or ""))]
    found += [(referees.get(f"name_{n}"), PERSON) for n in (1, 2)]
    found += [(referees.get(f"organisation_{n}"), WORK) for n in (1, 2)]
    found += [(row.get("employer"), WORK) for row in sections.get("history", {}).get("jobs", ())]
    found += [(row.get("institution"), STUDY) for row in sections.get("qualifications", {}).get("rows", ())]
    found.append((sections.get("registration", {}).get("number"), NUMBER))
    whole = [(" ".join(str(text).split()), mark) for text, mark in found if text]
    parts = [(part, mark) for text, mark in whole if mark in (NAME, PERSON) for part in re.split(r"[\s-]+", text)]
    wanted = [(text, mark) for text, mark in (*whole, *parts) if len(text) > 2 and text.lower() not in _COMMON]
    return sorted(dict(wanted).items(), key=lambda pair: -len(pair[0]))


def _flags(value: str) -> re.RegexFlag:
    """A single name is found as it is written (Will, not will); what has several words, however it is written."""
    return re.IGNORECASE if " " in value else re.NOFLAG


def masked(text: str, values: Iterable[tuple[str, str]]) -> str:
    """The text without them: "At Weald I led" becomes "At [employer] I led"."""
    for value, mark in values:
        pattern = r"\s+".join(re.escape(word) for word in value.split())
        text = re.sub(rf"(?<!\w){pattern}(?!\w)", mark, text, flags=_flags(value))
    for pattern_, mark in _PATTERNS:
        text = pattern_.sub(mark, text)
    return text
