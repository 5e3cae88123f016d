"""Scoring applications: who does it, each alone, handed in, taken back, agreed on where two were far apart."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council, User

from .. import shortlisting_rules as rules
from ..choices import Scale
from ..models import Advert, AgreedScores, Application, ScoreSheet, SelectionRule, Shortlister, Shortlisting
from ..queries.conflicts import INTEREST, has_interest, sees_applications
from ..queries.shortlisting import counted
from ..states import SHEET_TRANSITIONS, AdvertState, ApplicationState, SheetState
from .applications import locked_application
from .writing import CannotChangeRecruitment, changed, created, deleted, name_of, need

S = ApplicationState
H = SheetState
WORDS = 1000


def rule_of(council: Council) -> SelectionRule:
    """What a council asks of every shortlisting; where it has said nothing, what everybody is asked."""
    return SelectionRule.objects.filter(council=council).first() or SelectionRule(council=council)


@transaction.atomic
def tighten_selection(council: Council, *, least: int, is_always: bool, by, at: dt.datetime) -> SelectionRule:
    """Ask more of every shortlisting from now on. Raises `CannotChangeRecruitment` where it would be less than is asked now."""
    rule = SelectionRule.objects.select_for_update(no_key=True).filter(council=council).first()
    now = rule or SelectionRule(council=council)
    need(rules.LEAST <= least <= rules.MOST, f"Between {rules.LEAST} and {rules.MOST} people score.")
    need(least >= now.least, f"{now.least} people score here already. That can be made more, not fewer.")
    need(is_always or not now.is_always, "Nobody is shortlisted here without scores. That cannot be taken back.")
    if rule is None:
        rule = SelectionRule.objects.create(council=council, least=least, is_always=is_always)
        return created(rule, "selection.rule", by=by, at=at)
    return changed(rule, "selection.rule", least=least, is_always=is_always, by=by, at=at)


@transaction.atomic
def set_shortlisting(advert: Advert, *, scale: str, least: int, by, at: dt.datetime) -> Shortlisting:
    """Say that the applications for an advert are scored, and how. Raises `CannotChangeRecruitment`, also for whoever has an interest in the job.

    Once somebody has begun, the scale stays; the number who score is only ever raised.
    """
    advert = Advert.objects.select_for_update(no_key=True, of=("self",)).select_related("council").get(pk=advert.pk)
    need(advert.state != AdvertState.DRAFT, "Publish the advert first: nobody can apply before.")
    need(not isinstance(by, User) or not has_interest(by, advert), INTEREST)
    need(advert.criteria.exists(), "This advert asks for nothing that could be scored.")
    need(scale in Scale.values, "Choose how points are given.")
    need(least <= rules.MOST, f"At most {rules.MOST} people score.")
    asked = rule_of(advert.council).least
    need(least >= asked, f"At least {asked} people score before anything is compared: the council asks for that.")
    row = Shortlisting.objects.filter(advert=advert).first()
    if row is None:
        row = Shortlisting.objects.create(
            council=advert.council, advert=advert, scale=scale, least=least, opened_at=at, by_name=name_of(by)[:120]
        )
        return created(row, "shortlisting.opened", by=by, at=at)
    has_begun = ScoreSheet.objects.filter(application__advert=advert).exists()
    need(not has_begun or scale == row.scale, "Somebody has scored already, so the scale stays as it is.")
    need(not has_begun or least >= row.least, "Somebody has scored already: more can be asked to score, not fewer.")
    return changed(row, "shortlisting.changed", scale=scale, least=least, by=by, at=at)


@transaction.atomic
def name_shortlister(shortlisting: Shortlisting, *, user: User, by, at: dt.datetime) -> Shortlister:
    """Name somebody to score; who stood down is named again. Raises `CannotChangeRecruitment` where they may not, or have an interest."""
    shortlisting = Shortlisting.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "council", "advert"
    ).get(pk=shortlisting.pk)  # fmt: skip
    need(sees_applications(user, shortlisting.advert), "They may not see these applications. Give them a role first.")
    need(not has_interest(user, shortlisting.advert), INTEREST)
    row = Shortlister.objects.filter(shortlisting=shortlisting, user=user).first()
    if row is None:
        standing = shortlisting.shortlisters.filter(stood_down_at__isnull=True).count()
        need(standing < rules.MOST, f"At most {rules.MOST} people score.")
        row = Shortlister.objects.create(
            council=shortlisting.council, shortlisting=shortlisting, user=user, named_at=at
        )
        return created(row, "shortlister.named", by=by, at=at)
    if row.stood_down_at is None:
        return row
    return changed(row, "shortlister.named", stood_down_at=None, by=by, at=at)


@transaction.atomic
def stand_down(shortlister: Shortlister, *, by, at: dt.datetime) -> Shortlister:
    """Somebody scores no more; what they gave stays on record and counts no longer."""
    row = (
        Shortlister.objects.select_for_update(no_key=True, of=("self",))
        .select_related("council")
        .get(pk=shortlister.pk)
    )
    if row.stood_down_at:
        return row
    return changed(row, "shortlister.stood_down", stood_down_at=at, by=by, at=at)


def _scored_by(application: Application, by) -> Shortlisting:
    """The shortlisting of an application that this person scores. Raises `CannotChangeRecruitment`."""
    row = Shortlisting.objects.filter(advert=application.advert_id).select_related("advert").first()
    if row is None or not isinstance(by, User):
        raise CannotChangeRecruitment("Nobody scores the applications for this job.")
    named = row.shortlisters.filter(user=by, stood_down_at__isnull=True).exists()
    need(named, "You are not one of those who score the applications for this job.")
    need(
        not has_interest(by, row.advert),
        "You have an interest in this job, so you cannot score. Ask for somebody else to be named.",
    )
    return row


def checked_scores(
    points: Mapping[str, int], words: Mapping[str, str], keys: list[str], scale: str
) -> tuple[dict, dict]:
    """Points and words as they are kept. Raises `CannotChangeRecruitment` for what is not on the scale."""
    known = dict(rules.SCALES[Scale(scale)])
    kept = {key: points[key] for key in keys if key in points}
    need(all(value in known for value in kept.values()), f"Points go from 0 to {rules.top(scale)}.")
    said = {key: text.strip()[:WORDS] for key, text in words.items() if key in ("", *keys) and text.strip()}
    return kept, said


@transaction.atomic
def save_scores(
    application: Application,
    *,
    points: Mapping[str, int],
    words: Mapping[str, str],
    hands_in: bool,
    by,
    at: dt.datetime,
) -> ScoreSheet:
    """Keep what somebody gives an application; `hands_in` when it is whole. Saving the same again changes nothing.

    Raises `CannotChangeRecruitment` when they do not score here, it is handed in already, or somebody has decided meanwhile.
    """
    application = locked_application(application)
    shortlisting = _scored_by(application, by)
    need(
        application.state == S.SENT,
        f"This application is {application.get_state_display().lower()} already: nothing is scored any more.",
    )
    keys = [str(pk) for pk in application.advert.criteria.values_list("pk", flat=True)]
    points, words = checked_scores(points, words, keys, shortlisting.scale)
    need(not hands_in or len(points) == len(keys), "Give points for everything that is asked for, then hand it in.")
    row = (
        ScoreSheet.objects.select_for_update(no_key=True, of=("self",)).filter(application=application, user=by).first()
    )
    need(row is None or row.state == H.SCORING, "You have handed this one in. Take it back first.")
    if row is None:
        row = ScoreSheet.objects.create(council=application.council, application=application, user=by,
                                        points=points, words=words, saved_at=at)  # fmt: skip
        row = created(row, "scores.saved", by=by, at=at)
    elif (row.points, row.words) != (points, words):
        row = changed(row, "scores.saved", points=points, words=words, saved_at=at, by=by, at=at)
    if hands_in:
        sheet_to(row, H.SUBMITTED, by=by, at=at, submitted_at=at)
        _show(application, shortlisting, at)
        row.refresh_from_db()
    return row


def sheet_to(row, to: str, *, by, at: dt.datetime, verb: str = "", **changes) -> None:
    """Move a sheet along its table; the trail says so without what is on it. `verb`: what it is called there, where not by the state."""
    if to not in SHEET_TRANSITIONS[H(row.state)]:
        raise CannotChangeRecruitment(f"This sheet is {row.get_state_display().lower()} already.")
    changed(row, verb or f"scores.{to}", state=to, by=by, at=at, **changes)


def _show(application: Application, shortlisting: Shortlisting, at: dt.datetime) -> None:
    """Once enough have handed theirs in, all that is handed in may be seen by those who have."""
    rows = counted(shortlisting).filter(application=application, state=H.SUBMITTED)
    if rows.count() >= shortlisting.least:
        rows.filter(shown_at__isnull=True).update(shown_at=at)


@transaction.atomic
def take_back(application: Application, *, by, at: dt.datetime) -> ScoreSheet:
    """Take a sheet back to change it, while too few have handed in for anybody to have seen another's. Raises `CannotChangeRecruitment`."""
    application = locked_application(application)
    rows = ScoreSheet.objects.select_for_update(no_key=True, of=("self",)).select_related("council")
    row = rows.filter(application=application, user=by).first()
    need(row is not None, "You have not scored this one.")
    assert row is not None
    need(row.shown_at is None, "The others have handed in too, so the scores stand. Agree on another below.")
    sheet_to(row, H.SCORING, by=by, at=at, submitted_at=None)
    return row


def why_not_agree(application: Application, shortlisting: Shortlisting, user) -> str:
    """Why somebody may not write down what was agreed; empty where they may: one who scored it, or who decides about applications there."""
    if not isinstance(user, User):
        return ""
    advert = application.advert
    if has_interest(user, advert):
        return INTEREST
    if ScoreSheet.objects.filter(application=application, user=user, state=H.SUBMITTED).exists():
        return ""
    if shortlisting.shortlisters.filter(user=user, stood_down_at__isnull=True).exists():
        return "Hand in your own scores first."
    may = access_of(user).may(
        Permission.APPLICATIONS_EDIT, council_id=advert.council_id, service_id=advert.service_id, team_id=advert.team_id
    )
    return "" if may else "Those who scored agree, or whoever decides writes it down for them."


@transaction.atomic
def agree_scores(
    application: Application, *, points: Mapping[str, int], words: Mapping[str, str], by, at: dt.datetime
) -> AgreedScores:
    """Keep what those who scored settled on, where they were far apart. What each gave at first stays beside it.

    Raises `CannotChangeRecruitment` before their scores can be compared, after somebody has decided, without points or without a reason.
    """
    application = locked_application(application)
    shortlisting = Shortlisting.objects.filter(advert=application.advert_id).first()
    shown = counted(shortlisting).filter(application=application, shown_at__isnull=False) if shortlisting else None
    if shortlisting is None or shown is None or shown.count() < shortlisting.least:
        raise CannotChangeRecruitment("There is nothing to agree on before the scores are in.")
    need(application.state == S.SENT, "Somebody has decided about this application already.")
    refused = why_not_agree(application, shortlisting, by)
    need(not refused, refused)
    keys = [str(pk) for pk in application.advert.criteria.values_list("pk", flat=True)]
    points, words = checked_scores(points, words, keys, shortlisting.scale)
    need(points, "Choose the points you agreed on, or undo what was agreed.")
    need(all(words.get(key) for key in points), "Say in a few words why you agreed on it.")
    row = AgreedScores.objects.select_for_update(no_key=True, of=("self",)).filter(application=application).first()
    new = row or AgreedScores(council=application.council, application=application)
    return keep_agreed(new, points=points, words=words, by=by, at=at)


def keep_agreed(row, *, points: Mapping[str, int], words: Mapping[str, str], by, at: dt.datetime):
    """Write what was agreed, for the first time or over what stood there. `at` is a field and the moment of the entry both: the row's own is
    set beforehand."""
    row.at = at
    if row.pk is None:
        row.points, row.words, row.by_name = points, words, name_of(by)[:120]
        row.save()
        return created(row, "scores.agreed", by=by, at=at)
    row.save(update_fields=["at"])
    return changed(row, "scores.agreed", points=points, words=words, by_name=name_of(by)[:120], by=by, at=at)


@transaction.atomic
def undo_agreed_scores(application: Application, *, by, at: dt.datetime) -> None:
    """Take back what was agreed: the mean stands again. Nothing there is nothing done. Raises once somebody has decided."""
    application = locked_application(application)
    need(application.state == S.SENT, "Somebody has decided about this application already.")
    shortlisting = Shortlisting.objects.filter(advert=application.advert_id).first()
    refused = why_not_agree(application, shortlisting, by) if shortlisting else ""
    need(not refused, refused)
    row = AgreedScores.objects.select_for_update(no_key=True, of=("self",)).filter(application=application).first()
    if row is not None:
        deleted(row, "scores.agreement_undone", by=by, at=at)


def need_scores(application: Application, to: str, reason: str) -> None:
    """Refuse to shortlist, or to turn down for what was written, before enough people have scored. Raises `CannotChangeRecruitment`."""
    if application.state != S.SENT or to not in (S.SHORTLISTED, S.NOT_SHORTLISTED):
        return
    if to == S.NOT_SHORTLISTED and reason in rules.WITHOUT_SCORES:
        return
    shortlisting = Shortlisting.objects.filter(advert=application.advert_id).first()
    if shortlisting is None:
        need(
            not rule_of(application.council).is_always,
            "Nobody is shortlisted here without scores. Name those who score first.",
        )
        return
    have = counted(shortlisting).filter(application=application, state=H.SUBMITTED).count()
    need(
        have >= shortlisting.least, f"{have} of {shortlisting.least} have handed in their scores. Wait for the others."
    )
