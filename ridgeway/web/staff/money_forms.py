"""Questions about money."""

import re
from decimal import Decimal
from typing import Any

from django import forms

from ridgeway.domains.finance.choices import CostKey, Kind, Printed
from ridgeway.domains.organisation.models import Council, Service, Team
from ridgeway.web.forms import DateField, PoundsField

from .changing import ChangeForm


class CodeForm(ChangeForm):
    """What a code pays for."""

    name = forms.CharField(label="Name", max_length=120, required=False)
    kind = forms.ChoiceField(label="What it pays for", choices=Kind.choices)


class PrintedForm(ChangeForm):
    """What a paper prints."""

    what = forms.ChoiceField(label="What is printed", choices=[("", "–"), *Printed.choices])
    year = forms.CharField(
        label="Financial year", max_length=9, help_text="Such as 2015/16", widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )  # fmt: skip
    amount = PoundsField(
        label="Amount", max_digits=14, decimal_places=2, help_text="Pounds, or a percentage; less than nothing for a fall or an underspend",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "text"}),
        error_messages={"invalid": "Amount must be a number, such as -45860 or 3.1"},
    )  # fmt: skip
    words = forms.CharField(label="In the paper's words", max_length=200, required=False)
    source = forms.CharField(
        label="Where it is printed", max_length=200, help_text="The paper, its date and the paragraph"
    )

    def __init__(self, data=None, *, council: Council, **options):
        super().__init__(data, **options)
        services = Service.objects.filter(council=council)
        groups = (
            Team.objects.filter(council=council).exclude(group="").order_by("group").values_list("group", flat=True)
        )
        self.fields["service"] = forms.ModelChoiceField(services, label="Service", required=False, empty_label="the whole council")  # fmt: skip
        self.fields["group"] = forms.ChoiceField(
            label="Group of teams", required=False, choices=[("", "all of its teams"), *((g, g) for g in groups.distinct())],
        )  # fmt: skip
        self.order_fields(["what", "service", "group", "year"])

    def clean_year(self) -> int:
        written = self.cleaned_data["year"].strip()
        match = re.fullmatch(r"(\d{4})(?:[/-](\d{2}))?", written, re.ASCII)
        if not match or (match[2] and int(match[2]) != (int(match[1]) + 1) % 100):
            raise forms.ValidationError("Financial year must be such as 2015/16")
        return int(match[1])


class PlainForm(ChangeForm):
    """Asks only whether it is meant."""


def pounds_field(label: str, **options: Any) -> PoundsField:
    """Pounds."""
    return PoundsField(
        label=f"{label}, £", max_digits=12, decimal_places=2, min_value=Decimal(0),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "decimal"}),
        error_messages={"invalid": f"{label} must be a number of pounds, such as 1250 or 99.50", "min_value": f"{label} cannot be less than nothing"},
        **options,
    )  # fmt: skip


class ScenarioForm(ChangeForm):
    """What a set of assumptions is kept as."""

    name = forms.CharField(label="Name", max_length=120)
    query = forms.CharField(max_length=4000, required=False, widget=forms.HiddenInput)


class CostForm(ChangeForm):
    """What something costs, from a day on."""

    key = forms.ChoiceField(label="What it is of", choices=[("", "–"), *CostKey.choices])
    starts_on = DateField(label="From")
    low = pounds_field("Low")
    likely = pounds_field("Likely")
    high = pounds_field("High")
    source = forms.CharField(label="How it is known", max_length=200)
