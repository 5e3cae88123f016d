"""Questions about what is agreed: which type a job title is, and the caps of a region."""

from typing import Any

from django import forms

from ridgeway.domains.agency.choices import Route
from ridgeway.domains.agency.models import AgreedType
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
