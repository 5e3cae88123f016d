"""Subjective codes, loads, ledger lines and their month sums, printed figures, scenarios. Every row knows its council."""

from django.db import models
from django.db.models import Q

from ridgeway.core.loads import FileLoad
from ridgeway.domains.organisation.access import Scoped, access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council, Service, Team

from . import choices, rules


class _ByTeam(Scoped):
    seen_with = Permission.MONEY_VIEW
    reach = {"council": "council_id", "service": "team__service_id", "team": "team_id"}


class WholeCouncil(Scoped):
    """Rows that name neither a person nor a team's money: whoever holds the permission anywhere in the council sees them all."""

    seen_with = Permission.MONEY_VIEW

    def visible_to(self, user, permission: str | None = None):
        wanted = permission or self.seen_with
        return self.filter(council__in={h.council_id for h in access_of(user).held if wanted in h.permissions})


class _CouncilRow(models.Model):
    council = models.ForeignKey(Council, models.PROTECT, related_name="+")

    class Meta:
        abstract = True


def _pounds(**more) -> models.DecimalField:
    return models.DecimalField(max_digits=14, decimal_places=2, **more)


class SubjectiveCode(_CouncilRow):
    """A code of the council's chart of accounts, and what it pays for."""

    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=12, choices=choices.Kind.choices)
    objects = WholeCouncil.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["council", "code"], name="subjective_code_once_per_council")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()


class LedgerLoad(FileLoad, _CouncilRow):
    """One file of lines."""

    source = models.CharField(max_length=14, choices=choices.LoadSource.choices)
    budget = _pounds(default=0)
    spent = _pounds(default=0)
    first_month = models.DateField(null=True, blank=True)
    last_month = models.DateField(null=True, blank=True)
    objects = WholeCouncil.as_manager()

    def __str__(self) -> str:
        return self.name


class LedgerLine(_CouncilRow):
    """An amount of a team under a code in a month (its first day). `replaced_by`: the load that stands in its place; empty = current.

    What the finance system says in words is not kept: it may name people.
    """

    load = models.ForeignKey(LedgerLoad, models.PROTECT, related_name="rows")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    code = models.ForeignKey(SubjectiveCode, models.PROTECT, related_name="+")
    side = models.CharField(max_length=6, choices=choices.Side.choices)
    month = models.DateField()
    amount = _pounds()
    reference = models.CharField(max_length=40, blank=True)
    row = models.PositiveIntegerField(help_text="Where it stood in the file")
    replaced_by = models.ForeignKey(LedgerLoad, models.PROTECT, null=True, blank=True, related_name="+")
    objects = _ByTeam.as_manager()

    class Meta:
        ordering = ["-month", "-pk"]
        indexes = [
            models.Index(fields=["council", "-month", "-id"], name="ledger_line_by_month"),
            models.Index(fields=["team", "side", "month"], name="ledger_line_by_team"),
        ]

    def __str__(self) -> str:
        return f"Row {self.row} of load {self.load_id}"


class MonthSum(_CouncilRow):
    """What a team's current lines under a code add up to in a month, kept beside them. `year` is that in which the financial year began."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    code = models.ForeignKey(SubjectiveCode, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=choices.Kind.choices)
    side = models.CharField(max_length=6, choices=choices.Side.choices)
    month = models.DateField()
    year = models.PositiveSmallIntegerField()
    amount = _pounds()
    lines = models.PositiveIntegerField()
    objects = _ByTeam.as_manager()

    class Meta:
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(fields=["team", "code", "side", "month"], name="month_sum_once"),
        ]
        indexes = [  # a page's sums over years are answered from this one alone, month after month without sorting
            models.Index(
                fields=["council", "year", "month", "side", "kind", "team", "amount"], name="month_sum_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()} of {self.month:%B %Y}"


class PrintedFigure(_CouncilRow):
    """What a paper prints about money, with its own words and where it stands. `group` is a group of teams; neither: the whole council."""

    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    group = models.CharField(max_length=80, blank=True)
    year = models.PositiveSmallIntegerField(help_text="The calendar year in which the financial year began")
    what = models.CharField(max_length=16, choices=choices.Printed.choices)
    amount = _pounds(help_text="Pounds, or a percentage")
    words = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200)
    objects = WholeCouncil.as_manager()

    class Meta:
        ordering = ["service__name", "group", "what", "year", "pk"]

    def __str__(self) -> str:
        return f"{self.get_what_display()}, {self.year_words}"

    @property
    def year_words(self) -> str:
        """2015/16."""
        return rules.year_words(self.year)


class Scenario(_CouncilRow):
    """A set of assumptions somebody keeps by a name: the query string of the page that shows it."""

    name = models.CharField(max_length=120)
    query = models.CharField(max_length=2000)
    kept_by_name = models.CharField(max_length=254)
    kept_at = models.DateTimeField()
    objects = WholeCouncil.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["council", "name"], name="scenario_name_once_per_council"),
            models.CheckConstraint(condition=~Q(query=""), name="scenario_assumes_something"),
        ]

    def __str__(self) -> str:
        return self.name


class CostAssumption(_CouncilRow):
    """What something costs from a day on, as a range, and how that is known."""

    key = models.CharField(max_length=14, choices=choices.CostKey.choices)
    starts_on = models.DateField("from")
    low = _pounds()
    likely = _pounds()
    high = _pounds()
    source = models.CharField(max_length=200)
    objects = WholeCouncil.as_manager()

    class Meta:
        ordering = ["key", "-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["council", "key", "starts_on"], name="cost_assumption_once_a_day"),
            models.CheckConstraint(
                condition=Q(low__gte=0, likely__gte=models.F("low"), high__gte=models.F("likely")),
                name="cost_assumption_rises",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_key_display()}, from {self.starts_on}"
