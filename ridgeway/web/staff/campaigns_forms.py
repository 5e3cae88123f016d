"""Questions about campaigns. Days are asked as people say them, the last day included; an action is given the first day after."""

import datetime as dt
from typing import Any

from django import forms

from ridgeway.domains.campaigns.choices import ChannelKind, MoneySource, PlacementKind
from ridgeway.domains.campaigns.models import Channel
from ridgeway.domains.campaigns.queries import last_day
from ridgeway.domains.establishment.models import JobRole
from ridgeway.domains.organisation.models import Council, Service
from ridgeway.web.forms import DateField, PoundsField

from .changing import ChangeForm

NARROW = {"class": "govuk-input--width-5", "inputmode": "numeric"}


def money_field(label: str, **options: Any) -> PoundsField:
    """Pounds; empty = not known."""
    return PoundsField(
        label=f"{label}, £",
        required=False,
        max_digits=10,
        decimal_places=2,
        min_value=0,
        localize=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "decimal"}),
        error_messages={
            "invalid": f"{label} must be a number of pounds, such as 1250 or 99.50",
            "min_value": f"{label} cannot be less than nothing",
        },
        **options,
    )


def count_field(label: str, **options: Any) -> forms.IntegerField:
    """A whole number."""
    return forms.IntegerField(
        label=label,
        widget=forms.TextInput(attrs=NARROW),
        max_value=2_000_000_000,
        error_messages={"invalid": f"{label} must be a whole number"},
        **options,
    )


def source_field(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", "–"), *MoneySource.choices])


def last_field(label: str = "Last day", **options: Any) -> DateField:
    return DateField(label=label, required=False, **options)


def day_after(day: dt.date | None) -> dt.date | None:
    return day + dt.timedelta(days=1) if day else None


class CampaignForm(ChangeForm):
    """What a campaign is called and for."""

    name = forms.CharField(label="Name", max_length=120)
    purpose = forms.CharField(
        label="Purpose", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class CopyForm(ChangeForm):
    """What the copy is called, when it begins, and for whom."""

    name = forms.CharField(label="Name", max_length=120)
    starts_on = DateField(label="First day of its first phase", help_text="Everything else moves with it")

    def __init__(self, data=None, *, council: Council, **options):
        super().__init__(data, **options)
        self.fields["role"] = forms.ModelChoiceField(
            JobRole.objects.filter(council=council), label="Job role", required=False, empty_label="the same ones"
        )


class PhaseForm(ChangeForm):
    """When a phase runs, and its money."""

    name = forms.CharField(label="Name", max_length=80)
    starts_on = DateField(label="First day")
    ends_on = last_field()
    paid_until = last_field("Last day of paid advertising", help_text="Only where it runs over the end of the phase")
    budget = money_field("Budget")
    budget_source = source_field("How the budget is known")
    budget_note = forms.CharField(label="About the budget", max_length=200, required=False)

    @property
    def answers(self) -> dict[str, Any]:
        given = super().answers
        return {**given, **{name: day_after(given[name]) for name in ("ends_on", "paid_until")}}


def phase_initial(phase) -> dict[str, Any]:
    """A phase as its form asks for it."""
    kept = {name: getattr(phase, name) for name in ("name", "starts_on", "budget", "budget_source", "budget_note")}
    return {**kept, "ends_on": last_day(phase.ends_on), "paid_until": last_day(phase.paid_until)}


class AimForm(ChangeForm):
    """How many of which role, for which service."""

    how_many = count_field("How many", min_value=1)

    def __init__(self, data=None, *, council: Council, **options):
        super().__init__(data, **options)
        services = Service.objects.filter(council=council)
        self.fields["service"] = forms.ModelChoiceField(services, label="Service", empty_label="–")
        self.fields["role"] = forms.ModelChoiceField(
            JobRole.objects.filter(council=council), label="Job role", empty_label="–"
        )
        self.order_fields(["service", "role", "how_many"])


class ChannelForm(ChangeForm):
    """A way to reach people."""

    name = forms.CharField(label="Name", max_length=80)
    kind = forms.ChoiceField(label="Kind", choices=[("", "–"), *ChannelKind.choices])


class PlacementForm(ChangeForm):
    """Something bought on a channel."""

    kind = forms.ChoiceField(label="What it is", choices=[("", "–"), *PlacementKind.choices])
    title = forms.CharField(label="Title", max_length=160, help_text="As you will know it again in a table")
    pieces = count_field("How many of it", min_value=1, initial=1)
    supplier = forms.CharField(label="Supplier", max_length=120, required=False)
    starts_on = DateField(label="First day")
    ends_on = last_field()
    target_url = forms.CharField(
        label="Where its link leads",
        max_length=500,
        help_text="An address of yours, such as https://jobs.example.org/social-work. The placement is given a tracked link that leads there",
        widget=forms.TextInput(attrs={"spellcheck": "false", "inputmode": "url"}),
    )
    cost = money_field("Cost", help_text="Leave empty while it is not known")
    cost_source = source_field("How the cost is known")
    invoice_number = forms.CharField(
        label="Invoice number",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    cost_note = forms.CharField(label="About the cost", max_length=200, required=False)

    def __init__(self, data=None, *, council: Council, **options):
        super().__init__(data, **options)
        self.fields["channel"] = forms.ModelChoiceField(
            Channel.objects.filter(council=council), label="Channel", empty_label="–"
        )
        self.fields["service"] = forms.ModelChoiceField(
            Service.objects.filter(council=council), label="Service", required=False, empty_label="all services"
        )
        self.fields["role"] = forms.ModelChoiceField(
            JobRole.objects.filter(council=council), label="Job role", required=False, empty_label="any"
        )
        self.order_fields(["channel", "kind", "title", "pieces", "supplier", "service", "role", "starts_on", "ends_on"])

    @property
    def answers(self) -> dict[str, Any]:
        given = super().answers
        return {**given, "ends_on": day_after(given["ends_on"])}


PLACED = ("kind", "title", "pieces", "supplier", "starts_on", "target_url", "cost", "cost_source", "cost_note", "invoice_number",
          "channel", "service", "role")  # fmt: skip


def placement_initial(placement) -> dict[str, Any]:
    """A placement as its form asks for it."""
    return {**{name: getattr(placement, name) for name in PLACED}, "ends_on": last_day(placement.ends_on)}


class EventForm(ChangeForm):
    """A fair, a conference, a coffee morning."""

    name = forms.CharField(label="Name", max_length=160)
    place = forms.CharField(label="Place", max_length=120, required=False)
    on = DateField(label="Day")
    who_went = forms.CharField(label="Who went", max_length=200, required=False)
    people_met = count_field("People met", required=False, min_value=0)
    cost = money_field("Cost")
    cost_source = source_field("How the cost is known")
    invoice_number = forms.CharField(label="Invoice number", max_length=40, required=False)
    cost_note = forms.CharField(label="About the cost", max_length=200, required=False)
    is_public = forms.BooleanField(
        label="Show it on the careers site until it begins", required=False,
        help_text="Its name, place, day, time and the words below; never who went, whom they met or what it cost",
    )  # fmt: skip
    begins_at = forms.TimeField(
        label="Begins at", required=False, help_text="Such as 10:00", widget=forms.TimeInput(attrs={"class": "govuk-input--width-5"}, format="%H:%M"),
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"], error_messages={"invalid": "Enter a time such as 10:00"},
    )  # fmt: skip
    public_name = forms.CharField(
        label="Its name on the site", max_length=120, required=False, help_text="Where that differs from the name above"
    )
    public_words = forms.CharField(
        label="Its words on the site", max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data=None, *, council: Council, **options):
        super().__init__(data, **options)
        self.fields["service"] = forms.ModelChoiceField(
            Service.objects.filter(council=council), label="Service", required=False, empty_label="all services"
        )


class OwnPostForm(ChangeForm):
    """Something the council put out itself."""

    on = DateField(label="Day")
    title = forms.CharField(label="What was put out", max_length=160)
    address = forms.CharField(label="Where it can be seen", max_length=500, required=False)

    def __init__(self, data=None, *, council: Council, **options):
        super().__init__(data, **options)
        self.fields["channel"] = forms.ModelChoiceField(
            Channel.objects.filter(council=council), label="Channel", empty_label="–"
        )
        self.order_fields(["channel"])


class ResultForm(ChangeForm):
    """What a platform says of a placement on a day."""

    on = DateField(label="Day")
    impressions = count_field("Impressions", required=False, min_value=0, help_text="How often it was shown")
    clicks = count_field("Clicks", required=False, min_value=0)
    spend = money_field("Charged by the platform")
    source = forms.CharField(label="Where the figures are from", max_length=200, required=False)


class NothingForm(ChangeForm):
    """Asks only whether it is meant."""
