"""Questions about agency work. Days are asked as people say them, the last day included; an action is given the first day after."""

from decimal import Decimal
from typing import Any

from django import forms

from ridgeway.domains.agency.choices import EndReason, Exemption, Office, Part, Route, Standard
from ridgeway.domains.agency.models import Assignment, ProjectTeam, Supplier
from ridgeway.domains.agency.queries.checks import rate_on
from ridgeway.domains.campaigns.queries import last_day
from ridgeway.domains.establishment.models import JobRole, Post
from ridgeway.domains.organisation.models import Council, Team
from ridgeway.web.forms import DateField, PoundsField

from .campaigns_forms import day_after
from .changing import ChangeForm

HOURLY = {"class": "govuk-input--width-5", "inputmode": "decimal"}
NARROW = {"class": "govuk-input--width-3", "inputmode": "numeric"}


def hourly_field(label: str, **options: Any) -> PoundsField:
    """Pounds an hour."""
    return PoundsField(
        label=f"{label}, £ an hour",
        max_digits=7,
        decimal_places=2,
        min_value=0,
        widget=forms.TextInput(attrs=HOURLY),
        error_messages={
            "invalid": f"{label} must be a number of pounds, such as 32.50",
            "min_value": f"{label} cannot be less than nothing",
        },
        **options,
    )


def weeks_field(label: str, **options: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        max_digits=4,
        decimal_places=1,
        min_value=0,
        max_value=52,
        widget=forms.TextInput(attrs=NARROW),
        error_messages={"invalid": f"{label} must be a number of weeks"},
        **options,
    )


def of_council(model: Any, council: Council, label: str, **options: Any) -> forms.ModelChoiceField:
    """One of the council's own."""
    return forms.ModelChoiceField(model.objects.filter(council=council), label=label, empty_label="–", **options)


class RateForm(ChangeForm):
    """The parts of an hour's rate."""

    pay = hourly_field("Pay")
    employer_ni = hourly_field("Employer's national insurance", required=False)
    holiday = hourly_field("Holiday pay", required=False)
    levy = hourly_field("Apprenticeship levy", required=False)
    margin = hourly_field("Supplier's margin", required=False)

    def clean_pay(self) -> Decimal:
        pay = self.cleaned_data["pay"]
        if not pay:
            raise forms.ValidationError("Pay must be more than nothing")
        return pay

    @property
    def answers(self) -> dict[str, Any]:
        given = super().answers
        rate = {part: given.pop(part) or Decimal(0) for part in Part.values}
        return {**given, "rate": rate}


class AssignmentForm(RateForm):
    """An assignment as it is taken down."""

    registration_number = forms.CharField(
        label="Registration number",
        max_length=13,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "spellcheck": "false"}),
        help_text="Social Work England's, such as SW12345. Somebody who is known by it is found",
    )
    given_name = forms.CharField(label="First name", max_length=80, required=False)
    family_name = forms.CharField(label="Last name", max_length=80, required=False)
    post = forms.CharField(
        label="Post covered",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
        help_text="Its number. Leave empty for extra capacity; with a post, team and role are the post's",
    )
    route = forms.ChoiceField(label="How the worker is paid", choices=[("", "–"), *Route.choices])
    starts_on = DateField(label="First day")
    planned_until = DateField(label="Planned last day")
    fte = forms.DecimalField(
        label="FTE", max_digits=3, decimal_places=2, min_value=Decimal("0.01"), max_value=1, initial="1",
        widget=forms.TextInput(attrs=HOURLY), error_messages={"invalid": "FTE must be a number, such as 1 or 0.6"},
    )  # fmt: skip
    notice_weeks = weeks_field("Notice, weeks", initial="4")

    def __init__(self, data=None, *, council: Council, teams, worker_known: bool = False, **options):
        super().__init__(data, **options)
        self.council = council
        self.fields["supplier"] = of_council(Supplier, council, "Supplier")
        self.fields["team"] = forms.ModelChoiceField(
            Team.objects.filter(pk__in=[team.pk for team in teams]),
            label="Team",
            required=False,
            empty_label="the post's",
        )
        self.fields["role"] = of_council(JobRole, council, "Job role", required=False)
        self.fields["role"].empty_label = "the post's"  # type: ignore[attr-defined]
        self.fields["project_team"] = of_council(ProjectTeam, council, "Project team", required=False)
        self.fields["project_team"].empty_label = "none"  # type: ignore[attr-defined]
        if worker_known:
            for name in ("registration_number", "given_name", "family_name"):
                del self.fields[name]
        self.order_fields(["registration_number", "given_name", "family_name", "supplier", "post", "team", "role", "starts_on",
                           "planned_until", "fte", "notice_weeks", "project_team", "route", *Part.values])  # fmt: skip

    def clean_post(self) -> Post | None:
        number = self.cleaned_data["post"].strip()
        if not number:
            return None
        found = Post.objects.filter(council=self.council, number=number.replace("\0", "")).first()
        if found is None:
            raise forms.ValidationError(f"There is no post {number}")
        return found

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("starts_on"), given.get("planned_until")
        if first and last and last < first:
            self.add_error("planned_until", "The planned last day must be the first day or later")
        if (
            "registration_number" in self.fields
            and not given.get("registration_number")
            and not given.get("family_name")
        ):
            self.add_error("registration_number", "Enter a registration number, or a last name")
        if not given.get("post") and "post" not in self.errors:
            for name in ("team", "role"):
                if not given.get(name):
                    self.add_error(name, f"Choose the {name}, or enter the post that is covered")
        post = given.get("post")
        if post and first and not any(term.holds_on(first) for term in post.terms.all()):
            self.add_error("post", f"Post {post} is not funded on that day")
        return given

    @property
    def answers(self) -> dict[str, Any]:
        given = super().answers
        names = [name for name in ("registration_number", "given_name", "family_name") if name in given]
        person = {name: given.pop(name) for name in names}
        post, first = given["post"], given["starts_on"]
        if post:
            term = next(term for term in post.terms.select_related("team", "role") if term.holds_on(first))
            given |= {"team": term.team, "role": term.role}
        given["planned_until"] = day_after(given["planned_until"])
        return {**given, "person": person} if names else given


ASKED = ("supplier", "team", "role", "route", "starts_on", "fte", "notice_weeks", "project_team")


def assignment_initial(row: Assignment) -> dict[str, Any]:
    """An assignment as its form asks for it."""
    rate = rate_on(row.rates.all(), row.starts_on)
    return {
        **{name: getattr(row, name) for name in ASKED},
        "fte": row.fte.normalize(),
        "post": row.post.number if row.post else "",
        "planned_until": last_day(row.planned_until),
        **(rate.parts if rate else {}),
    }


class NewRateForm(RateForm):
    """Another rate from a day on."""

    starts_on = DateField(label="From")
    field_order = ("starts_on",)


class FactsForm(ChangeForm):
    """What the checks need to know of the worker."""

    years = forms.IntegerField(label="Years of direct employment after qualifying", required=False, min_value=0, max_value=60,
                               widget=forms.TextInput(attrs=NARROW), error_messages={"invalid": "Years must be a whole number"})  # fmt: skip
    months = forms.IntegerField(label="and months", required=False, min_value=0, max_value=11, widget=forms.TextInput(attrs=NARROW),
                                error_messages={"invalid": "Months must be a whole number"})  # fmt: skip
    references_received = forms.IntegerField(
        label="References received", required=False, min_value=0, max_value=20, widget=forms.TextInput(attrs=NARROW),
        error_messages={"invalid": "References must be a whole number"}, help_text="In the national shape. Leave empty when not known",
    )  # fmt: skip
    left_permanent_on = DateField(
        label="Left a permanent post in this region on",
        required=False,
        help_text="As the worker or the supplier states it",
    )
    exemption = forms.ChoiceField(
        label="Not bound by the cooling-off because", required=False, choices=[("", "–"), *Exemption.choices]
    )

    @property
    def answers(self) -> dict[str, Any]:
        given = super().answers
        years, months = given.pop("years"), given.pop("months")
        known = years is not None or months is not None
        return {**given, "experience_months": (years or 0) * 12 + (months or 0) if known else None}


def facts_initial(row: Assignment) -> dict[str, Any]:
    """What is known, as the form asks for it."""
    months = row.experience_months
    years = {} if months is None else {"years": months // 12, "months": months % 12}
    return {**years, **{name: getattr(row, name) for name in ("references_received", "left_permanent_on", "exemption")}}


class ExtendForm(ChangeForm):
    """A later planned end."""

    planned_until = DateField(label="Planned last day")

    @property
    def answers(self) -> dict[str, Any]:
        return {"planned_until": day_after(super().answers["planned_until"])}


class NoticeForm(ChangeForm):
    """The day on which notice was given."""

    on = DateField(label="Notice given on")


class EndForm(ChangeForm):
    """The last day and why."""

    ends_on = DateField(label="Last day")
    reason = forms.ChoiceField(label="Why it ends", choices=EndReason.choices, widget=forms.RadioSelect)

    @property
    def answers(self) -> dict[str, Any]:
        given = super().answers
        return {**given, "ends_on": day_after(given["ends_on"])}


class PermanentForm(ChangeForm):
    """Which post, from when, for how much."""

    post = forms.CharField(
        label="Post", max_length=20, widget=forms.TextInput(attrs={"class": "govuk-input--width-10"})
    )
    starts_on = DateField(label="First day in it")
    fte = forms.DecimalField(
        label="FTE", max_digits=3, decimal_places=2, min_value=Decimal("0.01"), max_value=1, widget=forms.TextInput(attrs=HOURLY),
        error_messages={"invalid": "FTE must be a number, such as 1 or 0.6"},
    )  # fmt: skip

    def __init__(self, data=None, *, council: Council, **options):
        super().__init__(data, **options)
        self.council = council

    def clean_post(self) -> Post:
        number = self.cleaned_data["post"].strip().replace("\0", "")
        found = Post.objects.filter(council=self.council, number=number).first()
        if found is None:
            raise forms.ValidationError(f"There is no post {number}")
        return found


class AskForm(ChangeForm):
    """Why a rule is departed from."""

    reason = forms.CharField(
        label="Why is it needed all the same?", max_length=500, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Those who sign read this. Do not name the worker",
    )  # fmt: skip


class SignForm(ChangeForm):
    """An office's word."""

    agrees = forms.TypedChoiceField(label="Your decision", choices=[("yes", "I agree to it"), ("no", "I refuse it")],
                                    coerce=lambda value: value == "yes", widget=forms.RadioSelect)  # fmt: skip
    words = forms.CharField(label="In your words", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
                            help_text="Needed when you refuse it")  # fmt: skip

    def __init__(self, data=None, *, offices: list[Office], **options):
        super().__init__(data, **options)
        told = {"invalid_choice": "You do not hold that office, so you cannot sign for it"}
        held = [(office.value, office.label) for office in offices]
        self.fields["office"] = forms.ChoiceField(label="You sign as", choices=held, widget=forms.RadioSelect,
                                                  initial=held[0][0] if len(held) == 1 else None, error_messages=told)  # fmt: skip
        self.order_fields(["office", "agrees", "words"])


class SupplierForm(ChangeForm):
    """What is known of a supplier."""

    name = forms.CharField(label="Name", max_length=120)
    company_number = forms.CharField(label="Company number", max_length=12, required=False,
                                     widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}))  # fmt: skip
    contact = forms.CharField(label="Whom to ring", max_length=160, required=False)
    standards = forms.MultipleChoiceField(
        label="Standards it signed", required=False, choices=Standard.choices, widget=forms.CheckboxSelectMultiple
    )
    signed_on = DateField(label="Signed on", required=False)
    ended_on = DateField(label="Last day it is used", required=False)

    @property
    def answers(self) -> dict[str, Any]:
        given = super().answers
        return {**given, "ended_on": day_after(given["ended_on"])}


def supplier_initial(row: Supplier) -> dict[str, Any]:
    """A supplier as its form asks for it."""
    kept = {name: getattr(row, name) for name in ("name", "company_number", "contact", "standards", "signed_on")}
    return {**kept, "ended_on": last_day(row.ended_on)}


class ConductForm(ChangeForm):
    """A standard that was not kept."""

    on = DateField(label="When")
    standard = forms.ChoiceField(label="Which standard was not kept?", choices=[("", "–"), *Standard.choices])
    words = forms.CharField(label="What happened", max_length=300, help_text="Without a worker's name")
    settled_on = DateField(label="Put right on", required=False)


class ProjectTeamForm(ChangeForm):
    """A team that a supplier sends as one."""

    name = forms.CharField(label="Name", max_length=120)
    purpose = forms.CharField(label="What it is for", max_length=300)
    overseen_by = forms.CharField(label="Who of the council oversees its practice", max_length=120)
    workers_agreed = forms.IntegerField(label="How many workers were agreed", min_value=1, max_value=200,
                                        widget=forms.TextInput(attrs=NARROW),
                                        error_messages={"invalid": "The number of workers must be a whole number"})  # fmt: skip
    other_monthly = PoundsField(label="Other services, £ a month", min_value=0, max_digits=10, decimal_places=2, initial=0,
                                       widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "decimal"}),
                                       help_text="What is paid beside the workers' hours",
                                       error_messages={"invalid": "Enter a number of pounds, such as 1250"})  # fmt: skip
    starts_on = DateField(label="First day")
    ends_on = DateField(label="Last day", required=False)

    def __init__(self, data=None, *, council: Council, **options):
        super().__init__(data, **options)
        self.fields["supplier"] = of_council(Supplier, council, "Supplier")
        self.fields["team"] = of_council(Team, council, "Team it works in")
        self.order_fields(["name", "supplier", "team", "purpose", "overseen_by", "workers_agreed", "other_monthly"])

    @property
    def answers(self) -> dict[str, Any]:
        given = super().answers
        return {**given, "ends_on": day_after(given["ends_on"])}


PROJECT = ("name", "supplier", "team", "purpose", "overseen_by", "workers_agreed", "other_monthly", "starts_on")


def project_initial(row: ProjectTeam) -> dict[str, Any]:
    """A project team as its form asks for it."""
    return {**{name: getattr(row, name) for name in PROJECT}, "ends_on": last_day(row.ends_on)}
