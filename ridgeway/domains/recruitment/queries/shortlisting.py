"""Shortlisting as those who do it read it: what waits for one's scores, how far everybody is, and the comparison."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count, Q, QuerySet

from ridgeway.core.together import Question
from ridgeway.domains.organisation.models import User
from ridgeway.domains.organisation.queries import Scope

from .. import shortlisting_rules as rules
from ..choices import Scale
from ..models import Advert, AgreedScores, Application, Criterion, ScoreSheet, Shortlister, Shortlisting
from ..shortlisting_rules import Comparison
from ..states import ApplicationState, SheetState
from .adverts import in_scope

S = ApplicationState
H = SheetState


def counted(shortlisting: Shortlisting) -> QuerySet[ScoreSheet]:
    """The sheets that count: of those who score and have not stood down."""
    standing = Shortlister.objects.filter(shortlisting=shortlisting, stood_down_at__isnull=True).values("user")
    return ScoreSheet.objects.filter(application__advert=shortlisting.advert_id, user__in=standing)


def shortlisting_of(user, advert: Advert) -> Shortlisting | None:
    """How the applications for an advert are scored, if they are. One query."""
    return Shortlisting.objects.visible_to(user).filter(advert=advert).first()


def shortlisters_of(user, shortlisting: Shortlisting) -> list[Shortlister]:
    """Those named, also those who stood down. One query."""
    rows = Shortlister.objects.visible_to(user).filter(shortlisting=shortlisting)
    return list(rows.select_related("user"))


def scores_here(user, advert_id: int) -> bool:
    """Whether this person is one of those who score the applications for an advert. One query."""
    return Shortlister.objects.filter(
        shortlisting__advert=advert_id, user=getattr(user, "pk", None), stood_down_at__isnull=True
    ).exists()


def is_blind_to(user, application: Application) -> bool:
    """Whether this person still has to score an application, and so must not know whose it is. At most two queries."""
    if application.state != S.SENT or not scores_here(user, application.advert_id):
        return False
    return not ScoreSheet.objects.filter(application=application, user=user, shown_at__isnull=False).exists()


def to_score(user, advert: Advert) -> list[Application]:
    """The applications for an advert that wait for this person's scores, the earliest first. One query."""
    own = ScoreSheet.objects.filter(user=user, state=H.SUBMITTED).values("application")
    rows = Application.objects.visible_to(user).filter(advert=advert, state=S.SENT).exclude(pk__in=own)
    return list(rows.select_related("advert", "council").order_by("sent_at", "pk"))


@dataclass(frozen=True, slots=True)
class Waiting:
    """That so many applications for an advert wait for somebody's scores."""

    advert: int
    title: str
    reference: str
    count: int


def waiting_for(user: User, scope: Scope) -> Question[list[Waiting]]:
    """What waits for this person's scores, by advert. One query."""
    named = Shortlister.objects.filter(user=user, stood_down_at__isnull=True, council=scope.council)
    own = ScoreSheet.objects.filter(user=user, state=H.SUBMITTED).values("application")
    rows = in_scope(Application.objects.visible_to(user), scope).filter(
        state=S.SENT, advert__in=named.values("shortlisting__advert")
    )
    counts = rows.exclude(pk__in=own).order_by().values_list("advert", "advert__title", "advert__reference")
    return [Waiting(*row) for row in (yield counts.annotate(Count("pk")).order_by("advert__closes_at", "advert"))]


@dataclass(frozen=True)
class Line:
    """One application as those who scored it stand: how many have handed in, what each gave, and what stands.

    `comparison` is None until this person may see it; `totals` goes by the shortlister's user, for those who may be shown.
    """

    application: Application
    handed_in: int
    comparison: Comparison | None
    totals: Mapping[int, int]
    place: int = 0
    is_tied: bool = False
    short_of: Sequence[str] = ()


@dataclass(frozen=True)
class Table:
    """All applications for an advert that were sent: those that can be compared, best first, then those that cannot yet."""

    criteria: Sequence[Criterion]
    lines: Sequence[Line]
    most: int


def table(user, shortlisting: Shortlisting) -> Table:
    """The comparison of an advert's applications that are not decided yet. Five queries, however many there are."""
    advert = shortlisting.advert
    criteria = list(advert.criteria.all())
    found = Application.objects.visible_to(user).filter(advert=advert, state=S.SENT)
    rows = list(found.order_by("sent_at", "pk"))
    for row in rows:
        row.advert = advert  # its long texts are not read once an application
    standing = [s.user_id for s in shortlisting.shortlisters.all() if s.stood_down_at is None]
    counts = dict(
        counted(shortlisting).filter(application__state=S.SENT, state=H.SUBMITTED)
        .order_by().values_list("application").annotate(Count("pk"))
    )  # fmt: skip
    seen: dict[int, list[ScoreSheet]] = {}
    shown = ScoreSheet.objects.visible_to(user).filter(application__advert=advert, application__state=S.SENT)
    for sheet in shown.filter(Q(shown_at__isnull=False), user__in=standing).only("application", "user", "points"):
        seen.setdefault(sheet.application_id, []).append(sheet)
    agreed = dict(
        AgreedScores.objects.visible_to(user).filter(application__advert=advert).values_list("application", "points")
    )
    lines = [
        _line(row, counts.get(row.pk, 0), seen.get(row.pk, []), agreed.get(row.pk), criteria, shortlisting)
        for row in rows
    ]
    return Table(criteria, _ranked(lines), rules.top(shortlisting.scale) * len(criteria))


def _line(row, handed_in: int, sheets, agreed, criteria: Sequence[Criterion], shortlisting: Shortlisting) -> Line:
    if len(sheets) < shortlisting.least:
        return Line(row, handed_in, None, {})
    keys = [str(criterion.pk) for criterion in criteria]
    made = rules.compare(keys, [sheet.points for sheet in sheets], agreed)
    totals = {sheet.user_id: total for sheet, total in zip(sheets, made.totals, strict=True)}
    essential = [str(criterion.pk) for criterion in criteria if criterion.is_essential]
    return Line(row, handed_in, made, totals, short_of=made.short_of(essential, rules.MEETS[Scale(shortlisting.scale)]))


def _ranked(lines: Sequence[Line]) -> list[Line]:
    standing: dict[int, Fraction] = {line.application.pk: line.comparison.stands for line in lines if line.comparison}
    placed = rules.places(standing)
    compared = [
        Line(line.application, line.handed_in, line.comparison, line.totals, *placed[line.application.pk], line.short_of)
        for line in lines if line.comparison
    ]  # fmt: skip
    return [
        *sorted(compared, key=lambda line: (line.place, line.application.pk)),
        *(line for line in lines if line.comparison is None),
    ]


@dataclass(frozen=True)
class Beside:
    """One application's scores beside one another: who gave what, and what was agreed."""

    sheets: Sequence[ScoreSheet]
    comparison: Comparison
    agreed: AgreedScores | None
    handed_in: int


def beside(user, shortlisting: Shortlisting, application: Application) -> Beside:
    """The sheets of one application that this person may see. Four queries."""
    standing = shortlisting.shortlisters.filter(stood_down_at__isnull=True).values("user")
    sheets = list(
        ScoreSheet.objects.visible_to(user).filter(application=application, shown_at__isnull=False, user__in=standing)
        .select_related("user").order_by("user__name", "pk")
    )  # fmt: skip
    agreed = AgreedScores.objects.visible_to(user).filter(application=application).first()
    keys = [str(pk) for pk in shortlisting.advert.criteria.values_list("pk", flat=True)]
    made = rules.compare(keys, [sheet.points for sheet in sheets], agreed.points if agreed else None)
    handed_in = counted(shortlisting).filter(application=application, state=H.SUBMITTED).count()
    return Beside(sheets, made, agreed, handed_in)


def own_sheet(user, application: Application) -> ScoreSheet | None:
    """What this person has given so far. One query."""
    return ScoreSheet.objects.visible_to(user).filter(application=application, user=user).first()


def progress(shortlisting: Shortlisting) -> dict[int, int]:
    """How many of the applications still to be decided each of those who score has handed in, by their user. One query."""
    rows = counted(shortlisting).filter(application__state=S.SENT, state=H.SUBMITTED)
    return dict(rows.order_by().values_list("user").annotate(Count("pk")))
