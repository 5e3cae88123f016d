"""Those who asked: the coffee morning of Return to Social Work, a year of enquiries, and a queue that waits today.

The coffee morning is the papers' own (Cabinet report, paragraph 12): 36 enquiries, 7 placed (4 adult, 3 children's), 4 to place. What the
papers do not say (who asked what, and when they were rung) is invented.
"""

import datetime as dt
from random import Random
from typing import Any

from django.utils import timezone

from ridgeway.domains.campaigns.models import Event
from ridgeway.domains.organisation.models import Council, Service, User
from ridgeway.domains.recruitment import actions, rules
from ridgeway.domains.recruitment.choices import CallResult, Outcome, Placed, Source, Way
from ridgeway.domains.recruitment.models import Enquiry

CONTACT = "bryony.larkrise@example.org"
COFFEE_MORNING = dt.datetime(2015, 11, 1, 10, 0)
COFFEE, PROGRAMME = "Return to Social Work, County Hall", "Return to Social Work"
PLACED = {"adult": 4, "children": 3}
TO_PLACE, ENQUIRIES = {"adult": 2, "children": 2}, 36
LAST_YEAR = 60
ABOUT = (
    "Part-time in West hub? Nine years qualified", "Four years out of practice. Where to begin?", "Is the supplement pensionable?",
    "Newly qualified in July. Is there a pod in Salisbury?", "Moving to Tidworth. Ring after 18:00", "Student. What does a pod do in a week?",
    "With an agency now; might stay for good", "How many cases in the first year?", "Senior post in children in care?",
    "Does the hub take part in Frontline?", "Three days a week with school hours", "Has read the advert; wants to speak to a manager",
)  # fmt: skip
SOURCES = (
    (Source.SITE, "", Way.FORM, 14), (Source.BOARD, "Community Care", Way.CALL, 12), (Source.SEARCH, "", Way.FORM, 8),
    (Source.SOCIAL, "", Way.FORM, 6), (Source.PRINT, "Professional Social Work", Way.CALL, 4), (Source.WORD, "", Way.CALL, 9),
    (Source.EVENT, "Careers fair, Bristol", Way.EVENT, 8), (Source.AGENCY, "", Way.EMAIL, 3), (Source.UNASKED, "", Way.CALL, 6),
)  # fmt: skip
# working hours before now, and what about: two of them longer than the sixteen that are promised
QUEUE = (
    (30, "Part-time in West hub? Nine years qualified"), (21, "Coffee morning. Four years out of practice"),
    (15.5, "Is the 10% supplement pensionable?"), (13, "Has an offer. Can she start in May?"),
    (7, "Moving to Tidworth. Ring after 18:00"), (4, "Student. What does a pod do in a week?"),
    (1, "With us through an agency; might stay"),
)  # fmt: skip
RUNG = ((40, "Three days a week. Meets the team next week"), (34, "Sends the form by Friday"), (28, "Left word with her husband"),
        (22, "Thinks it over with his manager"))  # fmt: skip
_HOURS = rules.Hours()
_ENDS = ((Outcome.APPLIED, 30), (Outcome.NOT_NOW, 25), (Outcome.NOT_ELIGIBLE, 12), (Outcome.NO_ANSWER, 18))


class Asking:
    """Writes the enquiries of one council."""

    def __init__(self, council: Council, names, seed: int, *, by, at: dt.datetime) -> None:
        self.council, self.names, self.by, self.at = council, names, by, at
        self.rng = Random(f"{seed} enquiries")  # noqa: S311 - invented people, not secrets
        self.contact = User.objects.get(email=CONTACT)
        self.services = {service.kind: service for service in Service.objects.filter(council=council)}
        self._number = 99

    @property
    def _said(self) -> dict[str, Any]:
        return {"by": self.by, "at": self.at}

    def rules(self) -> None:
        """Bryony Larkrise answers for children's services, and for whoever says no service."""
        for order, service in ((1, self.services["children"]), (9, None)):
            actions.add_rule(self.council, contact=self.contact, order=order, service=service, **self._said)

    def take(self, came: dt.datetime, about: str, kind: str = "children", **fields: Any) -> Enquiry:
        """Somebody invented asks; `came` by the council's clock."""
        given, family = self.names.full()
        self._number += 1
        fields = {"way": Way.CALL, "service": self.services.get(kind), **fields}
        if fields.get("consent_to_keep"):  # whoever agrees to be kept in touch with mostly says how
            fields["email"] = f"{given}.{family}@example.org".lower().replace(" ", "-") if self._number % 5 else ""
        return actions.take(
            self.council, name=f"{given} {family}", telephone=f"01632 960 {self._number % 1000:03}", about=about,
            came_at=min(timezone.make_aware(came), self.at), **fields, **self._said,
        )  # fmt: skip

    def answer(self, row: Enquiry, hours: float, words: str = "", result: str = CallResult.SPOKE) -> dt.datetime:
        """They are rung so many working hours later."""
        came = timezone.localtime(row.came_at).replace(tzinfo=None)
        when = timezone.make_aware(rules.answer_by(came, dt.timedelta(hours=hours), _HOURS))
        actions.log_call(row, result=result, words=words, when=when, by=self.contact, at=self.at)
        return when

    def coffee_morning(self) -> int:
        """The 36 of paragraph 12, and what became of them."""
        ends = [(kind, place) for place, kinds in ((Placed.PLACED, PLACED), (Placed.TO_PLACE, TO_PLACE))
                for kind, count in kinds.items() for _ in range(count)]  # fmt: skip
        event = Event.objects.filter(council=self.council, name=COFFEE).first()
        for number in range(ENQUIRIES):
            kind, place = ends[number] if number < len(ends) else (self.rng.choice(("adult", "children", "")), "")
            came = COFFEE_MORNING + dt.timedelta(minutes=5 * number)
            row = self.take(came, "Wants to come back to social work", kind, way=Way.EVENT, source=Source.COFFEE,
                            source_words=COFFEE, event=event, contact=self.contact)  # fmt: skip
            self.answer(row, self.rng.uniform(1, 19))
            when = row.came_at + dt.timedelta(days=self.rng.randint(30, 120))
            if place:
                self._close(row, Outcome.PROGRAMME, when, words=PROGRAMME, placed=place)
            else:
                self._end(row, when)
        return ENQUIRIES

    def last_year(self, today: dt.date) -> int:
        """A year of calls and messages, answered sooner or later, each with its end."""
        for _ in range(LAST_YEAR):
            source, which, way, _weight = self.rng.choices(SOURCES, [weight for *_, weight in SOURCES])[0]
            day = today - dt.timedelta(days=self.rng.randint(20, 360))
            came = dt.datetime.combine(day, dt.time(self.rng.randint(8, 19), self.rng.randint(0, 59)))
            colleague = " ".join(self.names.full()) if source == Source.WORD else ""
            kind = self.rng.choices(("children", "adult"), (4, 1))[0]
            row = self.take(came, self.rng.choice(ABOUT), kind, way=way, source=source, source_words=which,
                            colleague=colleague, contact=self.contact, consent_to_keep=self.rng.random() < 0.5)  # fmt: skip
            answered = self.answer(row, min(24.0, self.rng.expovariate(1 / 7)))
            if answered + dt.timedelta(days=7) < self.at:
                self._end(row, answered + dt.timedelta(days=self.rng.randint(0, 6)))
        return LAST_YEAR

    def _end(self, row: Enquiry, when: dt.datetime) -> None:
        outcome = self.rng.choices([end for end, _ in _ENDS], [weight for _, weight in _ENDS])[0]
        more: dict[str, Any] = {}
        if outcome == Outcome.NOT_NOW:
            more = {"ring_again_on": max(when, self.at).date() + dt.timedelta(days=self.rng.randint(30, 150))}
        if outcome == Outcome.NOT_ELIGIBLE:
            more = {"words": "Not registered with the regulator"}
        self._close(row, outcome, when, **more)

    def _close(self, row: Enquiry, outcome: str, when: dt.datetime, **more: Any) -> None:
        actions.close(row, outcome=outcome, when=min(when, self.at), by=self.contact, at=self.at, **more)

    def queue(self) -> int:
        """Seven who wait today, two of them longer than promised, and four who were rung."""
        now = timezone.localtime(self.at).replace(tzinfo=None)
        fields = {"source": Source.SITE, "contact": self.contact}
        for hours, about in QUEUE:
            self.take(rules.back(now, dt.timedelta(hours=hours), _HOURS), about, **fields)
        for hours, words in RUNG:
            row = self.take(rules.back(now, dt.timedelta(hours=hours), _HOURS), self.rng.choice(ABOUT), **fields)
            left = words.startswith("Left")
            self.answer(row, 6, words, CallResult.MESSAGE if left else CallResult.SPOKE)
        return len(QUEUE) + len(RUNG)


def write(council: Council, names, today: dt.date, seed: int, *, by, at: dt.datetime) -> int:
    """All the enquiries of the demonstration; what has been kept long enough loses its names. Returns how many."""
    asking = Asking(council, names, seed, by=by, at=at)
    asking.rules()
    count = asking.coffee_morning() + asking.last_year(today) + asking.queue()
    actions.anonymise_expired(council, by=by, at=at)
    return count
