"""How long records of applications are kept: warned of, hidden from hiring staff, erased to statistics. Periods are data, per council."""

import datetime as dt
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from ridgeway.core import audit, clock, files
from ridgeway.core.languages import in_its_language
from ridgeway.domains.organisation.actions import touch
from ridgeway.domains.organisation.models import Council

from .. import application_rules as rules
from .. import letters
from ..models import (
    OVER,
    AgreedInterviewScores,
    AgreedScores,
    Application,
    ApplicationMove,
    ApplicationNote,
    ApplicationSection,
    ApplicationView,
    Candidate,
    Check,
    Disclosure,
    Document,
    Interview,
    InterviewSheet,
    InterviewSlot,
    Offer,
    PanelMember,
    Reference,
    Retention,
    RiskAcceptance,
    ScoreSheet,
)
from ..states import ApplicationState, InterviewState
from . import equality
from .applications import tell
from .writing import changed, created, need, write_of

S = ApplicationState
_ENDED = [state for state in OVER if state != S.STARTED]


def months_of(council: Council) -> dict[str, int]:
    """How many months each kind is kept in a council."""
    own = dict(Retention.objects.filter(council=council).values_list("kind", "months"))
    return {**rules.MONTHS_BY_KIND, **own}


@transaction.atomic
def set_retention(council: Council, *, kind: str, months: int, by, at: dt.datetime) -> Retention:
    """Keep a kind of record so many months from now on. Raises `CannotChangeRecruitment` for a kind there is not, or under one month."""
    need(kind in rules.KEPT, "There is no such kind of record.")
    need(1 <= months <= 120, "Keep it for 1 to 120 months.")
    row = Retention.objects.select_for_update(no_key=True).filter(council=council, kind=kind).first()
    if row is None:
        return created(
            Retention.objects.create(council=council, kind=kind, months=months), "retention.set", by=by, at=at
        )
    return changed(row, "retention.set", months=months, by=by, at=at)


def to_erase(council: Council, at: dt.datetime):
    """The applications whose time is over at a moment."""
    months = months_of(council)
    saved = ApplicationSection.objects.filter(
        application=OuterRef("pk"), saved_at__gte=rules.over_by(at, months["draft"])
    )
    done = Q(state__in=_ENDED, moved_at__lt=rules.over_by(at, months["unsuccessful"]))
    started = Q(state=S.STARTED, moved_at__lt=rules.over_by(at, months["appointed"]))
    draft = Q(state=S.BEGUN, begun_at__lt=rules.over_by(at, months["draft"])) & ~Q(Exists(saved))
    return Application.objects.filter(done | started | draft, council=council, erased_at__isnull=True)


def to_warn(council: Council, at: dt.datetime):
    """Those that will be erased within a fortnight, whose candidates have not been told."""
    soon = to_erase(council, at + dt.timedelta(days=rules.WARNED_DAYS)).filter(warned_at__isnull=True)
    return soon.select_related("council", "advert", "candidate").exclude(candidate__email="")


@transaction.atomic
@in_its_language
def warn_of_erasure(council: Council, *, url: str, by, at: dt.datetime) -> int:
    """Tell candidates what will be erased in a fortnight; `url` is where they download it. Returns how many were told."""
    rows = list(to_warn(council, at)[:500])
    on = clock.day_of(at) + dt.timedelta(days=rules.WARNED_DAYS)
    for row in rows:
        tell(row, "application-erased-soon", letters.erased_soon(row, on, url), at=at)
        changed(row, "application.warned", warned_at=at, by=by, at=at)
    return len(rows)


@transaction.atomic
def hide_ended(council: Council, *, by, at: dt.datetime) -> int:
    """Hide from hiring staff what did not lead to a post, so long after the decision. Returns how many."""
    before = rules.over_by(at, months_of(council)["hidden"])
    rows = list(
        Application.objects.filter(
            council=council, state__in=_ENDED, moved_at__lt=before, hidden_at__isnull=True
        ).order_by("pk")
    )
    writes = []
    for row in rows:
        was = audit.snapshot(row)
        row.hidden_at = at
        writes.append(write_of("application.hidden", row, was))
    Application.objects.bulk_update(rows, ["hidden_at"], batch_size=500)
    if rows:
        audit.record_all(council.code, writes, by=by, at=at)
        touch(council)
    return len(rows)


@transaction.atomic
def erase_disclosures(council: Council, *, by, at: dt.datetime) -> int:
    """Erase what was disclosed about convictions, so long after the application ended or the person started. Returns how many."""
    before = rules.over_by(at, months_of(council)["disclosure"])
    rows = list(
        Disclosure.objects.filter(
            council=council, application__state__in=[*_ENDED, S.STARTED], application__moved_at__lt=before
        ).exclude(answers={}, discussed_words="").select_related("council").order_by("pk")
    )  # fmt: skip
    for row in rows:
        changed(row, "disclosure.erased", answers={}, discussed_words="", by=by, at=at)
    return len(rows)


def panel_guests(council: Council):
    """Those on panels who have no sign-in, and are known by name and e-mail address still."""
    return PanelMember.objects.filter(council=council, user__isnull=True).exclude(name="", email="")


@transaction.atomic
def erase_panels(council: Council, *, by, at: dt.datetime) -> int:
    """Erase who was on a panel without a sign-in, so long after the last time of the round. Returns how many."""
    before = rules.over_by(at, months_of(council)["panel"])
    later = InterviewSlot.objects.filter(round=OuterRef("round"), ends_at__gte=before)
    due = panel_guests(council).filter(~Q(Exists(later)), round__made_at__lt=before)
    rows = list(due.select_for_update(no_key=True, of=("self",)).select_related("council").order_by("pk")[:2000])
    for row in rows:
        changed(row, "panel.erased", name="", email="", by=by, at=at)
    return len(rows)


@transaction.atomic
def erase_panel_member(member: PanelMember, *, by, at: dt.datetime) -> PanelMember:
    """Erase somebody on a panel because they ask. Raises `CannotChangeRecruitment` for who signs in, and while they meet somebody still."""
    rows = panel_guests(member.council).select_for_update(no_key=True, of=("self",)).select_related("council")
    row = rows.filter(pk=member.pk).first()
    need(row is not None, "They sign in here, or are erased already.")
    assert row is not None
    ahead = Interview.objects.filter(round=row.round_id, state=InterviewState.CHOSEN, slot__ends_at__gt=at)
    need(not ahead.exists(), "They have a candidate to meet still. Take them off the panel first.")
    return changed(row, "panel.erased", name="", email="", by=by, at=at)


@transaction.atomic
def erase_expired(council: Council, *, by, at: dt.datetime) -> int:
    """Make statistics of the applications whose time is over and whose candidates were told a fortnight ago. Returns how many."""
    told = Q(warned_at__lte=at - dt.timedelta(days=rules.WARNED_DAYS)) | Q(candidate__email="")
    rows = list(to_erase(council, at).filter(told).order_by("pk")[:2000])
    erase(council, rows, by=by, at=at)
    return len(rows)


@transaction.atomic
def erase_own(candidate: Candidate, *, by, at: dt.datetime) -> int:
    """The candidate asks to be erased: everything that has ended or was never sent. Returns how many applications.

    Raises `CannotChangeRecruitment` while an application of theirs is being decided, or they started on one lately: withdraw first.
    """
    rows = list(Application.objects.filter(candidate=candidate, erased_at__isnull=True))
    waiting = [row for row in rows if not row.is_over and row.state not in (S.BEGUN, S.STARTED)]
    need(not waiting, _("An application of yours is being decided. Withdraw it first; then we erase it."))
    need(
        all(row.state != S.STARTED for row in rows),
        _("You work here now: ask us, and we tell you what we must keep and why."),
    )
    erase(candidate.council, rows, by=by, at=at)
    erase_candidates(candidate.council, [candidate], by=by, at=at)
    return len(rows)


def erase(council: Council, rows: list[Application], *, by, at: dt.datetime) -> None:
    """What is counted stays: advert, moves without words, stages, sources. Names, words, files and ties go."""
    keys = [row.pk for row in rows]
    if not keys:
        return
    equality.untie([row for row in rows if row.sent_at])
    for row in rows:
        if not row.sent_at:
            equality.forget(row)
    for stored in Document.objects.filter(application__in=keys).exclude(stored="").values_list("stored", flat=True):
        transaction.on_commit(partial(files.remove, stored))
    Document.objects.filter(application__in=keys).update(name="", stored="", removed_at=at)
    ApplicationSection.objects.filter(application__in=keys).update(data={})
    ApplicationMove.objects.filter(application__in=keys).update(words_for_candidate="")
    ApplicationView.objects.filter(application__in=keys).delete()
    Reference.objects.filter(application__in=keys).update(
        name="", email="", telephone="", organisation="", knows_as="", token_hash="", answers={}
    )
    Disclosure.objects.filter(application__in=keys).update(answers={}, discussed_words="")
    Check.objects.filter(application__in=keys).update(words="", reference="")
    RiskAcceptance.objects.filter(application__in=keys).update(words="")
    ApplicationNote.objects.filter(application__in=keys).update(words="")
    ScoreSheet.objects.filter(application__in=keys).update(points={}, words={})
    AgreedScores.objects.filter(application__in=keys).update(points={}, words={})
    InterviewSheet.objects.filter(interview__application__in=keys).update(points={}, words={}, was={}, reopened_why="")
    AgreedInterviewScores.objects.filter(interview__application__in=keys).update(points={}, words={})
    Interview.objects.filter(application__in=keys).update(adjustments="")
    Offer.objects.filter(application__in=keys).update(letter="", words="", conditions="")
    writes = []
    for row in rows:
        was = audit.snapshot(row)
        row.colleague, row.declared_words, row.erased_at, row.hidden_at = "", "", at, row.hidden_at or at
        writes.append(write_of("application.erased", row, was))
    Application.objects.bulk_update(rows, ["colleague", "declared_words", "erased_at", "hidden_at"], batch_size=500)
    audit.record_all(council.code, writes, by=by, at=at)
    touch(council)


@transaction.atomic
def erase_idle_candidates(council: Council, *, by, at: dt.datetime) -> int:
    """Erase candidates with no application left who have not signed in for so long. Returns how many."""
    kept = Application.objects.filter(candidate=OuterRef("pk"), erased_at__isnull=True)
    rows = list(
        Candidate.objects.filter(council=council, erased_at__isnull=True).filter(
            ~Q(Exists(kept)), seen_at__lt=rules.over_by(at, months_of(council)["candidate"])
        )[:2000]
    )  # fmt: skip
    erase_candidates(council, rows, by=by, at=at)
    return len(rows)


def erase_candidates(council: Council, rows: list[Candidate], *, by, at: dt.datetime) -> None:
    """Take the name, address and number of candidates away; the row stays for what counts it."""
    writes = []
    for row in rows:
        was = audit.snapshot(row)
        row.email = row.name = row.telephone = row.telephone_key = ""
        row.erased_at = at
        writes.append(write_of("candidate.erased", row, was))
    Candidate.objects.bulk_update(rows, ["email", "name", "telephone", "telephone_key", "erased_at"], batch_size=500)
    if rows:
        audit.record_all(council.code, writes, by=by, at=at)
