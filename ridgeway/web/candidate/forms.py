"""The questions of an application, one form to a section. What a form took is kept as plain text, lists and ISO dates."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from ridgeway.domains.recruitment.application_rules import referees_wrong
from ridgeway.domains.recruitment.choices import EQUALITY, DocumentKind, Source
from ridgeway.web.forms import DateField

YES_NO = [("yes", _("Yes")), ("no", _("No"))]
_RADIO = forms.RadioSelect
WORDS = 4000


def said(kinds: type[TextChoices]) -> list[tuple[str, Any]]:
    """The choices of a kind in the language that is spoken when they are shown."""
    return [(key, gettext_lazy(words)) for key, words in kinds.choices]


def _area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _text(
    label: Any, *, most: int = 120, needed: bool = True, help_text: Any = "", width: int = 0, **attrs: str
) -> forms.CharField:
    if width:
        attrs["class"] = f"govuk-input--width-{width}"
    return forms.CharField(
        label=label, max_length=most, required=needed, help_text=help_text, widget=forms.TextInput(attrs=attrs)
    )


def _words(
    label: Any, *, needed: bool = True, help_text: Any = "", rows: int = 4, most: int = WORDS
) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=needed, help_text=help_text, widget=_area(rows))


def _choice(label: Any, choices, *, needed: bool = True, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=needed, help_text=help_text, widget=_RADIO)


class SectionForm(forms.Form):
    """One section. `partly`: kept for later, so nothing need be answered; what is answered must still be right."""

    depends: dict[str, tuple[str, str, Any]] = {}  # field: (the question before it, its answer, what to say when empty)

    def __init__(self, data=None, *, partly: bool = False, **options):
        super().__init__(data, **options)
        self.partly = partly
        if partly:
            for field in self.fields.values():
                field.required = False

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name, (before, answer, sentence) in self.depends.items():
            if not self.partly and given.get(before) == answer and not given.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        return given

    @property
    def plain(self) -> dict[str, Any]:
        """What was answered, as it is kept."""
        return {
            name: value.isoformat() if isinstance(value, dt.date) else value
            for name, value in self.cleaned_data.items()
            if value not in (None, "", [])
        }


class About(SectionForm):
    """Who they are and how they are reached."""

    name = _text(_("Full name"), autocomplete="name", spellcheck="false")
    previous_names = _text(_("Names you had before"), needed=False)
    telephone = _text(_("Telephone number"), most=40, autocomplete="tel", inputmode="tel", width=20)
    address = _words(_("Address"), rows=3, most=400)
    right_to_work = _choice(
        _("May you work in the United Kingdom?"), [*YES_NO, ("sponsor", _("I would need a sponsor"))]
    )
    works_here = _choice(_("Do you work for this council now?"), YES_NO)
    starts = _words(_("When could you start?"), needed=False, rows=2, most=200, help_text=_("Your notice, or a date"))

    def clean_telephone(self) -> str:
        text = self.cleaned_data["telephone"]
        if text and sum(c.isdigit() for c in text) < 6:
            raise forms.ValidationError(_("Enter a telephone number with at least six figures"))
        return text


class Registration(SectionForm):
    """The regulator's register."""

    registered = _choice(
        _("Are you registered with Social Work England?"), [*YES_NO, ("applied", _("I have applied, or qualify soon"))]
    )
    number = _text(
        _("Registration number"), most=12, needed=False, help_text=_("SW and up to six figures, such as SW012345"),
        width=10,
    )  # fmt: skip
    expected = _words(_("When do you expect to be registered?"), needed=False, rows=2, most=200)
    conditions = _choice(_("Is there any condition, warning or investigation on your registration?"), YES_NO)
    conditions_words = _words(_("What is it about?"), needed=False)
    depends = {
        "number": ("registered", "yes", _("Enter the registration number")),
        "conditions_words": ("conditions", "yes", _("Say what it is about")),
    }

    def clean_number(self) -> str:
        text = self.cleaned_data["number"].replace(" ", "").upper()
        if text and not (text.startswith("SW") and text[2:].isdigit() and 1 <= len(text[2:]) <= 10):
            raise forms.ValidationError(_("Enter SW and the figures after it, such as SW012345"))
        return text


class Qualification(SectionForm):
    """One qualification."""

    name = _text(_("Qualification"), help_text=_("Such as BA Social Work"))
    institution = _text(_("Where you studied"))
    awarded = _text(_("Year it was awarded"), most=4, inputmode="numeric", width=4)

    def clean_awarded(self) -> str:
        text = self.cleaned_data["awarded"]
        if text and not (text.isascii() and text.isdigit() and 1940 <= int(text) <= 2100):
            raise forms.ValidationError(_("Enter a year of four figures, such as 2014"))
        return text


class Job(SectionForm):
    """One job, or other time accounted for."""

    title = _text(_("Job title"))
    employer = _text(_("Employer"))
    starts = DateField(
        label=_("Started on"),
        help_text=_("The first of the month will do"),
        error_messages={"required": _("Enter the day you started")},
    )
    ends = DateField(label=_("Ended on"), required=False, help_text=_("Leave it empty if you work there now"))
    duties = _words(_("What you did"), rows=3, needed=False)
    leaving = _words(_("Why you left, or want to leave"), rows=2, most=400)

    def __init__(self, data=None, *, today: dt.date, **options):
        super().__init__(data, **options)
        self.today = today

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        starts, ends = given.get("starts"), given.get("ends")
        if starts and starts > self.today:
            self.add_error("starts", _("The day you started must not be still to come"))
        if starts and ends and ends < starts:
            self.add_error("ends", _("The day it ended must not be before the day you started"))
        return given


class Explained(SectionForm):
    """What somebody did in a gap."""

    words = _words(
        _("What did you do in this time?"),
        rows=2,
        most=400,
        help_text=_("Study, caring for somebody, travel, looking for work"),
    )


class Criteria(SectionForm):
    """How they meet each thing that is asked for: one field for each of the advert's criteria."""

    def __init__(self, data=None, *, criteria, **options):
        super().__init__(data, **options)
        for row in criteria:
            self.fields[f"c{row.pk}"] = _words(row.words, needed=row.is_essential and not self.partly, rows=5)
        if not criteria:
            self.fields["why"] = _words(_("Why this job, and what would you bring?"), needed=not self.partly, rows=8)


class Referees(SectionForm):
    """Two people who know their work. Nobody is asked before shortlisting."""

    name_1 = _text(_("Name"))
    organisation_1 = _text(_("Where they work"))
    email_1 = forms.EmailField(label=_("Their e-mail address at work"), max_length=254)
    telephone_1 = _text(_("Their telephone number"), most=40, needed=False, inputmode="tel")
    knows_as_1 = _text(_("How they know you"), most=200)
    name_2 = _text(_("Name"))
    organisation_2 = _text(_("Where they work"))
    email_2 = forms.EmailField(label=_("Their e-mail address"), max_length=254)
    telephone_2 = _text(_("Their telephone number"), most=40, needed=False, inputmode="tel")
    knows_as_2 = _text(_("How they know you"), most=200)

    def __init__(self, data=None, *, names=(), own_email: str = "", **options):
        super().__init__(data, **options)
        self.names, self.own_email = names, own_email

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        for field, sentence in referees_wrong(given, names=self.names, own_email=self.own_email).items():
            self.add_error(field, gettext(sentence))
        return given


def referees_in(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The two people a section names; the first is the current or last employer."""
    names = ("name", "organisation", "email", "telephone", "knows_as")
    rows = [{name: data.get(f"{name}_{number}", "") for name in names} for number in (1, 2)]
    return [{**row, "is_employer": number == 0} for number, row in enumerate(rows) if row["email"]]


class Declarations(SectionForm):
    """What is declared before sending. Nothing about convictions: that is asked after shortlisting, of those who are shortlisted."""

    related = _choice(_("Are you related to, or close to, a councillor or somebody who works for the council?"), YES_NO)
    related_words = _words(_("Who, and how?"), needed=False, rows=2, most=400)
    safeguarding = _choice(_("Has there ever been a safeguarding concern about you at work?"), YES_NO)
    safeguarding_words = _words(_("What was it, and what came of it?"), needed=False)
    is_true = forms.BooleanField(label=_("What I say in this application is true and complete"))
    depends = {
        "related_words": ("related", "yes", _("Say who, and how")),
        "safeguarding_words": ("safeguarding", "yes", _("Say what it was, and what came of it")),
    }


class Support(SectionForm):
    """What they need at an interview, and at work."""

    needs = _choice(_("Do you need anything changed so that you can take part in an interview?"), YES_NO)
    needs_words = _words(
        _("What would help?"), needed=False, help_text=_("A ramp, more time, an interpreter, the questions beforehand")
    )
    scheme = _choice(
        _("Are you disabled, and want to be interviewed if you meet what is essential?"),
        [("yes", _("Yes")), ("no", _("No, or I would rather not say"))], needed=True,
    )  # fmt: skip
    depends = {"needs_words": ("needs", "yes", _("Say what would help"))}


class Heard(SectionForm):
    """How they heard of the job."""

    source = _choice(
        _("How did you hear about this job?"), [choice for choice in said(Source) if choice[0] != Source.UNASKED]
    )
    words = _text(_("Which site, paper or event?"), needed=False)
    colleague = _text(_("Who told you, if it was somebody who works here?"), needed=False)


class Equality(SectionForm):
    """The equality questions. None needs an answer."""

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        words = {
            "sex": _("What is your sex?"), "age": _("How old are you?"), "ethnicity": _("What is your ethnic group?"),
            "disability": _("Do you have a disability or long-term condition?"), "orientation": _("What is your sexual orientation?"),
            "religion": _("What is your religion?"),
        }  # fmt: skip
        for key, choices in EQUALITY.items():
            self.fields[key] = _choice(words[key], said(choices), needed=False)


class Expression(SectionForm):
    """The five questions for jobs that are hard to fill."""

    name = _text(_("Your name"), autocomplete="name", spellcheck="false")
    telephone = _text(_("The number we can ring"), most=40, autocomplete="tel", inputmode="tel", width=20)
    email = forms.EmailField(label=_("Your e-mail address"), max_length=254)
    registered = _choice(_("Are you a registered social worker?"), [*YES_NO, ("soon", _("I will be within a year"))])
    words = _words(_("What draws you to this job, and when may we ring?"), rows=4, most=1000)
    # nobody sees this field: what is filled in here was filled in by a machine
    website = forms.CharField(
        label=_("Leave this empty"), required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def clean_telephone(self) -> str:
        return About.clean_telephone(self)  # type: ignore[arg-type]


class DocumentForm(forms.Form):
    """A file and what it is."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=said(DocumentKind), widget=_RADIO)
    file = forms.FileField(label=_("File"), help_text=_("PDF, Word (.docx), JPEG or PNG, up to 8 MB"))


class EmailForm(forms.Form):
    """Where the link is sent."""

    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, help_text=_("We send you a link: there is no password to remember"),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )  # fmt: skip


FORMS: dict[str, type[SectionForm]] = {
    "about": About,
    "registration": Registration,
    "criteria": Criteria,
    "referees": Referees,
    "declarations": Declarations,
    "support": Support,
    "heard": Heard,
    "equality": Equality,
}
