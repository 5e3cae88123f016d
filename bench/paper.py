"""A report of sixty figures and ten tables, being written; and the long paper that is pasted to be checked."""

import datetime as dt

from .sizes import UNTIL

AT = dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC)
SINCE = dt.date(2025, 10, 31)
SCOPES = ("all", "childrens", "adult")
FIGURES = (
    "headcount",
    "fte",
    "starters",
    "leavers",
    "vacancies",
    "vacancy_share",
    "fill_rate",
    "turnover",
    "retention",
    "agency_rate",
)
TABLES = ("position", "vacancies, childrens", "vacancies, adult", "turnover", "turnover, childrens", "turnover, adult", "vacancies, all",
          "retention, childrens", "agency_rate, all", "vacancy_rate, childrens")  # fmt: skip
REFERENCE = "BENCH-1"


def texts() -> list[str]:
    """What stands under each heading: ten figures a day and scope, and a table."""
    days = (UNTIL, SINCE)
    sets = [[(key, scope, day) for key in FIGURES] for day in days for scope in SCOPES]
    paragraphs = [
        "\n\n".join(
            f"In this line stands {{{{ figure: {key}, {scope}, {day} }}}} for {key}." for key, scope, day in one
        )
        for one in sets
    ]
    paragraphs += [""] * (len(TABLES) - len(paragraphs))
    return [f"{words}\n\n{{{{ table: {table} }}}}".strip() for words, table in zip(paragraphs, TABLES, strict=True)]


def fill() -> None:
    """The report, in the first council."""
    begin(REFERENCE)


def begin(reference: str):
    """A report of sixty figures and ten tables under that reference."""
    from ridgeway.domains.organisation.models import Council, User
    from ridgeway.reporting import actions
    from ridgeway.reporting.models import ReportTemplate

    council, who = Council.objects.order_by("pk")[0], User.objects.get(email="bench@example.org")
    written = texts()
    name = "Bench"
    template = ReportTemplate.objects.filter(council=council, name=name).first() or actions.add_template(
        council, name=name, headings=[(f"Heading {n}", "", True) for n in range(1, len(written) + 1)], by=who, at=AT
    )
    report = actions.begin_report(
        council, template=template, title="Sixty figures and ten tables", reference=reference, on=UNTIL, since=SINCE, body="Cabinet", by=who, at=AT,
    )  # fmt: skip
    for section, text in zip(report.sections.order_by("order"), written, strict=True):
        actions.write_section(section, text=text, version=0, by=who, at=AT)
    return report
