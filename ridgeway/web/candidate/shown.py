"""An application as it is read: each section's questions with their answers in words, for the candidate, the staff and a file."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_noop

from ridgeway.core.words import day as day_words
from ridgeway.core.words import from_to, month
from ridgeway.domains.recruitment import application_rules as rules
from ridgeway.domains.recruitment import masking
from ridgeway.domains.recruitment.models import Application

from .forms import FORMS, Criteria, Expression

Said = list[tuple[str, str]]
NO_ANSWER = gettext_noop("No answer")


def answers_of(application: Application, saved=None) -> list[tuple[rules.Section, Said]]:
    """Every section with its questions and answers; the equality answers are not among them."""
    saved = {row.key: row.data for row in (application.sections.all() if saved is None else saved)}
    found = []
    for section in (rules.EXPRESSION, *rules.SECTIONS):
        if section.key in ("equality", "documents") or (section.key == "expression" and section.key not in saved):
            continue
        found.append((section, section_said(application, section.key, saved.get(section.key, {}))))
    return found


def section_said(application: Application, key: str, data: dict[str, Any]) -> Said:
    """One section's questions and answers; none where nothing was answered."""
    if not data:
        return []
    if key == "history":
        return history_said(data)
    if key == "qualifications":
        return [
            (row.get("name", ""), ", ".join(filter(None, (row.get("institution"), row.get("awarded")))))
            for row in data.get("rows", ())
        ]
    if key == "criteria":
        form: forms.Form = Criteria(criteria=list(application.advert.criteria.all()))
    elif key == "expression":
        form = Expression()
        form.fields.pop("website")
    else:
        form = FORMS[key]()
    return said_by(form, data)


def said_by(form: forms.Form, data: dict[str, Any]) -> Said:
    """The questions of a form with what was answered; those that were left empty and need no answer are left out."""
    found = []
    for name, field in form.fields.items():
        value = data.get(name)
        if value in (None, "", []) and not field.required:
            continue
        found.append((str(field.label), in_words(field, value)))
    return found


def in_words(field: forms.Field, value: Any) -> str:
    """An answer in words."""
    if value in (None, "", []):
        return gettext(NO_ANSWER)
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(field, forms.ChoiceField):
        return next((str(words) for key, words in list(field.choices) if key == value), str(value))  # type: ignore[arg-type,misc]
    if isinstance(field, forms.MultiValueField):
        return day_words(dt.date.fromisoformat(value))
    return str(value)


def history_said(data: dict[str, Any]) -> Said:
    """Jobs and what was said of gaps, the latest first."""
    rows = [(row["starts"], row, False) for row in data.get("jobs", ())]
    rows += [(row["starts"], row, True) for row in data.get("explained", ())]
    found = []
    for _, row, is_gap in sorted(rows, key=lambda item: item[0], reverse=True):
        starts = dt.date.fromisoformat(row["starts"])
        ends = dt.date.fromisoformat(row["ends"]) if row.get("ends") else None
        when = from_to(month(starts), month(ends) or gettext("now"))
        if is_gap:
            found.append((when, gettext("Not in work: {words}").format(words=row["words"])))
        else:
            left = " " + gettext("Left: {why}.").format(why=row["leaving"]) if row.get("leaving") and ends else ""
            duties = f" {row['duties']}" if row.get("duties") else ""
            found.append((when, f"{row.get('title', '')}, {row.get('employer', '')}.{duties}{left}"))
    if not found and data.get("none"):
        return [(gettext("Work"), gettext("Not worked before"))]
    return found


# what tells who somebody is, how old, and where they studied or worked: hidden from those who choose whom to meet
HIDDEN = frozenset({"about", "referees", "heard", "support", "expression", "declarations"})


def blind_answers_of(application: Application, saved=None) -> list[tuple[rules.Section, Said]]:
    """The sections as they are read without knowing who it is: no name, address, date, employer or place of study.

    From what somebody wrote in their own words, what is known of them is taken out (`masking`).
    """
    saved = list(application.sections.all() if saved is None else saved)
    data = {row.key: row.data for row in saved}
    values = masking.known(data)
    found = []
    for section, said in answers_of(application, saved):
        if section.key in HIDDEN:
            continue
        if section.key == "history":
            said = [
                (f"Job {n}", f"{row.get('title', '')}. {row.get('duties', '')}")
                for n, row in enumerate(data.get("history", {}).get("jobs", ()), 1)
            ]
        elif section.key == "qualifications":
            said = [("Qualification", row.get("name", "")) for row in data.get("qualifications", {}).get("rows", ())]
        elif section.key == "registration":
            said = [line for line in said if line[0] != "Registration number"]
        found.append((section, [(question, masking.masked(answer, values)) for question, answer in said]))
    return found
