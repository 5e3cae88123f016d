"""Arranging interviews: rounds with who meets the candidates, where and when; times; questions."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from ridgeway.core import clock
from ridgeway.core.words import moment
from ridgeway.domains.organisation.models import User

from .. import interview_rules as rules
from ..choices import PanelPart, RoundKind
from ..interview_letters import Ways
from ..interview_rules import Time
from ..models import Advert, Interview, InterviewQuestion, InterviewRound, InterviewSheet, InterviewSlot, PanelMember
from ..queries.conflicts import INTEREST, has_interest, sees_applications
from ..queries.interviews import elsewhere
from ..states import ROUND_TRANSITIONS, AdvertState, InterviewState, RoundState
from . import interviews_telling as telling
from .interviews_scoring import show_if_enough
from .writing import CannotChangeRecruitment, changed, created, deleted, need

I = InterviewState  # noqa: E741
D = RoundState
FIELDS = ("kind", "minutes", "place", "link", "words", "hours_before", "scale")


class PanelIsElsewhere(CannotChangeRecruitment):
    """Somebody on the panel has another candidate to meet then. It can be insisted upon: they may send somebody else."""

    can_insist = True


def locked_round(round_: InterviewRound) -> InterviewRound:
    """The round as it is now, locked, with its advert and council."""
    rows = InterviewRound.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("council", "advert", "advert__contact").get(pk=round_.pk)


@transaction.atomic
def add_round(advert: Advert, *, by, at: dt.datetime, **fields: Any) -> InterviewRound:
    """Begin a round of interviews for an advert. `fields` are those of `FIELDS`. Raises for whoever has an interest in the job."""
    need(advert.state != AdvertState.DRAFT, "Publish the advert first.")
    need(not isinstance(by, User) or not has_interest(by, advert), INTEREST)
    _sound(fields)
    row = InterviewRound.objects.create(council=advert.council, advert=advert, made_at=at, **fields)
    return created(row, "round.added", by=by, at=at)


def _sound(fields: Mapping[str, Any]) -> None:
    need(not fields.keys() - set(FIELDS), "That is not part of a round.")
    need(5 <= fields.get("minutes", 45) <= 480, "An interview takes 5 to 480 minutes.")
    need(0 <= fields.get("hours_before", 24) <= 240, "Let candidates change their time until 0 to 240 hours before.")


@transaction.atomic
def change_round(
    round_: InterviewRound, *, by, at: dt.datetime, ways: Ways | None = None, **fields: Any
) -> InterviewRound:
    """Change a round. Where somebody has a time and the place or the link changes, their calendars and the panel's are told.

    Raises `CannotChangeRecruitment` when the length changes while there are times, or the scale while there are scores.
    """
    round_ = locked_round(round_)
    _sound(fields)
    need(round_.state not in (D.CALLED_OFF,), "This round was called off.")
    was = {name: getattr(round_, name) for name in fields}
    if fields.get("minutes", round_.minutes) != round_.minutes:
        need(
            not round_.slots.exists(),
            "There are times already. Remove them first, then change how long an interview takes.",
        )
    if fields.get("scale", round_.scale) != round_.scale:
        need(
            not InterviewSheet.objects.filter(interview__round=round_).exists(),
            "Somebody has scored already, so the scale stays.",
        )
    place, link = fields.get("place", round_.place), fields.get("link", round_.link)
    need(
        round_.state == D.ARRANGING or place or link,
        "Candidates have been invited: say where they come, or the link to the call.",
    )
    row = changed(round_, "round.changed", by=by, at=at, **fields)
    if (was.get("place", row.place), was.get("link", row.link)) != (row.place, row.link):
        for interview in telling.with_times(row, at):
            telling.again(interview, by=by, at=at, ways=ways)
    return row


@transaction.atomic
def add_to_panel(
    round_: InterviewRound,
    *,
    part: str,
    by,
    at: dt.datetime,
    user: User | None = None,
    name: str = "",
    email: str = "",
    trained_on: dt.date | None = None,
    insists: bool = False,
    ways: Ways | None = None,
) -> PanelMember:
    """Name somebody on the panel: somebody who signs in and may see these applications, or somebody else by name and address.

    A chair has been trained in safer recruitment. They get the invitations of the times that were chosen already.
    Raises `CannotChangeRecruitment`, and `PanelIsElsewhere` where they are needed at two places at once.
    """
    round_ = locked_round(round_)
    need(part in PanelPart.values, "Choose the part they play.")
    need(user is not None or (name.strip() and email.strip()), "Choose somebody, or give a name and an e-mail address.")
    if user is not None:
        need(sees_applications(user, round_.advert), "They may not see these applications. Give them a role first.")
        need(not has_interest(user, round_.advert), INTEREST)
        need(not round_.panel.filter(user=user).exists(), "They are on this panel already.")
    if part == PanelPart.CHAIR:
        need(user is not None, "The chair is somebody who signs in.")
        need(rules.is_trained(trained_on, clock.day_of(at)),
             f"A chair has been trained in safer recruitment within the last {rules.TRAINED_YEARS} years. Say when.")  # fmt: skip
        need(not round_.panel.filter(part=PanelPart.CHAIR).exists(), "There is a chair already.")
    if user is not None and not insists:
        _not_elsewhere(
            round_, [Time(s.starts_at, s.ends_at) for s in round_.slots.filter(starts_at__gte=at)], [user.pk]
        )
    row = PanelMember.objects.create(
        council=round_.council, round=round_, user=user, part=part, trained_on=trained_on,
        name="" if user else name.strip()[:120], email="" if user else email.strip().lower()[:254],
    )  # fmt: skip
    created(row, "panel.named", by=by, at=at)
    for interview in telling.with_times(round_, at):
        telling.panel_of(interview, [row], method=telling.REQUEST, at=at, ways=ways)
    return row


@transaction.atomic
def remove_from_panel(member: PanelMember, *, by, at: dt.datetime) -> None:
    """Take somebody off the panel; the times go out of their calendar. Raises when they have scored, or the panel would be too small."""
    round_ = locked_round(member.round)
    member = PanelMember.objects.select_related("council", "user").get(pk=member.pk, round=round_)
    sheets = InterviewSheet.objects.filter(interview__round=round_)
    scored = sheets.filter(user=member.user_id) if member.user_id else sheets.filter(member=member)
    need(not scored.exists(), "They have scored somebody already, so they stay on the panel.")
    rest = [row for row in round_.panel.select_related("user") if row.pk != member.pk]
    held = [telling.locked_interview(row) for row in round_.interviews.filter(state=I.HELD).order_by("pk")]
    if round_.state == D.OPEN:
        lacking = _panel_lacks(round_, rest, clock.day_of(at))
        need(not lacking, f"Name somebody else first. {lacking}")
    for interview in telling.with_times(round_, at):
        telling.panel_of(interview, [member], method=telling.CANCEL, at=at)
    deleted(member, "panel.removed", by=by, at=at)
    for interview in held:
        show_if_enough(interview, rest, at)  # nobody waits for a sheet that does not come any more


def _not_elsewhere(round_: InterviewRound, times: Iterable[Time], users: Iterable[int] | None = None) -> None:
    found = elsewhere(round_, times, users)
    if found:
        one = found[0]
        more = f" And {len(found) - 1} more such." if len(found) > 1 else ""
        raise PanelIsElsewhere(
            f"{one.who} has an interview for {one.other.round.advert.reference} at {moment(one.other.starts_at)}.{more}"
        )


@transaction.atomic
def add_slots(
    round_: InterviewRound, times: Sequence[Time], *, by, at: dt.datetime, insists: bool = False
) -> list[InterviewSlot]:
    """Add times at which the panel can meet somebody.

    Raises `CannotChangeRecruitment` where one has passed or runs into another of this round, `PanelIsElsewhere` where somebody has to be twice.
    """
    round_ = locked_round(round_)
    need(round_.state in (D.ARRANGING, D.OPEN), "This round is over.")
    need(
        0 < len(times) <= rules.MOST_SLOTS,
        f"Add between one and {rules.MOST_SLOTS} times at once: look at the hours and the length.",
    )
    need(all(time.starts_at > at for time in times), "A time lies ahead, not behind.")
    known = [Time(slot.starts_at, slot.ends_at) for slot in round_.slots.all()]
    clash = rules.clashing(times, known)
    need(not clash, f"{moment(clash[0][0].starts_at)} runs into a time there is already." if clash else "")
    if not insists:
        _not_elsewhere(round_, times)
    return [
        created(
            InterviewSlot.objects.create(council=round_.council, round=round_, starts_at=time.starts_at, ends_at=time.ends_at),
            "slot.added", by=by, at=at,
        )
        for time in times
    ]  # fmt: skip


@transaction.atomic
def remove_slot(slot: InterviewSlot, *, by, at: dt.datetime, ways: Ways | None = None) -> Interview | None:
    """Remove a time. Who had chosen it is told, and chooses another; that interview is returned. Raises once it was held."""
    locked_round(slot.round)
    row = InterviewSlot.objects.select_for_update(no_key=True, of=("self",)).select_related("council").get(pk=slot.pk)
    interview = Interview.objects.filter(slot=row).first()
    if interview is not None:
        need(interview.state == I.CHOSEN, "Somebody was met at this time, so it stays.")
        interview = telling.free(interview, by=by, at=at)
        telling.ask_to_choose(interview, at=at, ways=ways, again=True)
    deleted(row, "slot.removed", by=by, at=at)
    return interview


@transaction.atomic
def set_questions(
    round_: InterviewRound, questions: Sequence[Mapping[str, Any]], *, by, at: dt.datetime
) -> list[InterviewQuestion]:
    """Say what everybody is asked: each with `words`, `looked_for` and `criterion` (a key or None). Raises once somebody has scored."""
    round_ = locked_round(round_)
    scored = InterviewSheet.objects.filter(interview__round=round_).exists()
    need(not scored, "Somebody has scored already, so the questions stay as they are: everybody is asked the same.")
    wanted = [q for q in questions if str(q.get("words", "")).strip()]
    need(len(wanted) <= 20, "Ask at most 20 questions.")
    known = set(round_.advert.criteria.values_list("pk", flat=True))
    need(all(q.get("criterion") in (None, *known) for q in wanted), "That is not one of the advert’s criteria.")
    for row in round_.questions.select_related("council"):
        deleted(row, "question.removed", by=by, at=at)
    return [
        created(
            InterviewQuestion.objects.create(
                council=round_.council, round=round_, order=n, words=q["words"].strip()[:500],
                looked_for=str(q.get("looked_for", "")).strip()[:2000], criterion_id=q.get("criterion"),
            ), "question.set", by=by, at=at,
        )
        for n, q in enumerate(wanted)
    ]  # fmt: skip


def _panel_lacks(round_: InterviewRound, panel: Sequence[PanelMember], today: dt.date) -> str:
    """What the panel lacks before candidates are invited, in a sentence; empty where nothing."""
    chair = next((row for row in panel if row.part == PanelPart.CHAIR), None)
    if chair is None or not rules.is_trained(chair.trained_on, today):
        return "A panel has a chair trained in safer recruitment."
    if round_.kind == RoundKind.PANEL and sum(row.scores for row in panel) < rules.LEAST:
        return f"At least {rules.LEAST} people on the panel score."
    return ""


@transaction.atomic
def open_round(round_: InterviewRound, *, by, at: dt.datetime) -> InterviewRound:
    """Let candidates be invited. Raises `CannotChangeRecruitment` with what is lacking: a trained chair, two who score, a place, a time."""
    round_ = locked_round(round_)
    lacking = _panel_lacks(round_, list(round_.panel.select_related("user")), clock.day_of(at))
    need(not lacking, lacking)
    need(round_.place or round_.link, "Say where candidates come, or give the link to the call.")
    need(round_.slots.filter(starts_at__gt=at).exists(), "Add the times first.")
    return _round_to(round_, D.OPEN, by=by, at=at)


@transaction.atomic
def close_round(round_: InterviewRound, *, by, at: dt.datetime) -> InterviewRound:
    """The round is over. Raises while somebody has a time to come or still chooses one."""
    round_ = locked_round(round_)
    going = round_.interviews.filter(state=I.INVITED).exists() or telling.with_times(round_, at)
    need(not going, "Somebody has still to be met. Cancel that interview first, or wait.")
    return _round_to(round_, D.DONE, by=by, at=at)


@transaction.atomic
def call_off_round(round_: InterviewRound, *, by, at: dt.datetime) -> InterviewRound:
    """Call the whole round off: every time goes out of every calendar."""
    round_ = locked_round(round_)
    need(
        not round_.interviews.filter(state=I.HELD).exists(), "Somebody was met in this round already. Close it instead."
    )
    _round_to(round_, D.CALLED_OFF, by=by, at=at)
    for interview in round_.interviews.filter(state__in=[I.INVITED, I.CHOSEN]).order_by("pk"):
        telling.end(interview, by=by, at=at)
    return round_


def _round_to(round_: InterviewRound, to: str, *, by, at: dt.datetime) -> InterviewRound:
    need(to in ROUND_TRANSITIONS[D(round_.state)], f"This round is {round_.get_state_display().lower()} already.")
    return changed(round_, f"round.{to}", state=to, by=by, at=at)
