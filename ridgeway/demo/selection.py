"""The demonstration's shortlists and interviews of today: scored alone, some apart, some half done; times chosen, held and still to be chosen.

Built through the actions, for the adverts with the most people under way. Who gave which points is invented.
"""

import datetime as dt
from random import Random

from django.utils import timezone

from ridgeway.domains.organisation.models import Council, User
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.interview_rules import Time
from ridgeway.domains.recruitment.models import Advert, Application, Interview, InterviewRound
from ridgeway.domains.recruitment.states import AdvertState, InterviewState
from ridgeway.domains.recruitment.states import ApplicationState as S

PEOPLE = {
    "childrens": ("tamsin.greenway", "linnet.oakfield", "bryony.larkrise"),
    "adult-care": ("moss.chalkley", "linnet.oakfield"),
}
SHORTLISTS, ROUNDS = 6, 4
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
TRAINED = dt.timedelta(days=400)
ROOMS = (
    "Room 4, County Hall, Trowbridge",
    "The Harebell room, Monkton Park, Chippenham",
    "Room 2, Bourne Hill, Salisbury",
    "",
)
CALL = "https://example.org/call/harebell"
ASKED = (
    ("Tell us of a plan for somebody that did not work, and what you did then.", "What they saw, whom they asked, what changed for the person"),
    ("A visit leaves you uneasy and you cannot say why. What do you do in the next hour?", "Records, supervision, the child or adult first"),
    ("How do you keep up with what you are learning while you hold cases?", "Supervision used well; something read or tried lately"),
    ("What would you ask of us as an employer?", "A real question"),
)  # fmt: skip
NOTES = (
    "Two clear examples.",
    "Says it, does not show it.",
    "Strong on court work.",
    "Good on listening; thin on plans.",
    "",
)


YOUNG = "Fern Quickthorn"  # on a panel without a sign-in, and invented


class Selecting:
    """Writes the shortlists and interviews of one council."""

    def __init__(self, council: Council, seed: int, *, by, at: dt.datetime) -> None:
        self.council, self.by, self.at = council, by, at
        self.rng = Random(f"{seed} selection")  # noqa: S311 - invented points, not secrets
        emails = {f"{name}@example.org" for names in PEOPLE.values() for name in names}
        self.turn = 0
        self.users = {user.email.split("@")[0]: user for user in User.objects.filter(email__in=emails)}

    def people(self, advert: Advert) -> list[User]:
        return [self.users[name] for name in PEOPLE.get(advert.service.slug, ()) if name in self.users]

    def adverts(self, state: tuple[str, ...]) -> list[Advert]:
        """Those with the most applications in a state, the busiest first."""
        rows = Advert.objects.filter(council=self.council, state__in=(AdvertState.PUBLISHED, AdvertState.CLOSED))
        found = [(self.under_way(row, state), row) for row in rows.select_related("service", "council").order_by("pk")]
        return [row for n, row in sorted(found, key=lambda pair: -len(pair[0])) if n and len(self.people(row)) > 1]

    def under_way(self, advert: Advert, state: tuple[str, ...]) -> list[Application]:
        rows = Application.objects.filter(advert=advert, state__in=state, erased_at__isnull=True, sent_at__isnull=False)
        return list(rows.select_related("candidate", "advert", "council").order_by("sent_at", "pk"))

    # shortlists

    def shortlist(self, advert: Advert, number: int) -> None:
        """Opened after the first applications came; the first are scored by two, the next by one, the rest by nobody yet."""
        when = self.at - 2 * DAY
        said = {"by": self.by, "at": when}
        row = actions.set_shortlisting(advert, scale="0-3", least=2, **said)
        people = self.people(advert)[:2]
        for user in people:
            actions.name_shortlister(row, user=user, **said)
        rows = self.under_way(advert, (S.SENT,))
        both = (len(rows) + 1) // 2
        for place, application in enumerate(rows):
            apart = 2 if place == 1 else 0
            if place <= both:
                self.score(application, people[number % 2], 0)
            if place < both:
                self.score(application, people[(number + 1) % 2], apart)

    def score(self, application: Application, user: User, apart: int) -> None:
        criteria = list(application.advert.criteria.all())
        points = {str(c.pk): self.rng.choice((1, 2, 2, 3)) for c in criteria}
        if apart:  # the second read something quite different
            points = {key: 3 if n % 2 else 0 for n, key in enumerate(points)}
        words = {str(c.pk): self.rng.choice(NOTES) for c in criteria[:2]}
        when = max(application.sent_at or self.at, self.at - DAY)
        actions.save_scores(application, points=points, words=words, hands_in=True, by=user, at=min(when, self.at))

    # interviews

    def meet(self, advert: Advert, number: int) -> None:
        """A round arranged nine days ago: some were met, somebody is met today, others have a time to come or none yet."""
        began, people = self.at - 9 * DAY, self.people(advert)
        said = {"by": self.by, "at": began}
        place = ROOMS[number % len(ROOMS)]
        round_ = actions.add_round(
            advert, kind="panel", minutes=45, place=place, link="" if place else CALL, words="Ring the bell; somebody comes to the door. Bring your registration number.", **said
        )  # fmt: skip
        for user, part in zip(people, ("chair", "member", "member"), strict=False):
            trained = (self.at - TRAINED).date() if part == "chair" else None
            actions.add_to_panel(round_, user=user, part=part, trained_on=trained, insists=True, **said)
        if number == 0:
            actions.add_to_panel(round_, part="young", name=YOUNG, email="fern.quickthorn@example.org", **said)
        actions.add_slots(round_, self.times(number), insists=True, **said)
        criteria = list(advert.criteria.values_list("pk", flat=True))
        actions.set_questions(round_, [
            {"words": words, "looked_for": looked, "criterion": criteria[n % len(criteria)] if criteria else None} for n, (words, looked) in enumerate(ASKED)
        ], **said)  # fmt: skip
        self.invite(actions.open_round(round_, **said), people)

    def times(self, number: int) -> list[Time]:
        """Two on each of the last four weekdays, on today where it is one, and on the six to come; by the council's clock. Rounds past the
        first take the early or the late hour of every other day, so that nobody is needed at two places."""
        today = timezone.localtime(self.at).date()
        gone = [d for n in range(8, 0, -1) if (d := today - n * DAY).weekday() < 5][-4:]
        coming = [d for n in range(12) if (d := today + n * DAY).weekday() < 5][:7]
        later = number - ROUNDS
        days, hours = [*gone, *coming], [9 + number % 4, 13 + number % 4]
        if later >= 0:
            days, hours = days[later // 2 % 2 :: 2], [17 if later % 2 else 8]
        starts = [timezone.make_aware(dt.datetime.combine(day, dt.time(hour))) for day in days for hour in hours]
        return [Time(start, start + 45 * dt.timedelta(minutes=1)) for start in starts]

    def invite(self, round_: InterviewRound, people: list[User]) -> None:
        """Those to be met, in turns over all rounds: met already, to be met soon, no time chosen yet."""
        slots = list(round_.slots.all())
        for application in self.under_way(round_.advert, (S.SHORTLISTED, S.INTERVIEW))[: len(slots) - 1]:
            turn, self.turn = self.turn % 3, self.turn + 1
            if application.moved_at < self.at - 4 * DAY:  # who came so far last week has been met
                turn = 0
            when = min(self.at, max(application.moved_at, self.at - 8 * DAY) + HOUR)
            made = actions.invite_to_interview(round_, [application], by=self.by, at=when)
            after = self.at if turn == 1 else when
            free = [slot for slot in slots if slot.starts_at > max(after, when + DAY)]
            if not made.interviews or not free or turn == 2:
                continue
            slots.remove(free[0])
            who = f"candidate {application.candidate_id}"
            interview = actions.choose_time(made.interviews[0], free[0], by=who, at=when)
            if turn == 1:
                actions.ask_adjustments(
                    interview, words="The questions half an hour beforehand, please.", by=who, at=when
                )
            self.hold(interview, people)

    def hold(self, interview: Interview, people: list[User]) -> None:
        """One that was held is scored by the panel; the latest by the chair alone so far."""
        assert interview.slot is not None
        ends = interview.slot.ends_at
        if ends > self.at:
            return
        keys = [str(pk) for pk in interview.round.questions.values_list("pk", flat=True)]
        lately = ends > self.at - 2 * DAY
        for user in people[: 1 if lately else 3]:
            points = {key: self.rng.choice((2, 3, 3, 4)) for key in keys}
            words = {key: self.rng.choice(NOTES) for key in keys[:2]}
            actions.save_interview_scores(interview, points=points, words=words, hands_in=True, by=user, at=ends)
        for guest in [] if lately else interview.round.panel.filter(user=None):
            paper = {key: 3 + n % 2 for n, key in enumerate(keys)}
            actions.type_in_sheet(
                interview, guest, points=paper, words={"": "They listened to us"}, hands_in=True, by=people[0], at=ends
            )


def write(council: Council, seed: int, *, by, at: dt.datetime) -> str:
    """Shortlists and interviews; says how many."""
    selecting = Selecting(council, seed, by=by, at=at)
    to_read = selecting.adverts((S.SENT,))[:SHORTLISTS]
    for number, advert in enumerate(to_read):
        selecting.shortlist(advert, number)
    every = selecting.adverts((S.SHORTLISTED, S.INTERVIEW))  # and nobody is at the interviews without one
    to_meet = [*every[:ROUNDS], *(row for row in every[ROUNDS:] if selecting.under_way(row, (S.INTERVIEW,)))]
    for number, advert in enumerate(to_meet):
        selecting.meet(advert, number)
    chosen = Interview.objects.filter(council=council).exclude(state=InterviewState.INVITED).count()
    return f"{len(to_read)} shortlists being scored, {len(to_meet)} rounds of interviews with {chosen} times chosen"
