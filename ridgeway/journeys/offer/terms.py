"""What a post pays on a day: the points of its grade, and the supplement approved for it. Pay scales are published: nobody's pay is read."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from ridgeway.domains.establishment.models import Grade, PostTerm
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.pay import rules
from ridgeway.domains.pay.models import ScalePoint, Supplement
from ridgeway.domains.pay.states import SupplementState
from ridgeway.insight.pay import matches


@dataclass(frozen=True, slots=True)
class Rate:
    """A point of a grade: a year's full-time pay."""

    grade_id: int
    grade: str
    point: int
    annual: Decimal

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.grade_id}-{self.point}"


@dataclass(frozen=True)
class Pay:
    """What can be offered for some posts on a day: each post's grade, every point of those grades, and each post's supplements."""

    grades: dict[int, Grade | None]
    rates: list[Rate]
    supplements: dict[int, list[Supplement]]

    def rate_of(self, post: int, point: int | None) -> Rate | None:
        """A point of the post's grade; none where the grade has no such point."""
        grade = self.grades.get(post)
        return next((rate for rate in self.rates if grade and (rate.grade_id, rate.point) == (grade.pk, point)), None)

    def supplement_of(self, post: int, annual: Decimal | None) -> tuple[Decimal | None, str]:
        """What the post's supplements come to a year, full time, and what they are; none where there is none."""
        rows = self.supplements.get(post, [])
        amounts = [rules.a_year(row.basis, row.amount, annual) for row in rows]
        known = [amount for amount in amounts if amount is not None]
        return (sum(known, Decimal(0)), "; ".join(row.title for row in rows)[:200]) if known else (None, "")


def pay_of(council: Council, posts: Iterable[int], on: dt.date) -> Pay:
    """What some posts pay on a day. Four queries."""
    terms = list(PostTerm.objects.filter(council=council, post__in=list(posts)).on(on).select_related("grade"))
    grades = {term.post_id: term.grade for term in terms}
    points = ScalePoint.objects.filter(council=council, grade__in=[g.pk for g in grades.values() if g]).on(on)
    rates = [Rate(row.grade_id, str(row.grade), row.point, row.annual) for row in points.select_related("grade").order_by("grade__name", "point")]  # fmt: skip
    live = Supplement.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=on), council=council, starts_on__lte=on,
        state__in=[SupplementState.APPROVED, SupplementState.UNDER_NOTICE],
    ).prefetch_related("scopes")  # fmt: skip
    rows = list(live.order_by("pk"))
    return Pay(
        grades, rates,
        {t.post_id: [row for row in rows if matches(list(row.scopes.all()), t.role_id, t.team_id, t.grade_id)] for t in terms},
    )  # fmt: skip
