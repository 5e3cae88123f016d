"""Questions about pay."""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from ridgeway.domains.establishment.models import Grade, JobRole, Worker
from ridgeway.domains.organisation.models import Council, Team
from ridgeway.domains.pay.choices import Basis, ClawBack, EvidenceKind, IncentiveKind, ReviewOutcome
from ridgeway.web.forms import DateField, PoundsField

from .changing import ChangeForm
from .money_forms import pounds_field

LONG = {"rows": 4}
NARROW = {"class": "govuk-input--width-4", "inputmode": "numeric"}


def whole(label: str, least: int, most: int, **options: Any) -> forms.IntegerField:
    """A whole number."""
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, widget=forms.TextInput(attrs=NARROW),
        error_messages={"invalid": f"{label} must be a whole number"}, **options,
    )  # fmt: skip


class SupplementForm(ChangeForm):
    """A supplement and its case."""

    title = forms.CharField(label="Title", max_length=160)
    basis = forms.ChoiceField(label="The amount is", choices=Basis.choices, widget=forms.RadioSelect)
    amount = PoundsField(
        label="Amount", max_digits=8, decimal_places=2, min_value=Decimal("0.01"), widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "decimal"}),
        error_messages={"invalid": "Amount must be a number, such as 10 or 2500"},
    )  # fmt: skip
    starts_on = DateField(label="First day")
    review_months = whole("Months between reviews", 1, 60, initial=12)
    notice_weeks = whole("Weeks of notice", 0, 52, initial=12)
    cost_first_year = pounds_field("Cost in the first financial year", required=False)
    cost_per_year = pounds_field("Cost a year after that", required=False)
    funding = forms.CharField(label="How it is paid for", max_length=200, required=False)
    justification = forms.CharField(
        label="Why it is objectively justified", required=False, max_length=4000, widget=forms.Textarea(attrs=LONG),
        help_text="Equal pay law asks why some get it and others in comparable work do not, and for how long",
    )  # fmt: skip


class ScopeForm(ChangeForm):
    """Whom a supplement is for."""

    def __init__(self, data=None, *, council: Council, **options):
        super().__init__(data, **options)
        for name, label, model in (("role", "Job role", JobRole), ("team", "Team", Team), ("grade", "Grade", Grade)):
            rows = model.objects.filter(council=council)  # type: ignore[attr-defined]
            self.fields[name] = forms.ModelChoiceField(rows, label=label, required=False, empty_label="any")


class EvidenceForm(ChangeForm):
    """One thing the case rests on."""

    kind = forms.ChoiceField(label="What it is", choices=[("", "–"), *EvidenceKind.choices])
    words = forms.CharField(label="In a sentence, with its figures", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip
    on = DateField(label="Day")
    source = forms.CharField(label="Where it is from", max_length=200)


class DecisionForm(ChangeForm):
    """Who decided, when and why."""

    decided_on = DateField(label="Decided on")
    decided_by_body = forms.CharField(label="Decided by", max_length=120, help_text="A person, a panel or a committee")
    decision_words = forms.CharField(label="Words of the decision", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip


class ReviewForm(ChangeForm):
    """What a review ended in."""

    held_on = DateField(label="Held on")
    outcome = forms.ChoiceField(label="What it ended in", choices=ReviewOutcome.choices, widget=forms.RadioSelect)
    words = forms.CharField(label="What it rests on", max_length=2000, widget=forms.Textarea(attrs=LONG))


class NoticeForm(ChangeForm):
    """When notice is given, and the first day without the supplement."""

    given_on = DateField(label="Notice given on")
    ends_on = DateField(label="First day without it")


class EndForm(ChangeForm):
    """The day a supplement is closed."""

    on = DateField(label="Closed on")


class PointForm(ChangeForm):
    """A year's pay at a point of a grade."""

    point = whole("Scale point", 0, 999)
    annual = pounds_field("Pay a year, full time")
    starts_on = DateField(label="From")

    def __init__(self, data=None, *, council: Council, **options):
        super().__init__(data, **options)
        self.fields["grade"] = forms.ModelChoiceField(Grade.objects.filter(council=council), label="Grade", empty_label="–")  # fmt: skip
        self.order_fields(["grade"])


class OnCostForm(ChangeForm):
    """What the employer pays on top."""

    percent = forms.DecimalField(
        label="On-costs, % of pay", max_digits=5, decimal_places=2, min_value=0, max_value=100, widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "decimal"}),
    )  # fmt: skip
    starts_on = DateField(label="From")
    source = forms.CharField(label="Where the rate is from", max_length=200)


class IncentiveForm(ChangeForm):
    """Money promised to one person."""

    kind = forms.ChoiceField(label="What it is", choices=[("", "–"), *IncentiveKind.choices])
    amount = pounds_field("Amount in all")
    instalments = forms.CharField(
        label="Instalments", widget=forms.Textarea(attrs={"rows": 4}), max_length=1000,
        help_text="One a line: the day it is due and the amount, such as 1/10/2015 2500",
    )  # fmt: skip
    agreed_on = DateField(label="Agreed on")
    tie_starts_on = DateField(label="The tie begins on")
    tie_months = whole("Months of the tie", 0, 120)
    claw_back = forms.ChoiceField(label="Owed back by who leaves before", choices=ClawBack.choices, widget=forms.RadioSelect)  # fmt: skip
    note = forms.CharField(label="Note", max_length=200, required=False)

    def __init__(self, data=None, *, council: Council, teams, **options):
        super().__init__(data, **options)
        self.council = council
        self.fields["staff_number"] = forms.CharField(label="Whose", max_length=30, help_text="The staff number or the registration number")  # fmt: skip
        self.fields["team"] = forms.ModelChoiceField(teams, label="Team", empty_label="–")
        self.order_fields(["staff_number", "team"])

    def clean_staff_number(self) -> str:
        written = self.cleaned_data["staff_number"].strip()
        rows = Worker.objects.filter(council=self.council)
        found = rows.filter(staff_number=written).first() or rows.filter(registration_number=written).first()
        if found is None or not written:
            raise forms.ValidationError("Nobody here has this staff number or registration number")
        self.worker = found
        return written

    def clean_instalments(self) -> list[tuple[dt.date, Decimal]]:
        found = []
        for line in filter(None, map(str.strip, self.cleaned_data["instalments"].splitlines())):
            match = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})\s+£?([\d,]+(?:\.\d{1,2})?)", line, re.ASCII)
            try:
                if match is None:
                    raise ValueError
                found.append((dt.date(int(match[3]), int(match[2]), int(match[1])), Decimal(match[4].replace(",", ""))))
            except (ValueError, InvalidOperation) as error:
                raise forms.ValidationError(f"“{line[:60]}” is not a day and an amount, such as 1/10/2015 2500") from error  # fmt: skip
            if len(found) > 24:
                raise forms.ValidationError("Give at most 24 instalments")
        return found

    @property
    def answers(self) -> dict[str, Any]:
        given = super().answers
        given.pop("staff_number")
        return given


class LeaveForm(ChangeForm):
    """The first day somebody is no longer in post."""

    left_on = DateField(label="First day no longer in post")


class PaidForm(ChangeForm):
    """When an instalment was paid."""

    paid_on = DateField(label="Paid on")


class WaiveForm(ChangeForm):
    """Why what is owed is given up."""

    note = forms.CharField(label="Why it is waived", max_length=200)
