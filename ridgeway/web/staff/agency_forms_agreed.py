"""Questions about what is agreed: which type a job title is, and the caps of a region."""

from typing import Any

from django import forms

from ridgeway.domains.agency.actions import NewCap
from ridgeway.domains.agency.choices import Route
from ridgeway.domains.agency.models import AgreedType, PriceCap
from ridgeway.domains.agency.rules import COVERS
from ridgeway.domains.establishment.models import JobRole
from ridgeway.domains.organisation.models import Council, Region
from ridgeway.web.forms import DateField

from .agency_forms import hourly_field, of_council
from .changing import ChangeForm


class TypeField(forms.ModelChoiceField):
    """An agreed type of job, with since when it is agreed: two agreements may call theirs the same."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} (agreed from {obj.starts_on:%-d %B %Y})"


class CapSetForm(ChangeForm):
    """A set of caps, begun from one that is agreed: a row for each of its caps, and what they share."""

    starts_on = DateField(label="Binds new assignments from")
    existing_from = DateField(
        label="Binds existing assignments from", required=False, help_text="Leave empty where it never does"
    )
    source = forms.CharField(label="Where it is agreed", max_length=200)
    source_url = forms.URLField(label="Address of it", required=False, max_length=500, assume_scheme="https")

    def __init__(self, data=None, *, begun: list[PriceCap], **options):
        super().__init__(data, **options)
        self.begun = begun
        for cap in begun:
            field = hourly_field(named(cap))
            field.required, field.initial = False, f"{cap.hourly:.2f}"
            self.fields[f"cap_{cap.pk}"] = field

    def rows(self) -> list[tuple[PriceCap, Any]]:
        """Each cap of the set begun from with the field for the new one."""
        return [(cap, self[f"cap_{cap.pk}"]) for cap in self.begun]

    def shared(self) -> list[Any]:
        """The questions about the set as a whole."""
        return [self[name] for name in ("starts_on", "existing_from", "source", "source_url")]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not self.caps:
            raise forms.ValidationError("Leave one amount at least: a set has one cap.")
        return given

    @property
    def caps(self) -> list[NewCap]:
        """The caps that are to be."""
        typed = [(cap, self.cleaned_data.get(f"cap_{cap.pk}")) for cap in self.begun]
        return [NewCap(cap.job_type, cap.route, hourly, cap.covers) for cap, hourly in typed if hourly]

    @property
    def answers(self) -> dict[str, Any]:
        given = {name: self.cleaned_data[name] for name in ("starts_on", "existing_from", "source", "source_url")}
        return {**given, "caps": self.caps}


def named(cap: PriceCap) -> str:
    """A cap's type and route in words."""
    return f"{cap.job_type}, {cap.get_route_display() if cap.route else 'any route'}"


class TitleForm(ChangeForm):
    """Which agreed type a job title is."""

    starts_on = DateField(label="From")

    def __init__(self, data=None, *, council: Council, **options):
        super().__init__(data, **options)
        types = AgreedType.objects.for_region(council.region).order_by("-starts_on", "order")
        self.fields["role"] = of_council(JobRole, council, "Job title")
        self.fields["job_type"] = TypeField(types, label="Agreed type of job", empty_label="–")
        self.order_fields(["role", "job_type", "starts_on"])


class CapForm(ChangeForm):
    """A cap that a region agreed."""

    route = forms.ChoiceField(label="Paid by", choices=[("", "any route"), *Route.choices], required=False)
    hourly = hourly_field("Cap")
    starts_on = DateField(label="Binds new assignments from")
    existing_from = DateField(
        label="Binds existing assignments from", required=False, help_text="Leave empty where it never does"
    )
    source = forms.CharField(label="Where it is agreed", max_length=200)
    source_url = forms.URLField(label="Address of it", required=False, max_length=500, assume_scheme="https")

    def __init__(self, data=None, *, region: Region, **options):
        super().__init__(data, **options)
        types = AgreedType.objects.for_region(region).filter(ends_on__isnull=True)
        self.fields["job_type"] = TypeField(types, label="Type of job", empty_label="–")
        self.order_fields(["job_type"])

    @property
    def answers(self) -> dict[str, Any]:
        given = super().answers
        return {**given, "covers": list(COVERS[given["route"] or Route.UMBRELLA])}
