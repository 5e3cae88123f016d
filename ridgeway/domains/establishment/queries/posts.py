"""Posts of a scope on a day, and the story of one."""

import datetime as dt
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    DateField,
    DecimalField,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from ridgeway.core.together import Question
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.organisation.queries import Scope

from ..models import Cover, FundingDecision, Holding, JobRole, Post, PostTerm, Worker
from .gathered import as_day, as_fte, folded, gathered, seen_in

UNFILLED, UNCOVERED, OVER = "unfilled", "uncovered", "over"
_WHO = ("worker_id", "worker__given_name", "worker__family_name", "worker__registration_number",
        "worker__staff_number", "fte", "starts_on")  # fmt: skip
_FTE: DecimalField = DecimalField(max_digits=12, decimal_places=6)
_ID: BigIntegerField = BigIntegerField()


@dataclass(frozen=True, slots=True)
class PostFilter:
    """What of the posts is asked for. `vacant`: empty = all, "unfilled", "uncovered" (unfilled and not covered), or "over"
    (held by more than it is). `in_fte` makes a post vacant of which a part is not held, not only all."""

    vacant: str = ""
    role: int | None = None
    decision: int | None = None
    in_fte: bool = False


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody in a post: who, how much of it, since when."""

    worker_id: int
    name: str
    fte: Decimal
    since: dt.date | None


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post as it is on a day. `vacant_since` is empty while somebody holds it."""

    number: str
    team: str
    role: str
    grade: str
    decision: str
    fte: Decimal
    holders: list[Who]
    covers: list[Who]
    vacant_since: dt.date | None

    @property
    def held(self) -> Decimal:
        """FTE held."""
        return sum((who.fte for who in self.holders), Decimal(0))

    @property
    def vacant(self) -> Decimal:
        """FTE that nobody holds."""
        return max(self.fte - self.held, Decimal(0))

    @property
    def is_over(self) -> bool:
        return len(self.holders) > 1 and self.held > self.fte


def posts_on(
    user, scope: Scope, day: dt.date, asked: PostFilter, *, after: str = "", before: str = "", size: int | None = 50
) -> list[PostLine]:
    """The posts funded on a day, by number, from the one behind `after` on (or up to `before`). One query.

    Gives one more than `size` where there are more; all of them when `size` is None.
    """
    rows = _on(user, scope, day, asked)
    if after:
        rows = rows.filter(post__number__gt=after)
    if before:
        found = rows.filter(post__number__lt=before).order_by("-post__number")[: (size or 0) + 1]
        return [_line(row) for row in found][::-1]
    rows = rows.order_by("post__number")
    return [_line(row) for row in (rows if size is None else rows[: size + 1])]


def _on(user, scope: Scope, day: dt.date, asked: PostFilter) -> QuerySet:
    holders = Holding.objects.on(day).filter(post=OuterRef("post"))
    covers = Cover.objects.on(day).filter(post=OuterRef("post"))
    # that a post is the council's too is said for the planner's sake: it finds them by the index of their numbers
    rows = seen_in(PostTerm.objects.on(day).visible_to(user), scope).filter(post__council=scope.council)
    if asked.role:
        rows = rows.filter(role=asked.role)
    if asked.decision:
        rows = rows.filter(post__funding_decision=asked.decision)
    if asked.vacant:  # composing what is not asked for costs more than the query
        rows = rows.annotate(held=_held(holders))
    if asked.vacant in (UNFILLED, UNCOVERED):
        rows = rows.filter(Q(held__lt=F("fte")) if asked.in_fte else ~Exists(holders))
    if asked.vacant == UNCOVERED:
        rows = rows.filter(~Exists(covers))
    if asked.vacant == OVER:
        rows = rows.filter(held__gt=F("fte"))
    return rows.annotate(
        holders=gathered(holders, *_WHO),
        covering=gathered(covers, *_WHO),
        empty_since=_empty_since(day),
    ).values("post__number", "team__name", "role__name", "grade__name", "post__funding_decision__title", "fte",
             "holders", "covering", "empty_since")  # fmt: skip


def _held(holders: QuerySet) -> Coalesce:
    """The FTE of a post that is held."""
    return Coalesce(folded(holders, "fte", "SUM", _FTE), Value(Decimal(0)), output_field=_FTE)


def _empty_since(day: dt.date) -> Coalesce:
    """The day the last holder left, or the post was first funded. Only means something where nobody holds it."""
    over = Holding.objects.filter(post=OuterRef("post"), ends_on__lte=day)
    first = PostTerm.objects.filter(post=OuterRef("post"), starts_on__lte=day)
    return Coalesce(folded(over, "ends_on", "MAX", DateField()), folded(first, "starts_on", "MIN", DateField()))


def _line(row: dict[str, Any]) -> PostLine:
    holders = [_who(values) for values in row["holders"] or []]
    return PostLine(
        number=row["post__number"],
        team=row["team__name"],
        role=row["role__name"],
        grade=row["grade__name"] or "",
        decision=row["post__funding_decision__title"] or "",
        fte=as_fte(row["fte"]),
        holders=holders,
        covers=[_who(values) for values in row["covering"] or []],
        vacant_since=None if holders else row["empty_since"],
    )


def _who(values: list) -> Who:
    worker_id, given, family, registration, staff_number, fte, since = values
    worker = Worker(given_name=given, family_name=family, registration_number=registration, staff_number=staff_number)
    return Who(worker_id, worker.name, as_fte(fte), as_day(since))


def longest_empty(user, scope: Scope, day: dt.date, size: int = 5) -> list[PostLine]:
    """The posts that nobody holds and nobody covers, longest empty first. One query."""
    rows = _on(user, scope, day, PostFilter(vacant=UNCOVERED)).order_by("empty_since", "post__number")
    return [_line(row) for row in rows[:size]]


def needing_care(user, scope: Scope, day: dt.date, size: int = 5) -> Question[tuple[list[PostLine], list[PostLine]]]:
    """Posts held by more than they are, and posts nobody holds or covers with the longest empty first. One query."""
    holders = Holding.objects.on(day).filter(post=OuterRef("post"))
    covers = Cover.objects.on(day).filter(post=OuterRef("post"))
    rows = (
        _on(user, scope, day, PostFilter())
        # not two NOT EXISTS beside an OR: for those PostgreSQL reads every holding of every council
        .annotate(
            held=_held(holders),
            anybody=folded(holders, "pk", "MAX", _ID),
            cover=folded(covers, "pk", "MAX", _ID),
        )
        .filter(Q(held__gt=F("fte")) | Q(anybody__isnull=True, cover__isnull=True))
        .annotate(worst=Case(When(held__gt=F("fte"), then=0), default=1))
        .order_by("worst", "empty_since", "post__number")
    )
    lines = [_line(row) for row in (yield rows[: 2 * size])]
    over = [line for line in lines if line.is_over]
    return over[:size], [line for line in lines if not line.holders][:size]


def options(council: Council) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """The job roles and the funding decisions of a council, to choose from. One query."""
    roles = JobRole.objects.filter(council=council).order_by()
    decisions = FundingDecision.objects.filter(council=council).order_by()
    rows = list(
        roles.values_list(Value(0), "order", "name", "pk").union(
            decisions.values_list(Value(1), Value(0), "title", "pk"), all=True
        )
    )
    found = [[(pk, name) for kind, _, name, pk in sorted(rows) if kind == wanted] for wanted in (0, 1)]
    return found[0], found[1]


_LAST_DIGITS = re.compile(r"^(.*?)(\d+)$")


def next_numbers(council: Council, first: str, many: int) -> list[str]:
    """`many` numbers in sequence from `first` on: CS-0731, CS-0732. Raises `ValueError` where it does not end in digits."""
    match = _LAST_DIGITS.match(first.strip())
    if many == 1:
        return [first.strip()]
    if match is None:
        raise ValueError("For several posts the first number must end in digits, such as CS-0731.")
    stem, digits = match.groups()
    return [f"{stem}{int(digits) + n:0{len(digits)}d}" for n in range(many)]


def suggested_number(council: Council) -> str:
    """The number after the highest one of a council's, in its own form; empty where there is none yet. One query."""
    numbers = Post.objects.filter(council=council).order_by("-pk").values_list("number", flat=True)[:1]
    match = _LAST_DIGITS.match(numbers[0]) if numbers else None
    if match is None:
        return ""
    stem, digits = match.groups()
    same = Post.objects.filter(council=council, number__startswith=stem).values_list("number", flat=True)
    tails = [int(found[2]) for n in same if (found := _LAST_DIGITS.match(n)) and found[1] == stem]
    return f"{stem}{max(tails) + 1:0{len(digits)}d}"


@dataclass(frozen=True)
class PostStory:
    """A post with all its terms, holders and covers, oldest first."""

    post: Post
    terms: list[PostTerm]
    holdings: list[Holding]
    covers: list[Cover]
    gaps: list[tuple[dt.date, dt.date | None]] = field(default_factory=list)

    def on(self, day: dt.date) -> PostTerm | None:
        """What the post is on a day; None when it is not funded."""
        return next((term for term in self.terms if term.holds_on(day)), None)

    def held_on(self, day: dt.date) -> list[Holding]:
        return [row for row in self.holdings if row.holds_on(day)]

    def covered_on(self, day: dt.date) -> list[Cover]:
        return [row for row in self.covers if row.holds_on(day)]


def post_story(user, council: Council, number: str) -> PostStory | None:
    """A post that `user` may see, with everything that happened to it. Four queries."""
    post = (
        Post.objects.filter(council=council, number=number)
        .visible_to(user)
        .select_related("funding_decision", "council")
        .prefetch_related(
            Prefetch("terms", PostTerm.objects.select_related("team__service", "role", "grade").order_by("starts_on")),
            Prefetch(
                "holdings",
                Holding.objects.select_related("worker", "employment", "role", "team").order_by("starts_on", "pk"),
            ),
            Prefetch("covers", Cover.objects.select_related("worker").order_by("starts_on", "pk")),
        )
        .first()
    )
    if post is None:
        return None
    terms, holdings = list(post.terms.all()), list(post.holdings.all())
    return PostStory(post, terms, holdings, list(post.covers.all()), gaps(terms, holdings))


def gaps(terms: list[PostTerm], holdings: list[Holding]) -> list[tuple[dt.date, dt.date | None]]:
    """The periods in which a post was funded and nobody held any of it. Both lists oldest first."""
    found: list[tuple[dt.date, dt.date | None]] = []
    for term in terms:
        day: dt.date | None = term.starts_on
        for row in holdings:
            if day is None or (term.ends_on and row.starts_on >= term.ends_on):
                break
            if row.ends_on is not None and row.ends_on <= day:
                continue
            if row.starts_on > day:
                found.append((day, row.starts_on))
            day = row.ends_on if row.ends_on is None else max(day, row.ends_on)
        if day is not None and (term.ends_on is None or day < term.ends_on):
            found.append((day, term.ends_on))
    return _joined(found)


def _joined(periods: list[tuple[dt.date, dt.date | None]]) -> list[tuple[dt.date, dt.date | None]]:
    """Periods that meet, as one."""
    made: list[tuple[dt.date, dt.date | None]] = []
    for first, last in periods:
        if made and made[-1][1] == first:
            made[-1] = (made[-1][0], last)
        else:
            made.append((first, last))
    return made
