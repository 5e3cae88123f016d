"""The forms of writing a report."""

import datetime as dt
from typing import Any

from django import forms

from ridgeway.core.periods import months_before
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council, Service
from ridgeway.reporting.models import Report, ReportTemplate

from ..forms import DateField


class ReportForm(forms.Form):
    """What a report is about."""

    title = forms.CharField(label="Title", max_length=200)
    reference = forms.CharField(
        label="Reference",
        max_length=40,
        help_text="Stands in the footer and on the rows that are kept, such as CAB-2016-09.",
    )
    template = forms.ModelChoiceField(
        ReportTemplate.objects.none(),
        label="Template",
        required=False,
        empty_label="The standing headings of a Cabinet report",
    )
    service = forms.ModelChoiceField(
        Service.objects.none(), label="Service", required=False, empty_label="The whole council"
    )
    on = DateField(label="Figures on")
    since = DateField(
        label="Figures since", help_text="The day from which appointments, starters and leavers are counted."
    )
    body = forms.CharField(
        label="For whom", max_length=120, required=False, help_text="Such as Cabinet, or a scrutiny committee."
    )
    meeting_on = DateField(label="Meeting on", required=False)
    agenda_item = forms.CharField(
        label="Agenda item",
        max_length=20,
        required=False,
        help_text="Its number, such as 9; stands at the head of the first page.",
    )
    members = forms.CharField(label="Members", max_length=300, required=False)
    is_key_decision = forms.BooleanField(label="A key decision", required=False)

    def __init__(
        self, *args: Any, user, council: Council, today: dt.date, report: Report | None = None, **kwargs: Any
    ) -> None:
        names = ("title", "reference", "on", "since", "body", "meeting_on", "agenda_item", "members", "is_key_decision")
        first = (
            {n: getattr(report, n) for n in names}
            if report
            else {"on": today, "since": months_before(today, 12), "body": "Cabinet"}
        )
        kwargs["initial"] = first
        super().__init__(*args, **kwargs)
        if report:
            del self.fields["template"], self.fields["service"]
            return
        self.fields["template"].queryset = ReportTemplate.objects.filter(council=council)  # type: ignore[attr-defined]
        services = Service.objects.filter(council=council).visible_to(user, Permission.REPORTS_BUILD)
        self.fields["service"].queryset = services  # type: ignore[attr-defined]
        if not access_of(user).may(Permission.REPORTS_BUILD, council_id=council.pk):
            self.fields["service"].required = True
            self.fields["service"].empty_label = None  # type: ignore[attr-defined]

    @property
    def answers(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class SectionForm(forms.Form):
    """The words of a section, and the version they were written upon."""

    text = forms.CharField(
        label="Words", required=False, max_length=60_000, strip=False,
        help_text="A blank line begins a paragraph, a dash a point. Figures, tables and charts stand in double braces.",
        widget=forms.Textarea(attrs={"rows": 18, "quiet_optional": True}),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)


class CommentForm(forms.Form):
    """A remark on a section."""

    text = forms.CharField(label="Comment", max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))


class HeadingForm(forms.Form):
    """A heading of the report's own."""

    heading = forms.CharField(label="Heading", max_length=160)
    is_numbered = forms.BooleanField(label="Number its paragraphs", required=False, initial=True)
