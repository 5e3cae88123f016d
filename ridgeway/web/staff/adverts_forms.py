"""Questions about adverts and requests to recruit."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils import timezone

from ridgeway.core.words import day as day_words
from ridgeway.domains.establishment.models import JobRole, Post
from ridgeway.domains.organisation.queries import Tree
from ridgeway.domains.recruitment.choices import (
    AdvertOutcome,
    CriterionKind,
    ExtendWhy,
    NotFilledWhy,
    RequestWhy,
    Source,
)
from ridgeway.domains.recruitment.models import Advert, AdvertTemplate
from ridgeway.domains.recruitment.queries.adverts import fitting
from ridgeway.domains.recruitment.queries.enquiries import contacts_in
from ridgeway.domains.recruitment.queries.vacancies import Vacancy
from ridgeway.web.forms import DateField, PoundsField

from .changing import ChangeForm
from .enquiries_forms import PlaceField

TIMES = [("09:00", "9 in the morning"), ("12:00", "noon"), ("17:00", "5 in the afternoon"), ("23:59", "one minute to midnight")]  # fmt: skip
_LONG = {
    "about": 6,
    "week": 5,
    "team_words": 4,
    "next_steps": 4,
    "summary": 2,
    "words": 3,
    "essential": 5,
    "desirable": 3,
}
_MONEY = {"class": "govuk-input--width-4", "inputmode": "decimal"}
# what an advert cannot go out without: not called optional, though a draft can be saved without it
NEEDED = frozenset({"title", "summary", "week", "place", "pay_low", "contact_name", "next_steps"})
HELP = {
    "title": "As people would look for it: Social worker, West hub",
    "pay_low": "A year, in pounds, without the supplement",
    "supplement_low": "A year, in pounds",
    "supplement_words": "What it is and until when it is fixed: 10% market supplement, fixed until June 2027",
    "grade_words": "Grade J",
    "is_hard_to_fill": "It stands first on the careers site",
    "postcode": "BA14 8JN, or its first half. People look for jobs by distance from where they live",
    "interviews_on": "So that nobody has to ask",
    "team_words": "How big it is, who leads it, what it is good at",
}


def shaped(field, **options) -> forms.Field | None:
    """A field of the model as our forms ask for it."""
    if field.get_internal_type() == "DateField":
        return DateField(label=_label(field), required=False, help_text=HELP.get(field.name, ""))
    if field.get_internal_type() == "TextField":
        options["widget"] = forms.Textarea(attrs={"rows": _LONG.get(field.name, 4)})
    if field.get_internal_type() == "DecimalField":
        wrong = f"{_label(field)} must be a number of pounds, such as 38,220"
        options |= {
            "form_class": PoundsField,
            "widget": forms.TextInput(attrs=_MONEY),
            "error_messages": {"invalid": wrong},
        }
    made = field.formfield(**options)
    if made is not None:
        made.label = _label(field)
        made.help_text = HELP.get(field.name, made.help_text)
        if isinstance(made.widget, forms.NumberInput):
            made.widget = forms.TextInput(attrs={"class": "govuk-input--width-2", "inputmode": "numeric"})
        if isinstance(made, forms.CharField):
            made.max_length = made.max_length or 6000
        made.widget.attrs["quiet_optional"] = field.name in NEEDED
    return made


def _label(field) -> str:
    words = "number of people" if field.name == "how_many" else str(field.verbose_name)
    return words[:1].upper() + words[1:]


def of_model(model: Any, names: Iterable[str]) -> dict[str, forms.Field]:
    """The fields of a model that have these names, in their order."""
    shape: Any = shaped
    return dict(fields_for_model(model, fields=list(names), formfield_callback=shape))


# the steps of building an advert: key, name, what is asked, and what stays open once it is published
JOB = ("title", "how_many", "pattern", "contract_kind", "hours", "grade_words", "pay_low", "pay_high", "supplement_low",
       "supplement_high", "supplement_words", "is_hard_to_fill", "takes_expressions", "is_internal")  # fmt: skip
WORDS = ("summary", "week", "about", "team_words")
WHO = ("place", "postcode", "manager_name", "contact_name", "contact_telephone", "contact_email")
DATES = ("shortlist_on", "interviews_on", "next_steps")
_FIXED = frozenset({"takes_expressions", "is_internal"})


class StepForm(ChangeForm):
    """One step: some fields of an advert."""

    names: tuple[str, ...] = ()

    def __init__(self, data=None, *, advert: Advert, **options):
        self.advert = advert
        names = [name for name in self.names if advert.state == "draft" or name not in _FIXED]
        initial = {name: _plain(getattr(advert, name)) for name in names}
        super().__init__(data, initial={**initial, **options.pop("initial", {})}, **options)
        self.fields.update(of_model(Advert, names))


def _plain(value: Any) -> Any:
    """An amount without pence where it has none."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) and value == value.to_integral_value() else value


class JobForm(StepForm):
    names = JOB


class WordsForm(StepForm):
    names = WORDS


class WhoForm(StepForm):
    names = WHO

    def __init__(self, data=None, *, advert: Advert, **options):
        super().__init__(data, advert=advert, **options)
        self.users = {str(user.pk): user for user in contacts_in(advert.council, timezone.localtime().date())}
        self.fields["contact"] = forms.ChoiceField(
            label="Named contact", required=False, choices=[("", "Nobody here"), *((pk, u.name) for pk, u in self.users.items())],
            initial=str(advert.contact_id or ""), help_text="Who answers those who ask about this job",
        )  # fmt: skip
        self.fields["contact_name"].help_text = "As it is shown. Left empty, it is the named contact’s"
        self.order_fields(["place", "postcode", "manager_name", "contact"])

    def clean(self):
        cleaned = super().clean()
        user = self.users.get(cleaned.get("contact", ""))
        cleaned["contact"] = user
        if user and not cleaned.get("contact_name"):
            cleaned |= {"contact_name": user.name, "contact_email": cleaned.get("contact_email") or user.email}
        return cleaned


def closing_fields(moment: dt.datetime | None) -> dict[str, forms.Field]:
    """A day and a time of a short list, as what `closing_of` reads."""
    local = timezone.localtime(moment) if moment else None
    times = list(TIMES)
    chosen = f"{local:%H:%M}" if local else "23:59"
    if chosen not in dict(times):
        times.append((chosen, chosen))
    return {
        "closes_on": DateField(label="Last day to apply", initial=local.date() if local else None),
        "closes_time": forms.ChoiceField(label="Until", choices=times, initial=chosen),
    }


def closing_of(cleaned: dict[str, Any]) -> dt.datetime | None:
    """The moment, out of the day and the time."""
    on, time = cleaned.pop("closes_on", None), cleaned.pop("closes_time", "")
    return timezone.make_aware(dt.datetime.combine(on, dt.time.fromisoformat(time))) if on and time else None


class DatesForm(StepForm):
    names = DATES

    def __init__(self, data=None, *, advert: Advert, **options):
        super().__init__(data, advert=advert, **options)
        if advert.state == "draft":
            self.fields.update(closing_fields(advert.closes_at))
            self.order_fields(["closes_on", "closes_time"])

    def clean(self):
        cleaned = super().clean()
        if closes_at := closing_of(cleaned):
            cleaned["closes_at"] = closes_at
            if closes_at <= timezone.now():
                self.add_error("closes_on", "The last day to apply must be still to come")
        return cleaned


class AsksForm(ChangeForm):
    """What is asked for: a line a thing."""

    essential = forms.CharField(required=False, help_text="One a line. People say how they meet each, and are scored against it",
                                max_length=6000, widget=forms.Textarea(attrs={"rows": 6, "quiet_optional": True}))  # fmt: skip
    desirable = forms.CharField(
        required=False, help_text="One a line", max_length=6000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data=None, *, advert: Advert, **options):
        rows = list(advert.criteria.all())
        initial = {
            "essential": "\n".join(row.words for row in rows if row.is_essential),
            "desirable": "\n".join(row.words for row in rows if not row.is_essential),
        }
        super().__init__(data, initial=initial, **options)

    @property
    def answers(self) -> dict[str, Any]:
        return {
            "criteria": [(line, kind) for kind in CriterionKind.values for line in self.cleaned_data[kind].splitlines()]
        }


TAKEN = "One of those posts is asked for already, or somebody holds it: choose from this list"


class PostsField(forms.TypedMultipleChoiceField):
    """Some of the posts that are offered, each with its team and role."""

    def __init__(self, vacancies: list[Vacancy], **options):
        posts = {str(pk): post for pk, post in Post.objects.in_bulk([v.post_id for v in vacancies]).items()}
        choices = [(str(v.post_id), f"{v.number}, {v.team}, {v.role}") for v in vacancies]
        super().__init__(choices=choices, coerce=posts.__getitem__, **options)


class AskForm(ChangeForm):
    """Which posts somebody asks to recruit to, and why."""

    why = forms.ChoiceField(label="Reason", choices=RequestWhy.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label="In your own words", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data=None, *, vacancies: list[Vacancy], **options):
        super().__init__(data, **options)
        self.fields["posts"] = PostsField(
            vacancies,
            error_messages={"required": "Choose at least one post", "invalid_choice": TAKEN},
        )
        self.order_fields(["posts", "why", "words"])


class PostsForm(ChangeForm):
    """Which posts an advert is to fill."""

    def __init__(self, data=None, *, vacancies: list[Vacancy], chosen: list[int], **options):
        super().__init__(data, **options)
        self.fields["posts"] = PostsField(
            vacancies, label="Posts", required=False, initial=[str(pk) for pk in chosen],
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip


class DecideForm(ChangeForm):
    """Approve or refuse."""

    decision = forms.ChoiceField(
        label="Decision", choices=[("approved", "Approve"), ("refused", "Refuse")], widget=forms.RadioSelect
    )
    words = forms.CharField(
        label="What the person who asked should know", required=False, max_length=300, help_text="Needed where you refuse",
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class BeginForm(ChangeForm):
    """What an advert begins with."""

    def __init__(
        self, data=None, *, templates: list[AdvertTemplate], role: JobRole | None = None, service="", **options
    ):
        super().__init__(data, **options)
        fits = templates if role is None else fitting(templates, role, service)
        self.templates = {str(t.pk): t for t in fits}
        self.fields["template"] = forms.ChoiceField(
            label="Template", choices=[*((pk, t.name) for pk, t in self.templates.items()), ("none", "An empty advert")],
            widget=forms.RadioSelect, initial=next(iter(self.templates), "none"),
        )  # fmt: skip

    def clean_template(self) -> AdvertTemplate | None:
        return self.templates.get(self.cleaned_data["template"])


class BeginAnywhereForm(BeginForm):
    """An advert without a request: for which service or team, and which role."""

    def __init__(self, data=None, *, tree: Tree, templates: list[AdvertTemplate], **options):
        super().__init__(data, templates=templates, **options)
        place: Any = PlaceField(tree, label="Service or team")
        place.choices = [choice for choice in place.choices if choice[0]]
        place.required = True
        self.fields["place"] = place
        self.fields["role"] = forms.ModelChoiceField(JobRole.objects.filter(council=tree.council), label="Job role")
        self.order_fields(["place", "role", "template"])


class PublishForm(ChangeForm):
    """When an advert goes out."""

    goes_out_on = DateField(label="Goes out on", required=False, help_text="Leave it empty to publish now")

    def clean(self):
        cleaned = super().clean()
        on = cleaned.pop("goes_out_on", None)
        cleaned["goes_out_at"] = timezone.make_aware(dt.datetime.combine(on, dt.time(9))) if on else None
        return cleaned


class ExtendForm(ChangeForm):
    """Until when an advert runs longer, and why."""

    def __init__(self, data=None, *, advert: Advert, **options):
        super().__init__(data, **options)
        self.fields.update(closing_fields(advert.closes_at))
        for name, label in (("shortlist_on", "Shortlist by"), ("interviews_on", "Interviews on")):
            if on := getattr(advert, name):
                said = f"It says {day_words(on)}. Left empty, it stays, or moves with the last day to apply where it would come before that"
                self.fields[name] = DateField(label=label, required=False, help_text=said)
        self.fields["why"] = forms.ChoiceField(label="Reason", choices=ExtendWhy.choices, widget=forms.RadioSelect)
        self.fields["words"] = forms.CharField(label="In your own words", required=False, max_length=150)

    def clean(self):
        cleaned = super().clean()
        if closes_at := closing_of(cleaned):
            cleaned["closes_at"] = closes_at
        return cleaned


class CloseForm(ChangeForm):
    """Why an advert closes early."""

    words = forms.CharField(label="Reason", max_length=200, help_text="Those who applied see it")


class SettleForm(ChangeForm):
    """What came of an advert."""

    outcome = forms.ChoiceField(label="Outcome", choices=AdvertOutcome.choices, widget=forms.RadioSelect)
    channel = forms.ChoiceField(
        label="How those who were appointed heard of us", required=False, choices=[("", "–"), *Source.choices]
    )
    why = forms.ChoiceField(
        label="Where it was not filled, or not wholly: why", required=False, choices=[("", "–"), *NotFilledWhy.choices]
    )
    words = forms.CharField(label="Anything else", required=False, max_length=200)


class TemplateForm(ChangeForm):
    """The words of a template."""

    names = ("name", "role", "title", "summary", "week", "about", "team_words", "essential", "desirable", "next_steps", "pattern",
             "contract_kind", "hours", "grade_words", "pay_low", "pay_high", "supplement_low", "supplement_high",
             "supplement_words")  # fmt: skip

    def __init__(self, data=None, *, council, template: AdvertTemplate | None = None, **options):
        initial = {name: _plain(getattr(template, name)) for name in self.names} if template else {}
        super().__init__(data, initial=initial, **options)
        self.fields.update(of_model(AdvertTemplate, self.names))
        self.fields["role"].queryset = JobRole.objects.filter(council=council)  # type: ignore[attr-defined]


class NothingForm(ChangeForm):
    """Asks nothing: sure?"""
