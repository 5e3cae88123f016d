"""What a referee is asked, and what a shortlisted candidate discloses."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ridgeway.web.forms import DateField

from .forms import YES_NO, SectionForm, _choice, _text, _words

RATINGS = [
    ("4", _("Outstanding")),
    ("3", _("Good")),
    ("2", _("Enough")),
    ("1", _("Not enough")),
    ("0", _("Cannot say")),
]
RATED = {
    "practice": _("Work with children, adults and families"), "judgement": _("Judgement and assessment"), "recording": _("Recording"),
    "deadlines": _("Keeping to time"), "colleagues": _("Work with colleagues"), "supervision": _("Use of supervision"),
    "conduct": _("Honesty and conduct"), "pressure": _("Work under pressure"),
}  # fmt: skip


class RefereeForm(SectionForm):
    """Somebody who knows the candidate's work."""

    name = _text(_("Name"))
    organisation = _text(_("Where they work"))
    email = forms.EmailField(label=_("Their e-mail address at work"), max_length=254)
    telephone = _text(_("Their telephone number"), most=40, needed=False, inputmode="tel")
    knows_as = _text(_("How they know you"), most=200)
    is_employer = forms.BooleanField(label=_("This is my current or last employer"), required=False)


class ReferenceForm(SectionForm):
    """A reference."""

    can_give = _choice(_("Can you give a reference?"), YES_NO)
    why_not = _words(_("Why not?"), needed=False, rows=2, most=400)
    may_share = _choice(_("May we show it to the candidate if they ask?"), YES_NO, needed=False)
    known_as = _text(_("How do you know the candidate?"), needed=False, most=200, help_text=_("Such as line manager"))
    from_day = DateField(label=_("They worked with you from"), required=False)
    until_day = DateField(label=_("Until"), required=False, help_text=_("Leave it empty if they still do"))
    job_title = _text(_("Their job"), needed=False)
    leaving = _text(_("Why did they leave?"), needed=False, most=200)
    again = _choice(_("Would you employ them again?"), [*YES_NO, ("other", _("In another job"))], needed=False)
    again_words = _words(_("If not in the same job, why?"), needed=False, rows=2)
    investigated = _choice(
        _("Are they, or were they, under a disciplinary investigation or warning?"), YES_NO, needed=False
    )
    allegations = _choice(_("Do you know of any allegation or concern about their conduct with children or adults at risk?"), YES_NO, needed=False)  # fmt: skip
    concern_words = _words(_("What was it, and what came of it?"), needed=False)
    fit = _choice(
        _("Is there any reason why they should not work with children or adults at risk?"), YES_NO, needed=False
    )
    fit_words = _words(_("What is the reason?"), needed=False)
    depends = {
        "why_not": ("can_give", "no", _("Say why not")),
        "known_as": ("can_give", "yes", _("Say how you know the candidate")),
        "from_day": ("can_give", "yes", _("Enter the day they began to work with you")),
        "job_title": ("can_give", "yes", _("Enter their job")),
        "again": ("can_give", "yes", _("Say whether you would employ them again")),
        "investigated": ("can_give", "yes", _("Answer this question")),
        "allegations": ("can_give", "yes", _("Answer this question")),
        "fit": ("can_give", "yes", _("Answer this question")),
        "fit_words": ("fit", "yes", _("Say what the reason is")),
    }

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        for key, words in RATED.items():
            self.fields[f"rate_{key}"] = forms.ChoiceField(
                label=words, choices=[("", _("Choose")), *RATINGS], required=False
            )
        self.fields["more"] = _words(_("Anything else we should know"), needed=False)

    def clean(self):
        given = super().clean()
        worried = "yes" in (given.get("investigated"), given.get("allegations"))
        if worried and not given.get("concern_words"):
            self.add_error("concern_words", _("Say what it was, and what came of it"))
        began, until = given.get("from_day"), given.get("until_day")
        if began and began > timezone.localdate():
            self.add_error("from_day", _("The day they began must not be still to come"))
        if began and until and until < began:
            self.add_error("until_day", _("The last day must not be before the day they began"))
        return given


DISCLOSED = {
    "unspent": _("Do you have any unspent conviction or caution?"),
    "spent": _("Do you have any spent conviction or caution that is not protected?"),
    "barred": _("Are you on a barred list, or barred from working with children or adults?"),
    "referred": _("Have you ever been referred to the Disclosure and Barring Service?"),
    "social_care": _("Have children's or adult services ever looked into your care of a child or an adult?"),
    "dismissed": _("Have you ever been dismissed for misconduct, or left while it was looked into?"),
    "regulator": _("Has a regulator ever acted on your registration?"),
}


class DisclosureForm(SectionForm):
    """What somebody discloses. Each yes asks what it was."""

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        for key, words in DISCLOSED.items():
            self.fields[key] = _choice(words, YES_NO)
        self.fields["words"] = _words(
            _("For each Yes: what was it, when, and what came of it?"), needed=False, rows=6,
            help_text=_("Leave out convictions and cautions that are protected: you do not have to tell us of those"),
        )  # fmt: skip
        self.fields["is_true"] = forms.BooleanField(label=_("What I say here is true and complete"))

    def clean(self):
        given = super().clean()
        if any(given.get(key) == "yes" for key in DISCLOSED) and not given.get("words"):
            self.add_error("words", _("Say what it was, when, and what came of it"))
        return given
