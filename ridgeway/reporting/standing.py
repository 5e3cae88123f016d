"""Reports that stand ready for any council, scope and day: the Cabinet report, a short version for scrutiny, the page of the corporate
leadership team, and the quarterly digest. All print the same figures; each can be begun as a report of its own and written on.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ridgeway.domains.organisation.choices import ServiceKind
from ridgeway.domains.organisation.models import Council, Service
from ridgeway.insight.figures import day_words

from . import headings
from .composing import compose
from .document import Document
from .models import Report, ReportTemplate, Section

Text = tuple[str, bool, str]  # heading, whether its paragraphs are numbered, words


@dataclass(frozen=True, slots=True)
class Ready:
    """A report that stands ready: its title, for whom, and its words for some services (and their money, where it may be seen)."""

    title: str
    body: str
    words: str
    texts: Callable[[Sequence[Service], dt.date, dt.date, bool], list[Text]]


def _each(services: Sequence[Service], line: str) -> str:
    return "\n\n".join(line.replace("SERVICE", service.slug).replace("NAME", service.name) for service in services)


def _cabinet(services: Sequence[Service], on: dt.date, since: dt.date, with_money: bool) -> list[Text]:
    money = "{{ table: campaign, all }}"
    if with_money:
        money = _each(services, "{{ table: money, SERVICE }}\n\n{{ table: agency, SERVICE }}") + "\n\n" + money
    texts = {
        "Purpose of report": f"To give the position of the social-work workforce on {day_words(on)}, and what has changed since {day_words(since)}.",
        "Progress made": "{{ table: position }}\n\n" + _each(services, "{{ chart: turnover, SERVICE }}\n\n{{ table: staying, SERVICE }}") + "\n\n{{ table: time-to-hire }}\n\n{{ table: programmes }}",
        "Equalities impact of the proposal": "{{ table: equality }}",
        "Financial implications": money,
        "Appendices": "### Appendix 1: applications, shortlisted, appointed and vacancies remaining\n\n" + _each(services, "{{ table: hiring, SERVICE }}") + "\n\n### Appendix 2: recruitment spotlight and contextual links\n\n{{ table: spotlight }}\n\n### Benchmarks\n\n{{ table: benchmarks }}",
    }  # fmt: skip
    return [(heading, numbered, texts.get(heading, "")) for heading, _, numbered in headings.CABINET]


_CHANGE = (
    "Vacancies in NAME on ON: {{ figure: vacancies, SERVICE, said }}; on SINCE {{ figure: vacancies, SERVICE, SINCEDAY, said }}.\n\n"
    "Turnover in NAME over twelve months: {{ figure: turnover, SERVICE, base }}; to SINCE {{ figure: turnover, SERVICE, SINCEDAY, base }}."
)


def _changes(services: Sequence[Service], on: dt.date, since: dt.date) -> str:
    text = (
        _CHANGE.replace("SINCEDAY", since.isoformat())
        .replace("SINCE", day_words(since))
        .replace("ON:", f"{day_words(on)}:")
    )
    return _each(services, text)


def _scrutiny(services: Sequence[Service], on: dt.date, since: dt.date, with_money: bool) -> list[Text]:
    money = _each(services, "{{ table: money, SERVICE }}") if with_money else ""
    return [
        ("What has changed", True, _changes(services, on, since)),
        ("In figures", False, "{{ table: position }}\n\n" + _each(services, "{{ table: staying, SERVICE }}")),
        ("What was done", True, "{{ table: campaign }}"),
        ("What it cost", False, money),
        ("What members asked", True, ""),
        ("What comes next", True, ""),
    ]


def _leadership(services: Sequence[Service], on: dt.date, since: dt.date, with_money: bool) -> list[Text]:
    money = _each(services, "{{ table: money, SERVICE }}\n\n{{ table: agency, SERVICE }}") if with_money else ""
    return [
        ("What has changed", False, _changes(services, on, since)),
        ("Where we stand", False, "{{ table: position }}"),
        ("Over time", False, _each(services, "{{ chart: vacancies, SERVICE }}\n\n{{ chart: turnover, SERVICE }}")),
        ("Hiring", False, "{{ table: time-to-hire }}\n\n{{ table: campaign }}"),
        ("Money", False, money),
        ("Beside others", False, "{{ table: benchmarks }}"),
    ]


def _digest(services: Sequence[Service], on: dt.date, since: dt.date, with_money: bool) -> list[Text]:
    return [("What has changed", False, _changes(services, on, since)), ("In figures", False, "{{ table: position }}")]


READY: dict[str, Ready] = {
    "cabinet": Ready("Recruiting and retaining social workers", "Cabinet", "The standing headings of a Cabinet report with every table and appendix.", _cabinet),
    "scrutiny": Ready("Social workers: a short version for scrutiny", "Overview and scrutiny", "Two pages: what has changed, with numbers and percentages together.", _scrutiny),
    "leadership": Ready("Social workers: the leadership team’s page", "Corporate leadership team", "Where every service stands, side by side.", _leadership),
    "digest": Ready("Social workers: the quarter", "Whoever asked for it", "The few figures that are mailed each quarter.", _digest),
}  # fmt: skip


def of(name: str, council: Council, on: dt.date, since: dt.date, *, service: Service | None = None, with_money: bool = True) -> tuple[Report, list[Section]]:  # fmt: skip
    """A report that stands ready, unsaved, with its sections. `name` is one of `READY`."""
    ready = READY[name]
    services = (
        [service] if service else sorted(council.services.all(), key=lambda s: (s.kind != ServiceKind.CHILDREN, s.name))
    )
    texts = ready.texts(services, on, since, with_money)
    template = ReportTemplate(council=council, name=ready.title, headings=[[heading, "", numbered] for heading, numbered, _ in texts])  # fmt: skip
    report = Report(
        council=council, service=service, template=template, title=ready.title, reference=f"{name} {on.isoformat()}", on=on, since=since,
        body=ready.body, begun_at=dt.datetime.combine(on, dt.time(), dt.UTC),
    )  # fmt: skip
    sections = [
        Section(council=council, report=report, order=n, heading=heading, is_numbered=numbered, text=text)
        for n, (heading, numbered, text) in enumerate(texts, start=1)
    ]
    return report, sections


def composed(report: Report, sections: list[Section]) -> Document:
    """It with its figures; what cannot be told here (no ledger, no campaign, nothing published) is left out, and headings with it."""
    document = compose(report, sections)[0]
    blocks = [block for block in document.blocks if "{{" not in block.words]
    kept = [b for n, b in enumerate(blocks) if b.kind != "heading" or _has_words(blocks, n)]
    return replace(document, blocks=tuple(kept), troubles=())


def _has_words(blocks: list, n: int) -> bool:
    """Whether something stands under a heading before the next of its level."""
    for block in blocks[n + 1 :]:
        if block.kind == "heading" and block.level <= blocks[n].level:
            return False
        if block.kind != "heading":
            return True
    return False
