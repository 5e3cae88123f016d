"""The demonstration's applications: the 544 of the campaign's years, and a pipeline that is under way today.

From the papers: 544 applications received by 31 March 2016 (Cabinet report, paragraph 62), 425 of them by 2 March 2015 (case study), 123 and 53
appointments, 55 of them in children's services by April 2015 (paragraph 15, case study). Whoever was appointed answered the advert that
`adverts.answered` gives, and is the starter who stands in the records. Who else applied, when, and how they fared is invented; the time from
interview to offer falls as the case study says it fell. What is older than a council keeps is statistics already: no names.
"""

import datetime as dt
from random import Random
from typing import Any

from django.utils import timezone

from ridgeway.domains.campaigns.models import Placement
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.recruitment import bulk
from ridgeway.domains.recruitment.bulk import NewApplication, Step
from ridgeway.domains.recruitment.choices import Source
from ridgeway.domains.recruitment.models import Advert
from ridgeway.domains.recruitment.states import AdvertState
from ridgeway.domains.recruitment.states import ApplicationState as S

from .adverts import Answered, Called, answered

ALL, EARLY = 544, 425
EARLY_UNTIL, UNTIL = dt.date(2015, 3, 2), dt.date(2016, 3, 31)
FIRST_DAY = dt.date(2014, 4, 4)
# working days from interview to offer, at the start of the campaign and at its end
SLOW, QUICK = 20, 6
_DAY = dt.timedelta(days=1)
BY_CHANNEL = {
    "job_board": Source.BOARD, "search": Source.SEARCH, "social": Source.SOCIAL, "print": Source.PRINT, "event": Source.EVENT,
    "partner": Source.OTHER, "own_site": Source.SITE, "newsletter": Source.OTHER, "radio": Source.OTHER,
}  # fmt: skip
UNPLACED = (Source.SITE, Source.WORD, Source.STAFF, Source.SEARCH, Source.AGENCY, Source.EVENT)
NOT_SHORTLISTED = (("not_registered", 3), ("criteria", 6), ("right_to_work", 1), ("withdrawn_post", 1))
WHY_NOT = {
    "not_registered": "We need somebody who is registered already. Once you are, please apply again.",
    "criteria": "Others showed more of what we ask for. Ring us: we tell you where.",
    "right_to_work": "We cannot sponsor a visa for this job.",
    "withdrawn_post": "We do not fill this post after all.",
}

ANSWER = 0.86
SHARES: dict[str, dict[str, int]] = {
    "sex": {"female": 80, "male": 17, "unsaid": 3},
    "age": {"under_25": 12, "25_34": 34, "35_44": 27, "45_54": 17, "over_55": 6, "unsaid": 4},
    "ethnicity": {"asian": 5, "black": 11, "mixed": 4, "white": 73, "other": 2, "unsaid": 5},
    "disability": {"yes": 11, "no": 82, "unsaid": 7},
    "orientation": {"straight": 83, "gay": 4, "bisexual": 4, "other": 1, "unsaid": 8},
    "religion": {
        "none": 46,
        "christian": 37,
        "muslim": 5,
        "hindu": 2,
        "buddhist": 1,
        "sikh": 1,
        "other": 2,
        "unsaid": 6,
    },
}
"""Hundredths who give each answer. Invented."""


class Applying:
    """Writes the applications of one council."""

    def __init__(self, council: Council, names, seed: int, *, by, at: dt.datetime) -> None:
        self.council, self.names, self.by, self.at = council, names, by, at
        self.rng = Random(f"{seed} applications")  # noqa: S311 - invented people, not secrets
        self.placements = list(Placement.objects.filter(council=council).select_related("channel"))

    # the campaign's years

    def campaign_years(self) -> list[NewApplication]:
        """Everybody appointed, and as many others as make the papers' figures."""
        rows = answered(self.council)
        made = [self.appointed(row.advert, one) for row in rows for one in row.appointed]
        early = sum(_sent(one) <= EARLY_UNTIL for one in made)
        late = sum(EARLY_UNTIL < _sent(one) <= UNTIL for one in made)
        made += self.others(rows, FIRST_DAY, EARLY_UNTIL, EARLY - early)
        made += self.others(rows, EARLY_UNTIL + _DAY, UNTIL, ALL - EARLY - late)
        return sorted(made, key=lambda one: one.steps[0].at)

    def others(self, rows: list[Answered], after: dt.date, until: dt.date, count: int) -> list[NewApplication]:
        """So many who were not appointed, spread over the adverts that could be answered between two days."""
        spans = [(row.advert, *_span(row.advert, after, until)) for row in rows]
        open_ones = [(advert, first, last) for advert, first, last in spans if first <= last]
        assert open_ones
        assert count >= 0, "more were appointed than the papers say applied"
        return [self.unlucky(*self.rng.choice(open_ones)) for _ in range(count)]

    def appointed(self, advert: Advert, one: Called) -> NewApplication:
        """Somebody who started, with every step up to the first day."""
        first, last = _span(advert, dt.date.min, dt.date.max)
        sent = self._moment(first, last)
        steps = [*self._sent(sent), *self._met(advert, sent, until=one.starts_on)]
        interview = steps[-1].at
        offer = _working(interview, self._to_offer(interview.date()))
        start = _at(one.starts_on, 9)
        rest = [offer, offer + 2 * _DAY, offer + 3 * _DAY]
        if rest[-1] >= start:  # little time was left: everything is pressed into it
            part = (start - interview) / 4
            rest = [interview + part, interview + 2 * part, interview + 3 * part]
        steps += [
            Step(when, to)
            for when, to in zip([*rest, start], (S.OFFERED, S.ACCEPTED, S.CHECKING, S.STARTED), strict=True)
        ]
        apart = Random(f"{one.starts_on} {sent} clear")  # noqa: S311 - apart, so that the story stays as it was
        clear = rest[-1] + (start - rest[-1]) * apart.uniform(0.45, 0.85)
        return self._application(advert, steps, employment=one.employment, checks_clear_at=clear)

    def unlucky(self, advert: Advert, first: dt.date, last: dt.date) -> NewApplication:
        """Somebody who was not appointed, for one of the usual reasons."""
        sent = self._moment(first, last)
        steps = self._sent(sent)
        closed = max(timezone.localtime(advert.closes_at), sent)
        fate = self.rng.choices(("no", "met", "withdrew", "shortlisted", "declined"), (52, 27, 8, 9, 4))[0]
        if fate == "no":
            reason = self._reason()
            steps.append(Step(self._office(closed, 2, 8), S.NOT_SHORTLISTED, reason, WHY_NOT[reason]))
        elif fate == "withdrew":
            steps.append(Step(self._office(sent, 1, 9), S.WITHDRAWN, "another_job"))
        else:
            met = self._met(advert, sent, until=None)
            steps += met[:1] if fate == "shortlisted" else met
            when = steps[-1].at
            if fate == "shortlisted":
                steps.append(Step(self._office(when, 2, 5), S.WITHDRAWN, "too_long"))
            elif fate == "met":
                steps.append(
                    Step(
                        self._office(when, 1, 6),
                        S.NOT_APPOINTED,
                        "interview",
                        "Somebody else answered our questions more fully.",
                    )
                )
            else:
                offer = _working(when, self._to_offer(when.date()))
                steps += [Step(offer, S.OFFERED), Step(self._office(offer, 2, 6), S.DECLINED, "another_job")]
        return self._application(advert, steps)

    # parts of a story

    def _moment(self, first: dt.date, last: dt.date) -> dt.datetime:
        """When it was sent: most in the last days, as it is."""
        days = max(0, (last - first).days)
        return _at(
            first + round(days * self.rng.random() ** 0.6) * _DAY, self.rng.randint(8, 21), self.rng.randint(0, 59)
        )

    def _sent(self, sent: dt.datetime) -> list[Step]:
        begun = sent - dt.timedelta(minutes=self.rng.choice((35, 55, 90, 1500, 4300)))
        return [Step(begun, S.BEGUN), Step(sent, S.SENT)]

    def _met(self, advert: Advert, sent: dt.datetime, until: dt.date | None) -> list[Step]:
        """Shortlisted and interviewed, some days after the advert closed."""
        closed = max(timezone.localtime(advert.closes_at), sent)
        short = self._office(closed, 2, 7)
        interview = _at(_weekday(short.date() + self.rng.randint(5, 9) * _DAY), self.rng.choice((9, 10, 11, 14, 15)))
        if until and interview.date() >= until - 6 * _DAY:
            gap = (_at(until, 9) - closed) / 4
            short, interview = closed + gap / 2, closed + gap
        return [Step(short, S.SHORTLISTED), Step(interview, S.INTERVIEW)]

    def _to_offer(self, day: dt.date) -> int:
        """Working days from interview to offer: 20 or so in 2014, six or so by March 2016."""
        gone = min(1.0, max(0.0, (day - dt.date(2014, 8, 1)).days / (UNTIL - dt.date(2014, 8, 1)).days))
        return max(1, round(self.rng.gauss(SLOW - (SLOW - QUICK) * gone, 2)))

    def _office(self, after: dt.datetime, least: int, most: int) -> dt.datetime:
        day = _weekday(after.date() + self.rng.randint(least, most) * _DAY)
        return max(after, _at(day, self.rng.randint(9, 16), self.rng.randint(0, 59)))

    def _reason(self) -> str:
        return self.rng.choices([key for key, _ in NOT_SHORTLISTED], [weight for _, weight in NOT_SHORTLISTED])[0]

    def _came_by(self, day: dt.date) -> dict[str, Any]:
        """Which placements brought somebody, as far as it is known, and what they said themselves."""
        running = [p for p in self.placements if p.starts_on <= day and (p.ends_on is None or day < p.ends_on)]
        if not running or self.rng.random() < 0.4:
            said = self.rng.choice(UNPLACED) if self.rng.random() < 0.8 else Source.UNASKED
            return {"declared_source": said}
        last = self.rng.choice(running)
        first = last if self.rng.random() < 0.8 else self.rng.choice(running)
        said = BY_CHANNEL[last.channel.kind] if self.rng.random() < 0.75 else self.rng.choice(UNPLACED)
        return {"first_placement": first, "last_placement": last, "declared_source": said}

    def _application(self, advert: Advert, steps: list[Step], **fields: Any) -> NewApplication:
        day = steps[1].at.date() if len(steps) > 1 else steps[0].at.date()
        return NewApplication(advert, steps, is_internal=self.rng.random() < 0.06, **{**self._came_by(day), **fields})

    # today

    def now(self) -> list[NewApplication]:
        """Those who apply now: for the adverts that are out, and for those that closed a little while ago."""
        adverts = Advert.objects.filter(council=self.council, state__in=(AdvertState.PUBLISHED, AdvertState.CLOSED))
        rows = list(
            adverts.select_related("council", "service", "team", "role")
            .prefetch_related("criteria")
            .order_by("closes_at", "pk")
        )
        found = []
        for advert in rows:
            left = advert.how_many  # no more are offered the job than there are posts
            for _ in range(self.rng.randint(3, 7)):
                found.append(self.living(advert, may_be_offered=left > 0))
                left -= any(step.to == S.OFFERED for step in found[-1].steps)
        return found

    def living(self, advert: Advert, *, may_be_offered: bool) -> NewApplication:
        """Somebody under way, with a name, and with what they wrote."""
        given, family = self.names.full()
        published = timezone.localtime(advert.published_at)
        last = min(timezone.localtime(advert.closes_at), self.at)
        sent = published + (last - published) * self.rng.uniform(0.05, 0.95)
        steps = [Step(min(sent, published + (sent - published) * 0.7), S.BEGUN), Step(sent, S.SENT)]
        path = (S.SHORTLISTED, S.INTERVIEW, S.OFFERED, S.ACCEPTED, S.CHECKING)
        is_closed = timezone.localtime(advert.closes_at) <= self.at
        reach = self.rng.choices(range(6), (2, 3, 3, 4, 0, 4) if is_closed else (5, 3, 2, 1, 0, 1))[0]
        reach = reach if may_be_offered else min(reach, 2)
        if self.rng.random() < 0.12:
            steps = steps[:1]
            reach = 0
        when = sent
        for to in path[:reach]:
            when = when + (self.at - when) * self.rng.uniform(0.15, 0.4)
            steps.append(Step(when, to))
        if reach == 0 and len(steps) > 1 and self.rng.random() < 0.25:
            reason = self._reason()
            steps.append(Step(when + (self.at - when) * 0.5, S.NOT_SHORTLISTED, reason, WHY_NOT[reason]))
        number = f"01632 960 {self.rng.randint(100, 999)}"
        if advert.takes_expressions and not is_closed and self.rng.random() < 0.6:
            return self.interested(advert, sent, given, family, number)
        return NewApplication(
            advert, steps, email=f"{given}.{family}{self.rng.randint(10, 99)}@example.org".lower(), name=f"{given} {family}", telephone=number,
            sections=self.sections(advert, given, family, number), declared_source=self.rng.choice(UNPLACED),
            is_internal=self.rng.random() < 0.1,
        )  # fmt: skip

    def interested(self, advert: Advert, when: dt.datetime, given: str, family: str, number: str) -> NewApplication:
        """Somebody who answered the five questions and is to be rung."""
        email = f"{given}.{family}{self.rng.randint(10, 99)}@example.org".lower()
        answers = {"name": f"{given} {family}", "telephone": number, "email": email, "registered": "yes",
                   "words": self.rng.choice(("The pods. Ring after six, please.", "Part-time? Any morning but Friday."))}  # fmt: skip
        return NewApplication(
            advert, [Step(when, S.BEGUN)], email=email, name=f"{given} {family}", telephone=number, expressed_at=when,
            sections={"expression": answers}, declared_source=Source.UNASKED,
        )  # fmt: skip

    def sections(self, advert: Advert, given: str, family: str, telephone: str) -> dict[str, dict[str, Any]]:
        """What somebody wrote, invented."""
        rng, year = self.rng, self.at.year
        qualified = year - rng.randint(1, 15)
        referees = [" ".join(self.names.full()) for _ in range(2)]
        met = rng.sample(MET, len(MET))
        return {
            "about": {"name": f"{given} {family}", "telephone": telephone, "address": f"{rng.randint(1, 90)} {rng.choice(STREETS)}",
                      "right_to_work": "yes", "works_here": "no", "starts": rng.choice(("A month’s notice", "Eight weeks’ notice", "At once"))},
            "registration": {"registered": "yes", "number": f"SW98{rng.randint(100, 999)}", "conditions": "no"},
            "history": {"jobs": [
                {"id": "new-1", "title": "Social worker", "employer": rng.choice(EMPLOYERS), "starts": f"{min(qualified + 3, year - 1)}-05-01",
                 "duties": "Assessments, child protection plans and court work.", "leaving": "To work nearer home"},
                {"id": "new-2", "title": "Newly qualified social worker", "employer": rng.choice(EMPLOYERS), "starts": f"{qualified}-09-01",
                 "ends": f"{min(qualified + 3, year - 1)}-04-30", "leaving": "Moved on after the first year"},
            ]},
            "qualifications": {"rows": [{"id": "new-1", "name": rng.choice(("BA Social Work", "MA Social Work", "Step Up to Social Work")),
                                         "institution": rng.choice(PLACES), "awarded": str(qualified)}]},
            "criteria": {f"c{row.pk}": met[n % len(met)] for n, row in enumerate(advert.criteria.all())} or {"why": met[0]},
            "referees": {
                key: value
                for number, who in enumerate(referees, start=1)
                for key, value in {
                    f"name_{number}": who, f"organisation_{number}": rng.choice(EMPLOYERS),
                    f"email_{number}": f"{who.replace(' ', '.').lower()}@example.org", f"knows_as_{number}": ("Line manager", "Colleague")[number - 1],
                }.items()
            },
            "declarations": {"related": "no", "safeguarding": "no", "is_true": True},
            "support": {"needs": "no", "scheme": "no"},
            "heard": {"source": "site"},
        }  # fmt: skip


STREETS = ("Vale Road", "Downs View", "Mill Lane", "Canal Walk", "Avon Terrace")
EMPLOYERS = ("Weald County Council", "Chalkshire Council", "Marlwood Borough Council", "Saltmarsh City Council")
PLACES = ("University of the Downs", "Weald University", "Saltmarsh College")
MET = (
    "I have held child protection cases for four years, and closed more of them safely than I opened. My manager’s audit called the plans clear.",
    "In my team I took on the court bundle, rewrote how we keep chronologies, and taught two newly qualified colleagues to do it.",
    "I meet families where they are. One mother had refused three workers; we began with her letters to the school, and went on from there.",
    "I write every day’s notes the same day, in words that the family could read. A judge thanked us for a statement of mine in March.",
    "I use supervision to be told where I am wrong. Last year I asked for a case to be moved, because I had stopped seeing it afresh.",
)


def _span(advert: Advert, after: dt.date, until: dt.date) -> tuple[dt.date, dt.date]:
    """From when until when an advert could be answered, within two days."""
    assert advert.published_at
    assert advert.closes_at
    return max(after, timezone.localtime(advert.published_at).date()), min(
        until, timezone.localtime(advert.closes_at).date()
    )


def _sent(one: NewApplication) -> dt.date:
    return next(timezone.localtime(step.at).date() for step in one.steps if step.to == S.SENT)


def _at(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))


def _weekday(day: dt.date) -> dt.date:
    return day + max(0, 7 - day.weekday()) * _DAY if day.weekday() > 4 else day


def _working(after: dt.datetime, days: int) -> dt.datetime:
    """So many weekdays later, in the afternoon."""
    day = after.date()
    while days > 0:
        day += _DAY
        days -= day.weekday() < 5
    return _at(day, 16)


def answer_equality(applications: list[NewApplication], seed: int) -> None:
    """What most of them answer about equality, in the shares of an invented county; nothing depends on it."""
    rng = Random(f"{seed} equality")  # noqa: S311 - invented people, not secrets
    for one in applications:
        if rng.random() < ANSWER:
            one.equality = {
                question: rng.choices(list(shares), list(shares.values()))[0] for question, shares in SHARES.items()
            }


def write(council: Council, names, seed: int, *, by, at: dt.datetime) -> str:
    """All the applications of the demonstration; says how many."""
    applying = Applying(council, names, seed, by=by, at=at)
    then, now = applying.campaign_years(), applying.now()
    answer_equality([*then, *now], seed)
    bulk.record_applications(council, [*then, *now], by=by, at=at)
    return f"{len(then):,} applications of 2014 to 2016, {len(now)} under way"
