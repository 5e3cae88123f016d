"""The form of a practice reference, made of its shape: the same for a referee by a private link and for one of ours."""

import datetime as dt
from typing import Any

from django import forms

from ridgeway.core.words import day as day_words
from ridgeway.domains.agency.reference_shape import (
    CHOICE,
    DAY,
    QUESTIONS,
    SHAPE,
    WORDS,
    Question,
    choices_of,
    missing_of,
)
from ridgeway.web.forms import DateField


def _field(question: Question) -> forms.Field:
    common: dict[str, Any] = {"label": question.label, "required": question.is_needed, "help_text": question.hint}
    if question.kind == DAY:
        return DateField(**common)
    if question.kind == WORDS:
        rows = 2 if question.is_needed else 4
        return forms.CharField(**common, max_length=3000, widget=forms.Textarea(attrs={"rows": rows}))
    beside = {} if question.kind == CHOICE else {"choices_class": "govuk-radios--inline"}
    common["error_messages"] = {"required": "Answer this question"}
    return forms.ChoiceField(**common, choices=choices_of(question), widget=forms.RadioSelect(attrs=beside))


class PracticeForm(forms.Form):
    """The questions, and who answers them. `sections` are for the template: (title, bound fields)."""

    def __init__(self, data=None, *, may_decline: bool = False, initial: dict[str, Any] | None = None, **options) -> None:  # fmt: skip
        super().__init__(data, initial=initial, **options)
        if may_decline:
            self.fields["can_give"] = forms.ChoiceField(label="Can you give a reference?", choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect)  # fmt: skip
        for key, question in QUESTIONS.items():
            self.fields[key] = _field(question)
        self.fields["name"] = forms.CharField(label="Your name", max_length=120)
        self.fields["job"] = forms.CharField(label="Your job", max_length=120)
        self.fields["is_true"] = forms.BooleanField(label="What I say here is true and as full as I can make it")

    @property
    def declines(self) -> bool:
        return self.data.get("can_give") == "no"

    def _clean_fields(self) -> None:
        if self.declines:
            for name, field in self.fields.items():
                field.required = name == "can_give"
        super()._clean_fields()  # type: ignore[misc]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.declines:
            for question in missing_of(self.answers):
                if question.key not in self.errors:
                    self.add_error(question.key, "Say what it was" if question.needs[0] else "Answer this question")
        return given

    @property
    def answers(self) -> dict[str, str]:
        """The answers as plain text."""
        given = getattr(self, "cleaned_data", {})
        return {key: str(value.isoformat() if hasattr(value, "isoformat") else value or "") for key in QUESTIONS if (value := given.get(key)) is not None}  # fmt: skip

    @property
    def sections(self) -> list[tuple[str, list[Any]]]:
        first = [("", [self["can_give"]])] if "can_give" in self.fields else []
        asked = [(section.title, [self[question.key] for question in section.questions]) for section in SHAPE]
        return [*first, *asked, ("Who writes", [self[name] for name in ("name", "job", "is_true")])]


def read_out(answers: dict[str, str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """A reference for reading: by section, each question with its answer in words."""
    return [(section.title, [(question.label, _said(question, answers.get(question.key, ""))) for question in section.questions]) for section in SHAPE]  # fmt: skip


def _said(question: Question, answer: str) -> str:
    if not answer:
        return "–"
    if question.kind == DAY:
        return day_words(dt.date.fromisoformat(answer))
    return dict(choices_of(question)).get(answer, answer)
