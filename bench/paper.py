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


def long_text(pages: int) -> str:
    """A paper of about five hundred words and a table a page, whose sums and shares add up but for one on each page."""
    parts = ["Report to Cabinet: recruiting and keeping social workers", ""]
    for page in range(1, pages + 1):
        posts, left, year = 180 + page * 3, 20 + page, 2004 + page
        filled = posts - left
        parts += [f"Section {page}", ""]
        for n in range(1, 6):
            part = 10 + page + n
            parts += [
                f"{page}.{n} On 31 March {year} there were {posts} funded posts in the service, of which {left} were vacant, which is {100 * left / posts:.1f}% of them. "
                f"In the year {part} people started and {part - 4} left, so that {4} more were in post than a year before. Turnover fell from {18 + n}.5% to {16 + n}.0%, "
                f"a fall of 2.5 percentage points, and agency staff covered {part} posts. The cost of it was £{part},500, against a budget of £{part + 2},000; the variance is £1,500. "
                "Members asked in the year before how long a vacancy stays open, and were told that it depends on the team and on the time of the year.",
                "",
            ]  # fmt: skip
        parts += ["| Team | Posts | Filled | Vacant |", "|---|---|---|---|"]
        parts += [f"| Team {n} | {posts // 6} | {filled // 6} | {posts // 6 - filled // 6} |" for n in range(1, 7)]
        parts += [f"| Total | {posts // 6 * 6 + page % 2} | {filled // 6 * 6} | {(posts // 6 - filled // 6) * 6} |", ""]
    return "\n".join(parts)
