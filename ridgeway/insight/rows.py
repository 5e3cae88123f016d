"""The rows behind a part of a figure, as a table of plain cells that the asker may see."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from ridgeway.core import clock
from ridgeway.domains.agency.models import PriceCap
from ridgeway.domains.campaigns.models import Phase, Placement
from ridgeway.domains.establishment.models import (
    Absence,
    Cover,
    Employment,
    FundingDecision,
    Holding,
    Post,
    PostTerm,
    StatedTotals,
)
from ridgeway.domains.pay.models import Incentive, Instalment, Supplement
from ridgeway.domains.practice.models import CaseCount
from ridgeway.domains.recruitment.models import Application, Enquiry

from .figures import Part

PAGE = 50


@dataclass(frozen=True, slots=True)
class Kind:
    """How rows of one kind are listed: their heads, where they come from, and the cells of one."""

    heads: tuple[str, ...]
    rows: Callable[[], QuerySet]
    cells: Callable[[Any], Sequence[Any]]
    order: tuple[str, ...]
    link: Callable[[Any], tuple[str, Any] | None] = lambda row: None


def _name(row) -> str:
    return row.worker.name


def _posts() -> QuerySet:
    terms = PostTerm.objects.select_related("team", "role").order_by("starts_on")
    return Post.objects.prefetch_related(Prefetch("terms", queryset=terms, to_attr="all_terms"))  # type: ignore[arg-type]


def _post_cells(post) -> Sequence[Any]:
    term = post.all_terms[-1] if post.all_terms else None
    if term is None:
        return (post.number, "", "", None, None)
    return (post.number, str(term.team), str(term.role), term.fte, post.all_terms[0].starts_on, term.ends_on)


KINDS: dict[str, Kind] = {
    "places": Kind(
        ("Person", "Role", "Team", "FTE", "From", "Until"),
        lambda: Holding.objects.select_related("worker", "role", "team"),
        lambda h: (_name(h), str(h.role or ""), str(h.team or ""), h.fte, h.starts_on, h.ends_on),
        ("worker__family_name", "worker__given_name", "pk"),
        lambda h: ("person", h.worker_id),
    ),
    "employments": Kind(
        ("Person", "Started", "Left", "Reason", "Went to", "Came from"),
        lambda: Employment.objects.select_related("worker"),
        lambda e: (
            e.worker.name,
            e.starts_on,
            e.ends_on,
            e.get_reason_display(),
            e.get_destination_display(),
            e.get_origin_display(),
        ),
        ("starts_on", "pk"),
        lambda e: ("person", e.worker_id),
    ),
    "posts": Kind(
        ("Post", "Team", "Role", "FTE", "Funded from", "Funded until"),
        _posts,
        _post_cells,
        ("number", "pk"),
        lambda p: ("post", p.number),
    ),
    "covers": Kind(
        ("Agency worker", "Post", "Team", "FTE", "From", "Until"),
        lambda: Cover.objects.select_related("worker", "post", "team"),
        lambda c: (
            _name(c),
            str(c.post or "beside the establishment"),
            str(c.team or ""),
            c.fte,
            c.starts_on,
            c.ends_on,
        ),
        ("starts_on", "pk"),
        lambda c: ("person", c.worker_id),
    ),
    "case counts": Kind(
        ("Person", "Team", "Counted on", "Cases"),
        lambda: CaseCount.objects.select_related("worker", "team"),
        lambda c: (_name(c), str(c.team or ""), c.on, c.cases),
        ("-cases", "pk"),
        lambda c: ("person", c.worker_id),
    ),
    "absences": Kind(
        ("Person", "Kind", "From", "Until", "Working days lost"),
        lambda: Absence.objects.select_related("employment__worker"),
        lambda a: (a.employment.worker.name, a.get_kind_display(), a.starts_on, a.ends_on, a.working_days_lost),
        ("starts_on", "pk"),
        lambda a: ("person", a.employment.worker_id),
    ),
    "applications": Kind(
        ("Advert", "Job", "Service", "Stands", "Sent"),
        lambda: Application.objects.select_related("advert", "service"),
        lambda a: (
            a.advert.reference,
            a.advert.title,
            str(a.service),
            a.get_state_display(),
            a.sent_at and clock.day_of(a.sent_at),
        ),
        ("sent_at", "pk"),
        lambda a: ("application", a.pk),
    ),
    "enquiries": Kind(
        ("Came", "Service", "Way", "Event", "Outcome"),
        lambda: Enquiry.objects.select_related("service", "event"),
        lambda e: (
            clock.day_of(e.came_at),
            str(e.service or ""),
            e.get_way_display(),
            str(e.event or ""),
            e.get_outcome_display(),
        ),
        ("came_at", "pk"),
    ),
    "placements": Kind(
        ("Placement", "Channel", "Kind", "Pieces", "Cost", "From", "Until"),
        lambda: Placement.objects.select_related("channel"),
        lambda p: (p.title, str(p.channel), p.get_kind_display(), p.pieces, p.cost, p.starts_on, p.ends_on),
        ("starts_on", "pk"),
    ),
    "phases": Kind(
        ("Phase", "Campaign", "Budget", "From", "Until"),
        lambda: Phase.objects.select_related("campaign"),
        lambda p: (p.name, str(p.campaign), p.budget, p.starts_on, p.ends_on),
        ("starts_on", "pk"),
    ),
    "supplements": Kind(
        ("Supplement", "Amount", "From", "Until", "Decided on", "Decided by"),
        lambda: Supplement.objects.all(),
        lambda s: (
            s.title,
            f"{s.amount:g}{'%' if s.basis == 'percent' else ' £ a year'}",
            s.starts_on,
            s.ends_on,
            s.decided_on,
            s.decided_by_body,
        ),
        ("starts_on", "pk"),
    ),
    "incentives": Kind(
        ("Person", "Kind", "Team", "Agreed on", "Amount"),
        lambda: Incentive.objects.select_related("worker", "team"),
        lambda i: (_name(i), i.get_kind_display(), str(i.team), i.agreed_on, i.amount),
        ("agreed_on", "pk"),
    ),
    "instalments": Kind(
        ("Person", "Kind", "Team", "Paid on", "Amount"),
        lambda: Instalment.objects.select_related("incentive__worker", "incentive__team"),
        lambda i: (i.incentive.worker.name, i.incentive.get_kind_display(), str(i.incentive.team), i.paid_on, i.amount),
        ("paid_on", "pk"),
    ),
    "decisions": Kind(
        ("Decision", "Decided on", "Decided by", "Paper"),
        lambda: FundingDecision.objects.all(),
        lambda d: (d.title, d.decided_on, d.decided_by_body, d.reference),
        ("decided_on", "pk"),
    ),
    "caps": Kind(
        ("Type of job", "£ an hour", "From", "For assignments that had begun, from"),
        lambda: PriceCap.objects.select_related("job_type"),
        lambda c: (str(c.job_type), c.hourly, c.starts_on, c.existing_from),
        ("job_type__order", "starts_on", "pk"),
    ),
    "stated": Kind(
        ("Day", "Vacant FTE", "Agency FTE covering", "Agency people covering", "File"),
        lambda: StatedTotals.objects.all(),
        lambda s: (s.on, s.vacancies_fte, s.agency_cover_fte, s.agency_cover_headcount, s.source),
        ("-on", "pk"),
    ),
}


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of rows: heads, cells with the page each leads to, and how many there are in all."""

    heads: tuple[str, ...]
    rows: list[tuple[Sequence[Any], tuple[str, Any] | None]]
    total: int
    first: int
    has_more: bool


def listing(part: Part, user, *, first: int = 0, size: int | None = PAGE) -> Listing:
    """The rows counted by `part` that `user` may see, `size` of them from the number `first` on (all when None).

    Two queries at most, however many rows.
    """
    kind = KINDS[part.kind]
    ids = part.ids.tolist()
    chosen = _visible(kind, ids, user)
    last = None if size is None else first + size + 1
    rows = list(chosen[first:last]) if len(ids) <= 5000 else _by_chunk(kind, ids, user, first, last)
    has_more = size is not None and len(rows) > size
    shown = rows if size is None else rows[:size]
    return Listing(kind.heads, [(kind.cells(row), kind.link(row)) for row in shown], len(set(ids)), first, has_more)


def _visible(kind: Kind, ids: list[int], user) -> QuerySet:
    return kind.rows().filter(pk__among=ids).visible_to(user).order_by(*kind.order)  # type: ignore[attr-defined]


def _by_chunk(kind: Kind, ids: list[int], user, first: int, last: int | None) -> list:
    """A long list in the order of its ids: sorting it by name would read it whole."""
    wanted = sorted(set(ids))[first:last]
    return [row for at in range(0, len(wanted), 5000) for row in _visible(kind, wanted[at : at + 5000], user)]
