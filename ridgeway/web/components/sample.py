"""What the page of parts shows: the invented figures of the design, none of them a council's own."""

import datetime as dt

from django import forms

from ridgeway.core.periods import month_days
from ridgeway.web.forms import DateField

COLOURS = [
    ("chalk", "#F6F6F1"), ("sheet", "#FFFFFF"), ("flint-900", "#17211F"), ("flint-700", "#3B4744"), ("flint-600", "#54605C"),
    ("flint-400", "#78847F"), ("line", "#DADDD5"), ("accent", "#28633A"), ("heather", "#8A2765"), ("poppy", "#AE2A1E"),
    ("ochre", "#7A4F00"), ("water", "#1D6384"),
]  # fmt: skip
TURNOVER = [23.4, 23.0, 22.4, 21.7, 21.1, 21.6, 21.9, 21.4, 20.8, 20.9, 20.2, 18.8, 18.2, 17.2, 16.3, 15.7, 14.9, 14.2, 13.7, 12.9, 12.3, 12.6, 12.5, 12.2]  # fmt: skip
ELSEWHERE = [16.2, None, None, 16.0, 16.1, 15.9, 15.9, 15.7, 15.6, 15.5, 15.6, 15.4, 15.4, 15.3, 15.5, 15.4, 15.2, 15.3, 15.1, 15.0, 15.1, 15.0, 15.0, 15.0]  # fmt: skip
EVENTS = [
    (dt.date(2014, 6, 10), "Pay supplement"),
    (dt.date(2014, 11, 1), "27 posts funded, 18-case promise"),
    (dt.date(2015, 5, 4), "New careers site"),
    (dt.date(2015, 11, 2), "Recruitment spotlight"),
]
PHASES = [
    (dt.date(2014, 8, 1), dt.date(2014, 10, 1), "Phase 1"),
    (dt.date(2014, 10, 15), dt.date(2015, 4, 1), "Phase 2"),
    (dt.date(2015, 4, 1), dt.date(2016, 3, 31), "Phase 3"),
]
TEAMS = [
    ("Children in care", 7, 37, "18.9%", 18.9, 9.5, 34.2, False),
    ("Fostering and adoption", 4, 28, "too few", 14.3, 5.7, 31.5, True),
    ("Children with disabilities", 3, 13, "too few", 23.1, 8.2, 50.3, True),
    ("Safeguarding, three hubs", 6, 96, "6.2%", 6.2, 2.9, 13.0, False),
]
GROUPS = [
    ("group", "Safeguarding and assessment", 155, 129, 25, 45, 7, 51, 26, "16.8%", 17),
    ("sub", "North hub, social workers", 26, 24, 5, 0, 1, 4, 2, "7.7%", 2),
    ("sub", "North hub, newly qualified", 12, 9, 0, 12, 1, 10, 3, "25.0%", 0),
    ("sub", "West hub, newly qualified", 12, 8, 0, 12, 0, 8, 4, "33.3%", 2),
    ("group", "Children in care", 40, 36, 4, 0, 7, 7, 4, "10.0%", 4),
    ("total", "All teams", 262, 224, 36, 45, 25, 68, 38, "14.5%", 28),
]
STEPS = [
    {"words": "You applied", "note": "7 March", "state": "done", "more": ""},
    {"words": "We answered", "note": "8 March", "state": "done", "more": ""},
    {
        "words": "Choose an interview time",
        "note": "",
        "state": "now",
        "more": "Your turn. Three times are held until Friday",
    },
    {"words": "Offer", "note": "", "state": "next", "more": ""},
    {"words": "Checks", "note": "", "state": "next", "more": ""},
    {"words": "First day", "note": "", "state": "next", "more": ""},
]
NOTES = {
    "opening": "of 217 funded",
    "added": "9 aspiring managers, 36 NQSW",
    "left": "7 in safeguarding",
    "started": "28 of them newly qualified",
    "closing": "of 262 funded",
}


class Question(forms.Form):
    """One question, as a candidate would be asked it."""

    practised = forms.CharField(
        label="When did you last practise?",
        help_text="A rough month is enough, for example 3 2012.",
        widget=forms.TextInput(attrs={"question": True, "class": "govuk-input--width-10"}),
    )

    def clean_practised(self) -> str:
        raise forms.ValidationError("Enter a month that has already happened")


class Fields(forms.Form):
    """Every kind of field."""

    name = forms.CharField(label="Name", help_text="As on the register", required=False)
    team = forms.ChoiceField(label="Team", choices=[("north", "North hub"), ("west", "West hub")])
    starts_on = DateField(label="Start date", help_text="For example 31 3 2016")
    outcome = forms.ChoiceField(
        label="What came of it", choices=[("spoke", "Spoke"), ("message", "Left a message")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="They agreed to be rung again", required=False)
    notes = forms.CharField(label="What was said", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    file = forms.FileField(label="File", required=False)


def context() -> dict:
    """The context of `parts.html`."""
    days = month_days(dt.date(2016, 3, 31), 23)
    return {
        "colours": COLOURS,
        "line": TURNOVER,
        "points": list(zip(days, TURNOVER, strict=True)),
        "others": [("England", list(zip(days, ELSEWHERE, strict=True)))],
        "few": days[:7],
        "events": EVENTS,
        "phases": PHASES,
        "teams": TEAMS,
        "groups": GROUPS,
        "steps": STEPS,
        "notes": NOTES,
        "addresses": {"closing": "#figures"},
        "question": Question({"question-practised": "3 2061"}, prefix="question"),
        "fields": Fields(prefix="fields", initial={"starts_on": dt.date(2016, 4, 18), "outcome": "spoke"}),
    }
