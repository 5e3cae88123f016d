"""What the imports pages say of a run, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from ridgeway.core.words import fte, moment
from ridgeway.journeys.intake.again import Before
from ridgeway.journeys.intake.models import ImportProblem, ImportRun
from ridgeway.journeys.intake.runs import TITLES

SHOWN = 8
# the verb of a change, in the order in which they are said: one of it, several of it
CHANGES = {
    "worker.added": ("person new to Ridgeway", "people new to Ridgeway"),
    "worker.changed": ("person's own details", "people's own details"),
    "employment.started": ("employment begins", "employments begin"),
    "employment.ended": ("leaver", "leavers"),
    "employment.changed": ("employment corrected or filled in", "employments corrected or filled in"),
    "holding.began": ("place and FTE, from a date", "places and FTE, from a date"),
    "holding.ended": ("place or FTE that ends on a date", "places or FTE that end on a date"),
    "holding.changed": ("place or FTE corrected", "places or FTE corrected"),
    "cover.began": ("agency worker", "agency workers"),
    "cover.changed": ("agency worker corrected", "agency workers corrected"),
    "casecount.recorded": ("count of cases", "counts of cases"),
    "casecount.changed": ("count of cases corrected", "counts of cases corrected"),
    "absence.recorded": ("absence", "absences"),
    "absence.changed": ("absence corrected", "absences corrected"),
    "absence.ended": ("absence ended", "absences ended"),
    "monitoring.recorded": ("person's equality data", "people's equality data"),
    "monitoring.changed": ("person's equality data changed", "people's equality data changed"),
    "team.added": ("new team", "new teams"),
    "role.added": ("new job role", "new job roles"),
    "salary.stated": ("salary as stated", "salaries as stated"),
    "salary.changed": ("stated salary changed", "stated salaries changed"),
    "totals.stated": ("statement of the council's own totals (vacancies, agency cover, pay items)",) * 2,
    "totals.changed": ("statement of the council's own totals changed",) * 2,
    "ledgerline.taken": ("line of the ledger", "lines of the ledger"),
    "timesheetline.taken": ("timesheet of a week", "timesheets of a week"),
    "subjectivecode.added": ("new subjective code", "new subjective codes"),
    "published.kept": ("published row", "published rows"),
}
TAGS = {
    "received": "notice", "checking": "notice", "unmapped": "due", "ready": "due", "refused": "broken", "applying": "notice",
    "done": "accent", "failed": "broken", "withdrawn": "dashed",
}  # fmt: skip


def before_words(before: Before) -> str:
    """That the same file was brought in before, and what confirming it again would do."""
    run = before.run
    assert run.confirmed_at is not None
    told = f"The same file was brought in before, as {run.original_name}, confirmed by {run.confirmed_by_name} on {moment(run.confirmed_at)}"
    if before.is_taken_back:
        return f"{told}, and taken back since. Confirming brings its lines in anew."
    if before.has_lines:
        return f"{told}. Nothing would count twice: its lines would stand in the place of the same lines. Withdraw it, unless that is meant."
    return f"{told}. Only what is not here already would change."


def changes_of(run: ImportRun) -> list[tuple[int, str]]:
    """What the file would change: how many, and of what."""
    tally: dict[str, int] = run.counts.get("changes", {})
    return [(tally[verb], words[tally[verb] != 1]) for verb, words in CHANGES.items() if tally.get(verb)]


def counts_of(run: ImportRun) -> list[tuple[str, Any]]:
    """What was counted in the file."""
    counts, extra = run.counts, run.counts.get("extra", {})
    if extra.get("counted"):
        return [(words, value) for words, value in extra["counted"]]
    if run.kind == "indicators":
        rates = [(name, rate) for name, rate in extra.get("recomputed", {}).items()]
        return [
            ("Rows in the file", counts["rows"]),
            *((name, f"{r['matched']:,} of {r['of']:,} agree when recomputed") for name, r in rates),
        ]
    said = [
        ("Records in the file", counts["rows"]),
        ("Employed, in post", counts["workers"]),
        ("Agency workers", counts["agency"]),
        ("Leavers", counts["leavers"]),
    ]
    if extra.get("in_post_fte"):
        said += [("FTE in post", fte(Decimal(extra["in_post_fte"]))), ("Agency FTE", fte(Decimal(extra["agency_fte"])))]
    if counts.get("vacancies_fte") is not None:
        said.append(("Vacancies (FTE) the file states", counts["vacancies_fte"]))
    return said


@dataclass(frozen=True, slots=True)
class Group:
    """The problems of one check: the first few, and how many there are."""

    check: str
    title: str
    severity: str
    count: int
    problems: list[ImportProblem]

    @property
    def more(self) -> int:
        return self.count - len(self.problems)


def groups_of(problems) -> list[Group]:
    """The problems by check and severity, errors first, a few of each. Two queries."""
    tally = problems.order_by("severity", "check_id").values("severity", "check_id").annotate(count=Count("pk"))
    place = Window(RowNumber(), partition_by=[F("severity"), F("check_id")], order_by=[F("row"), F("pk")])
    first = list(problems.annotate(place=place).filter(place__lte=SHOWN).order_by("row", "pk"))
    return [
        Group(
            t["check_id"], TITLES.get(t["check_id"], t["check_id"]), t["severity"], t["count"],
            [p for p in first if (p.severity, p.check_id) == (t["severity"], t["check_id"])],
        )
        for t in tally
    ]  # fmt: skip


HEADS = ("Severity", "Check", "Row", "Column", "Value", "What", "What to do")


def problem_rows(problems: Iterable[ImportProblem]) -> Iterable[tuple]:
    """The problems as rows of a table."""
    return ((p.get_severity_display(), p.check_id, p.row, p.field, p.value, p.message, p.todo) for p in problems)
