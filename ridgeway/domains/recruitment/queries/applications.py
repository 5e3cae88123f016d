"""Applications as staff read them: the list, one with all that belongs to it, what waits."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from ridgeway.core.together import Question, counted
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council, User
from ridgeway.domains.organisation.queries import Scope

from ..models import (
    OVER,
    Application,
    ApplicationMove,
    ApplicationQuerySet,
    ApplicationSection,
    ApplicationView,
    Check,
    Document,
    Reference,
    RiskAcceptance,
)
from ..states import ApplicationState, ReferenceState
from .checking import Open, can_start

S = ApplicationState
SHOWN = {"read": "To read", "way": "Under way", "ring": "To ring", "over": "Ended", "all": "All"}
_SHOWN = {
    "read": Q(state=S.SENT),
    "way": Q(state__in=[S.SHORTLISTED, S.INTERVIEW, S.OFFERED, S.ACCEPTED, S.CHECKING]),
    "ring": Q(state=S.BEGUN, expressed_at__isnull=False),
    "over": Q(state__in=[*OVER, S.STARTED], sent_at__isnull=False),
    "all": Q(sent_at__isnull=False),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list asks for: which of `SHOWN`, of which advert (its reference), in which state, for which role (its key), and whether only
    those who wait longer than promised (`late_before`: of each state, the moment before which it was reached) or who work here."""

    show: str = "read"
    advert: str = ""
    state: str = ""
    role: int | None = None
    late_before: Mapping[str, dt.datetime] = field(default_factory=dict)
    internal: bool = False


def in_scope(rows: ApplicationQuerySet, scope: Scope) -> ApplicationQuerySet:
    """Those of a scope."""
    rows = rows.filter(council=scope.council)
    if scope.team:
        return rows.filter(team=scope.team)
    return rows.filter(service=scope.service) if scope.service else rows


def listed(
    user, scope: Scope, wanted: Filter, *, after: tuple[dt.datetime, int] | None = None, size: int | None = 50
) -> list[Application]:
    """The list, the latest first: at most `size + 1` rows (all where size is None) beyond the key `after`. One query."""
    rows = in_scope(Application.objects.visible_to(user), scope).filter(_SHOWN[wanted.show])
    by = "expressed_at" if wanted.show == "ring" else "sent_at"
    if wanted.advert:
        rows = rows.filter(advert__reference=wanted.advert)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.role:
        rows = rows.filter(advert__role=wanted.role)
    if wanted.internal:
        rows = rows.filter(is_internal=True)
    if wanted.late_before:
        late = Q(pk__in=[])
        for state, before in wanted.late_before.items():
            late |= Q(state=state, moved_at__lt=before)
        rows = rows.filter(late)
    if after is not None:
        when, pk = after
        rows = rows.filter(Q(**{f"{by}__lt": when}) | Q(**{by: when, "pk__lt": pk}))
    rows = rows.select_related("advert", "candidate", "service", "team").order_by(f"-{by}", "-pk")
    return list(rows if size is None else rows[: size + 1])


@dataclass(frozen=True)
class Whole:
    """One application with what belongs to it. `views` are the looks at it, latest first, at most 20."""

    application: Application
    sections: Sequence[ApplicationSection]
    moves: Sequence[ApplicationMove]
    documents: Sequence[Document]
    references: Sequence[Reference]
    checks: Sequence[Check]
    risks: Sequence[RiskAcceptance]
    open: Sequence[Open]
    views: Sequence[ApplicationView] = field(default_factory=tuple)


def visible(user, council: Council, pk: int, permission: str = Permission.APPLICATIONS_VIEW) -> Application | None:
    """An application that was sent, or waits to be rung about, which `user` may see; or none. One query."""
    rows = Application.objects.visible_to(user, permission).filter(council=council)
    rows = rows.filter(Q(sent_at__isnull=False) | Q(expressed_at__isnull=False))
    names = (
        "council",
        "advert",
        "advert__contact",
        "candidate",
        "service",
        "team",
        "first_placement",
        "last_placement",
        "enquiry",
    )
    return rows.select_related(*names).filter(pk=pk).first()


def whole(user, application: Application) -> Whole:
    """All that belongs to an application `user` sees. A dozen queries, however much it is."""

    def mine(model):
        return list(model.objects.visible_to(user).filter(application=application))

    views = ApplicationView.objects.visible_to(user).filter(application=application).select_related("user")
    return Whole(
        application, mine(ApplicationSection), mine(ApplicationMove),
        [row for row in mine(Document) if row.removed_at is None], mine(Reference), mine(Check), mine(RiskAcceptance),
        can_start(application) if application.state in (S.OFFERED, S.ACCEPTED, S.CHECKING) else (), list(views[:20]),
    )  # fmt: skip


def conflicts(application: Application) -> list[User]:
    """Those who sign in here with the candidate's address and could otherwise see applications: they are kept from this job's."""
    if not application.candidate.email:
        return []
    users = User.objects.filter(email__iexact=application.candidate.email, is_active=True)
    return [
        user for user in users if access_of(user).may_somewhere(Permission.APPLICATIONS_VIEW, application.council_id)
    ]


def came_to(end: dt.datetime, *states: str) -> Exists:
    """Whether an application had come into one of some states before a moment."""
    return Exists(ApplicationMove.objects.filter(application=OuterRef("pk"), to_state__in=states, at__lt=end))


def appointed_by(end: dt.datetime):
    """Whether an application was accepted, and not gone back on, before a moment."""
    return came_to(end, S.ACCEPTED) & ~came_to(end, S.NOT_APPOINTED, S.WITHDRAWN, S.DECLINED, S.DID_NOT_START)


def led_to(council: Council, came: tuple[dt.datetime, dt.datetime], end: dt.datetime) -> dict[int, tuple[bool, bool]]:
    """By enquiry that came between two moments: whether an application was sent, and whether one led to an appointment, before `end`.

    An application of an enquiry that was merged is the other's. One query.
    """
    rows = Application.objects.filter(
        council=council, sent_at__lt=end, enquiry__came_at__gte=came[0], enquiry__came_at__lt=came[1]
    )
    rows = rows.annotate(of=Coalesce("enquiry__merged_into", "enquiry"), is_appointed=appointed_by(end)).order_by()
    found: dict[int, tuple[bool, bool]] = {}
    for pk, appointed in rows.values_list("of", "is_appointed"):
        found[pk] = (True, appointed or found.get(pk, (True, False))[1])
    return found


def references_waiting(user, council: Council) -> Question[tuple[int, int]]:
    """How many references came that nobody has read; and how many people were named instead of a referee who declined, and are not asked
    yet. One query."""
    declined = Reference.objects.filter(application=OuterRef("application"), state=ReferenceState.DECLINED)
    rows = Reference.objects.visible_to(user, Permission.APPLICATIONS_EDIT).filter(council=council)
    unread = Q(state=ReferenceState.RECEIVED, read_at__isnull=True)
    unasked = Q(state=ReferenceState.TO_ASK, application__state__in=MET) & Exists(declined)
    rows = rows.filter(unread | unasked)
    found = yield counted(rows, unread=Count("pk", filter=unread), unasked=Count("pk", filter=unasked))
    return next(((row["unread"], row["unasked"]) for row in found), (0, 0))


MET = (S.SHORTLISTED, S.INTERVIEW, S.OFFERED, S.ACCEPTED, S.CHECKING)
