"""Questions about enquiries."""

import datetime as dt

from django import forms
from django.utils import timezone

from ridgeway.core.words import day as day_words
from ridgeway.domains.campaigns.models import Event
from ridgeway.domains.establishment.models import JobRole
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Service, Team, User
from ridgeway.domains.organisation.queries import Tree
from ridgeway.domains.recruitment.choices import CLOSING, CallKind, CallResult, Placed, Source, Way
from ridgeway.domains.recruitment.models import Call, Enquiry
from ridgeway.domains.recruitment.queries import enquiries as queries
from ridgeway.web.chrome import words_of
from ridgeway.web.forms import DateField

from .changing import ChangeForm

_MIDDAY = dt.time(12)
_CHOICE = forms.RadioSelect


def _blank(choices) -> list[tuple[str, str]]:
    return [("", "–"), *choices]


class PlaceField(forms.TypedChoiceField):
    """A service or a team of a tree, by its path; its value says which. What the person does not wholly answer for is not offered."""

    def __init__(self, tree: Tree, **options):
        scopes = {scope.path: scope for scope in tree.scopes if scope.whole and not scope.is_council}
        blank = [("", "Not said")] if tree.whole else []
        super().__init__(
            choices=[*blank, *[(path, words_of(scope)) for path, scope in scopes.items()]],
            coerce=lambda path: scopes[path],
            empty_value=None,
            required=not tree.whole,
            **options,
        )


def of_place(scope) -> dict[str, Service | Team | None]:
    """The service and team of a scope, as an action takes them."""
    return {"service": scope.service if scope else None, "team": scope.team if scope else None}


class EventField(forms.ModelChoiceField):
    """An event by its name and day."""

    def label_from_instance(self, obj) -> str:
        return f"{obj.name}, {day_words(obj.on)}"


class EnquiryForm(ChangeForm):
    """An enquiry as it is taken: on one page, quick on a telephone."""

    name = forms.CharField(max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    telephone = forms.CharField(
        max_length=40, required=False, widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"})
    )
    email = forms.EmailField(
        label="E-mail address", required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    about = forms.CharField(
        label="What about?", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    way = forms.ChoiceField(label="How it came", choices=Way.choices, initial=Way.CALL)
    source = forms.ChoiceField(label="How did they hear of us?", choices=Source.choices, initial=Source.UNASKED)
    source_words = forms.CharField(label="Which site, paper or event", required=False, max_length=120)
    colleague = forms.CharField(label="Who told them, where it was word of mouth", required=False, max_length=120)
    near = forms.CharField(
        label="Where they want to work", required=False, max_length=80, help_text="A town or a postcode"
    )
    event = EventField(Event.objects.none(), label="Met at", required=False, empty_label="–")
    came_on = DateField(label="Day it came, where that was not today", required=False)
    consent_to_keep = forms.BooleanField(label="May be kept in touch with for a year", required=False)

    def __init__(self, data=None, *, tree: Tree, at: dt.datetime, **options):
        super().__init__(data, **options)
        self.at = at
        self.fields["place"] = PlaceField(tree, label="Service or team")
        self.fields["role"] = forms.ModelChoiceField(
            JobRole.objects.filter(council=tree.council), label="Job role", required=False, empty_label="–"
        )
        self.fields["event"].queryset = Event.objects.filter(  # type: ignore[attr-defined]
            council=tree.council, on__lte=timezone.localtime(at).date()
        ).order_by("-on", "name")
        self.order_fields(["name", "telephone", "email", "about", "way", "event", "source", "source_words", "colleague", "place",
                           "near", "role", "came_on", "consent_to_keep"])  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("telephone") and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("telephone", "Enter a telephone number or an e-mail address, or nobody can answer")
        on = cleaned.pop("came_on", None)
        if on and on > timezone.localtime(self.at).date():
            self.add_error("came_on", "The day it came cannot be later than today")
        elif on and on != timezone.localtime(self.at).date():
            cleaned["came_at"] = timezone.make_aware(dt.datetime.combine(on, _MIDDAY))
        return cleaned


class CallForm(ChangeForm):
    """One attempt. Short enough to be filled in while the telephone is put down."""

    result = forms.ChoiceField(label="What came of it", choices=CallResult.choices, widget=_CHOICE)
    words = forms.CharField(label="What was said", required=False, max_length=2000)
    ring_again_at = forms.DateTimeField(
        label="Ring again",
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    kind = forms.ChoiceField(choices=CallKind.choices, required=False)

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or CallKind.CALL


class CallCorrectionForm(CallForm):
    """What a call was, said otherwise; on a page of its own."""

    kind = forms.ChoiceField(label="How", choices=CallKind.choices)

    def __init__(self, data=None, *, call: Call, **options):
        names = ("kind", "result", "words", "ring_again_at")
        super().__init__(data, initial={name: getattr(call, name) for name in names}, **options)
        self.order_fields(names)


class CloseForm(ChangeForm):
    """How an enquiry ended."""

    outcome = forms.ChoiceField(label="How it ended", choices=CLOSING, widget=_CHOICE)
    words = forms.CharField(label="Which programme, why not, or anything else", required=False, max_length=200)
    placed = forms.ChoiceField(label="On a programme", choices=_blank(Placed.choices), required=False)
    ring_again_on = DateField(label="Not now: ring again on", required=False)


class ContactForm(ChangeForm):
    """Who answers."""

    def __init__(self, data=None, *, council, day, **options):
        super().__init__(data, **options)
        self.fields["contact"] = contact_field(council, day)


def contact_field(council, day) -> forms.TypedChoiceField:
    """One of those who may answer enquiries in a council."""
    users: dict[str, User] = {str(user.pk): user for user in queries.contacts_in(council, day)}
    return forms.TypedChoiceField(
        label="Named contact", choices=[(pk, user.name) for pk, user in users.items()], coerce=users.__getitem__
    )


class ConsentForm(ChangeForm):
    """Until when somebody may be kept in touch with."""

    until = DateField(
        label="May be kept in touch with until", required=False, help_text="Leave it empty when they no longer agree"
    )


class MergeForm(ChangeForm):
    """Which enquiry goes on for both."""

    def __init__(self, data=None, *, user, council, **options):
        super().__init__(data, **options)
        mine = Enquiry.objects.visible_to(user, Permission.ENQUIRIES_EDIT).filter(council=council)
        self.fields["into"] = forms.ModelChoiceField(mine, error_messages={"invalid_choice": "Choose another enquiry"})


class PromiseForm(ChangeForm):
    """What the council promises those who enquire."""

    hours = forms.IntegerField(
        label="Working hours to answer", min_value=1, max_value=200, widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"})
    )  # fmt: skip
    opens = forms.TimeField(
        label="Somebody answers from", widget=forms.TextInput(attrs={"class": "govuk-input--width-5"})
    )
    closes = forms.TimeField(label="Until", widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}))
    closed = forms.CharField(
        label="Closed days beside bank holidays", required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One to a line, such as 27 12 2026. Bank holidays of England are known",
    )  # fmt: skip

    def clean_closed(self) -> list[dt.date]:
        lines = [line.strip() for line in self.cleaned_data["closed"].splitlines() if line.strip()]
        return [_day_in(line) for line in lines]


def _day_in(line: str) -> dt.date:
    try:
        day, month, year = (int(part) for part in line.replace("/", " ").replace(".", " ").split())
        return dt.date(year, month, day)
    except ValueError as error:
        raise forms.ValidationError(f"“{line[:30]}” is not a day, such as 27 12 2026") from error


class RuleForm(ChangeForm):
    """Who answers which enquiries."""

    order = forms.IntegerField(
        min_value=1, max_value=999, initial=1, help_text="The first rule that fits counts, the lowest number first",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(self, data=None, *, tree: Tree, day: dt.date, **options):
        super().__init__(data, **options)
        self.fields["place"] = PlaceField(tree, label="Enquiries for")
        self.fields["place"].choices = [("", "Any service"), *list(self.fields["place"].choices)[1:]]
        self.fields["role"] = forms.ModelChoiceField(
            JobRole.objects.filter(council=tree.council), label="Job role", required=False, empty_label="Any role"
        )
        self.fields["near"] = forms.CharField(
            label="Places", required=False, max_length=200,
            help_text="Towns or postcode districts, with commas between, such as Salisbury, Amesbury, SP1. Empty: anywhere",
        )  # fmt: skip
        self.fields["contact"] = contact_field(tree.council, day)
