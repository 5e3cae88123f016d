"""One of each thing that the addresses of shortlisting and of interviews name."""

import datetime as dt
from typing import Any

from django.utils import timezone

from ridgeway.domains.organisation.models import Team, User
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.interview_rules import Time
from ridgeway.domains.recruitment.models import Interview, PanelMember
from ridgeway.domains.recruitment.private_links import INTERVIEW, token_of

from .factories import AT, BY, a_live_advert, a_sent_application, a_user, day

HOUR = dt.timedelta(hours=1)
Parts = dict[str, Any]


def an_interview(team: Team, user: User, *, starts_at: dt.datetime, **fields: Any) -> Interview:
    """Somebody who has chosen the first time of an open round that `user` chairs."""
    advert = a_live_advert(team)
    round_ = actions.add_round(advert, kind="panel", minutes=45, place="Room 4", **BY)
    member = a_user(team.council, "resourcing-manager")
    actions.add_to_panel(round_, user=user, part="chair", trained_on=day("2015-01-05"), **BY)
    actions.add_to_panel(round_, user=member, part="member", **BY)
    slots = actions.add_slots(
        round_, [Time(starts_at + n * HOUR, starts_at + n * HOUR + HOUR / 2) for n in range(3)], **BY
    )
    actions.set_questions(round_, [{"words": "Tell us of a plan that failed."}, {"words": "Why here?"}], **BY)
    round_ = actions.open_round(round_, **BY)
    application = a_sent_application(advert, **fields)
    actions.move_application(application, "shortlisted", **BY)
    made = actions.invite_to_interview(round_, [application], **BY).interviews[0]
    return actions.choose_time(made, slots[0], by="candidate", at=AT)


def selection_parts(team: Team, user: User) -> tuple[Parts, dict[str, Parts]]:
    """An interview to come; and, for the addresses that want them, a shortlisting with applications scored by one, two and nobody."""
    interview = an_interview(team, user, starts_at=max(timezone.now(), AT) + dt.timedelta(days=3))
    advert = a_live_advert(
        team, criteria=[("Registered with Social Work England", "essential"), ("Drives", "desirable")]
    )
    shortlisting = actions.set_shortlisting(advert, scale="0-3", least=2, **BY)
    other = a_user(team.council, "resourcing-manager")
    named = [actions.name_shortlister(shortlisting, user=who, **BY) for who in (user, other)]
    rows = [a_sent_application(advert) for _ in range(3)]
    keys = [str(pk) for pk in advert.criteria.values_list("pk", flat=True)]
    for row, people in zip(rows, ((user, other), (other,), ()), strict=True):
        for n, who in enumerate(people):
            actions.save_scores(
                row, points=dict.fromkeys(keys, 3 * n), words={"": "Clear"}, hands_in=True, by=who, at=AT
            )
    guest = {"member": _guest(interview).pk}
    both, none = {"application": rows[0].pk}, {"application": rows[2].pk}
    scored = {"advert": advert.pk}
    return {
        "shortlister": named[1].pk, "round": interview.round_id, "member": interview.round.panel.last().pk,
        "slot": interview.round.slots.last().pk, "interview": interview.pk, "act": "remind",
    }, {
        "shortlisting": scored, "shortlisting_how": scored, "shortlister_add": scored, "shortlister_stand_down": scored,
        "shortlisting_next": scored, "shortlisting_score": none, "shortlisting_take_back": none, "shortlisting_beside": both,
        "interviews_advert": {"advert": interview.round.advert_id}, "round_add": {"advert": interview.round.advert_id},
        "admin_panel_data": guest, "admin_panel_erase": guest, "interview_paper": guest,
        "interview_choose": {"token": token(interview)}, "interview_calendar": {"token": token(interview)},
    }  # fmt: skip


def _guest(interview: Interview) -> PanelMember:
    """Somebody on its panel who has no sign-in."""
    return actions.add_to_panel(interview.round, part="young", name="Fern", email="fern@example.org", **BY)


def token(interview: Interview) -> str:
    """The token of a candidate's private link."""
    return token_of(INTERVIEW, interview.pk)
