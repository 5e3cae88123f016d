"""The forms of offers: the terms, longer to answer, an answer by telephone, taking back, the council's letter."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from ridgeway.core.words import fte
from ridgeway.domains.establishment.models import Post
from ridgeway.domains.recruitment.choices import CheckKind, ContractKind, DeclinedWhy, OfferEndedWhy
from ridgeway.domains.recruitment.offer_letters import STANDARD
from ridgeway.domains.recruitment.queries.vacancies import Vacancy
from ridgeway.domains.recruitment.rules import Hours
from ridgeway.journeys.offer.terms import Pay
from ridgeway.reporting.letters import MOST_BYTES, CannotSet, check_docx
from ridgeway.web.forms import DateField

from .changing import ChangeForm

FULL_TIME = Decimal(37)  # hours a week
ANSWER_DAYS = 5  # working days to answer


def _free(vacancy: Vacancy, offered: Mapping[int, Decimal]) -> str:
    """How much of a post can still be offered, and how much is offered to others."""
    taken = offered.get(vacancy.post_id, Decimal(0))
    words = f"{fte(max(vacancy.vacant - taken, Decimal(0)))} FTE free"
    return f"{words}, {fte(taken)} offered to others" if taken else words


class TermsForm(ChangeForm):
    """What is offered."""

    starts_on = DateField(label="First day", help_text="Agreed with the candidate. It moves if a check takes longer")
    fte = forms.DecimalField(
        label="Share of full time", max_digits=8, decimal_places=6, min_value=Decimal("0.05"), max_value=1,
        help_text="1 is full time; less than the post offers a share of it",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "decimal"}),
    )  # fmt: skip
    hours = forms.DecimalField(
        label="Hours a week", max_digits=4, decimal_places=2, min_value=1, max_value=48,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "decimal"}),
    )  # fmt: skip
    contract = forms.ChoiceField(label="Contract", choices=ContractKind.choices)
    ends_on = DateField(label="First day after a fixed term", required=False)
    with_supplement = forms.BooleanField(
        label="With the market supplement that is approved for the post",
        required=False,
        help_text="Nothing is added where there is none",
    )
    answer_by = DateField(
        label="Answer by", help_text="The offer lapses after this day, and the post can be offered to the next"
    )
    conditions = forms.CharField(
        label="Conditions",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text="One a line",
    )

    def __init__(self, data=None, *, vacancies: list[Vacancy], pay: Pay, offered: Mapping[int, Decimal], **options):
        super().__init__(data, **options)
        posts = {str(pk): post for pk, post in Post.objects.in_bulk([v.post_id for v in vacancies]).items()}
        choices = [
            (str(v.post_id), f"{v.number}, {v.team}, {_free(v, offered)}{f', {v.grade}' if v.grade else ''}")
            for v in vacancies
        ]
        self.fields["post"] = forms.TypedChoiceField(label="Post", choices=choices, coerce=posts.__getitem__)
        rates = [(one.key, f"{one.grade}, point {one.point}: £{one.annual:,.0f}") for one in pay.rates]
        self.fields["rate"] = forms.ChoiceField(
            label="Scale point",
            choices=[*([] if rates else [("", "No scale is recorded for the grade")]), *rates],
            required=bool(rates),
        )
        self.order_fields(
            [
                "post",
                "rate",
                "with_supplement",
                "fte",
                "hours",
                "contract",
                "ends_on",
                "starts_on",
                "answer_by",
                "conditions",
            ]
        )

    @staticmethod
    def first(vacancies: list[Vacancy], pay: Pay, today: dt.date, notice: str = "") -> dict[str, Any]:
        """What the form begins with: the first vacancy's own terms, five working days to answer, the checks that are made of everybody."""
        share = vacancies[0].vacant if vacancies else Decimal(1)
        answer, hours, left = today, Hours(), ANSWER_DAYS
        while left:
            answer += dt.timedelta(days=1)
            left -= hours.is_open(answer)
        starts = today + dt.timedelta(days=35)
        starts += dt.timedelta(days=-starts.weekday() % 7)
        conditions = [
            *(str(kind.label) for kind in CheckKind if kind != CheckKind.ONLINE),
            "Two references, one from your current or last employer",
        ]
        return {
            "fte": f"{share.normalize():f}", "hours": f"{(FULL_TIME * share).quantize(Decimal('0.01')).normalize():f}", "with_supplement": True,
            "starts_on": starts, "answer_by": answer, "conditions": "\n".join(conditions),
        }  # fmt: skip


class LetterForm(ChangeForm):
    """The words of one letter, before it goes."""

    letter = forms.CharField(
        label="Letter", max_length=8000, widget=forms.Textarea(attrs={"rows": 18}),
        help_text="{{ terms }} is where the table of terms stands, {{ conditions }} where the conditions stand",
    )  # fmt: skip


class LongerForm(ChangeForm):
    """Until when they may answer."""

    answer_by = DateField(label="Answer by")


class AnswerForm(ChangeForm):
    """What a candidate said by telephone."""

    answer = forms.ChoiceField(
        label="What did they say?",
        choices=[("yes", "Yes, they accept"), ("no", "No, they decline")],
        widget=forms.RadioSelect,
    )
    reason = forms.ChoiceField(
        label="Why, where they decline", required=False, choices=[("", "choose"), *DeclinedWhy.choices]
    )
    words = forms.CharField(
        label="In their words", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class TakeBackForm(ChangeForm):
    """Why an offer is taken back, and what the candidate is told."""

    reason = forms.ChoiceField(
        label="Why", choices=[("", "choose"), *[c for c in OfferEndedWhy.choices if c[0] != OfferEndedWhy.TERMS]]
    )
    words = forms.CharField(
        label="What the candidate is told", max_length=3000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="By mail, and on their page. Say why, and whom they can ring",
    )  # fmt: skip


class LetterTemplateForm(ChangeForm):
    """A council's own words, and its own Word file."""

    words = forms.CharField(label="Words of the letter", max_length=8000, widget=forms.Textarea(attrs={"rows": 22}))
    word_file = forms.FileField(
        label="Your own Word file", required=False, widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        help_text="With your letterhead. Begin with ours, and keep its fields",
    )  # fmt: skip
    plain = forms.BooleanField(label="Use the Word file that comes with Ridgeway again", required=False)

    def clean_word_file(self):
        sent = self.cleaned_data.get("word_file")
        if not sent:
            return None
        if sent.size > MOST_BYTES:
            raise forms.ValidationError(f"The file is larger than {MOST_BYTES // (1024 * 1024)} MB.")
        content = sent.read()
        try:
            check_docx(content)
        except CannotSet as error:
            raise forms.ValidationError(str(error)) from error
        return sent.name, content

    @property
    def answers(self) -> dict[str, Any]:
        name, content = self.cleaned_data.get("word_file") or ("", None)
        if content is None and self.cleaned_data.get("plain"):
            content = b""
        return {"words": self.cleaned_data["words"], "word_file": content, "word_name": name}

    @staticmethod
    def first(own) -> dict[str, Any]:
        """The council's words, or those that come with Ridgeway."""
        return {"words": own.words if own else STANDARD}
