"""What a referee is asked, and what a shortlisted candidate discloses."""

from django import forms

from ridgeway.web.forms import DateField

from .forms import YES_NO, SectionForm, _choice, _text, _words

RATINGS = [("4", "Outstanding"), ("3", "Good"), ("2", "Enough"), ("1", "Not enough"), ("0", "Cannot say")]
RATED = {
    "practice": "Work with children, adults and families", "judgement": "Judgement and assessment", "recording": "Recording",
    "deadlines": "Keeping to time", "colleagues": "Work with colleagues", "supervision": "Use of supervision",
    "conduct": "Honesty and conduct", "pressure": "Work under pressure",
}  # fmt: skip


class RefereeForm(SectionForm):
    """Somebody who knows the candidate's work."""

    name = _text("Name")
    organisation = _text("Where they work")
    email = forms.EmailField(label="Their e-mail address at work", max_length=254)
    telephone = _text("Their telephone number", most=40, needed=False, inputmode="tel")
    knows_as = _text("How they know you", most=200)
    is_employer = forms.BooleanField(label="This is my current or last employer", required=False)


class ReferenceForm(SectionForm):
    """A reference."""

    can_give = _choice("Can you give a reference?", YES_NO)
    why_not = _words("Why not?", needed=False, rows=2, most=400)
    may_share = _choice("May we show it to the candidate if they ask?", YES_NO, needed=False)
    known_as = _text("How do you know the candidate?", needed=False, most=200, help_text="Such as line manager")
    from_day = DateField(label="They worked with you from", required=False)
    until_day = DateField(label="Until", required=False, help_text="Leave it empty if they still do")
    job_title = _text("Their job", needed=False)
    leaving = _text("Why did they leave?", needed=False, most=200)
    again = _choice("Would you employ them again?", [*YES_NO, ("other", "In another job")], needed=False)
    again_words = _words("If not in the same job, why?", needed=False, rows=2)
    investigated = _choice(
        "Are they, or were they, under a disciplinary investigation or warning?", YES_NO, needed=False
    )
    allegations = _choice("Do you know of any allegation or concern about their conduct with children or adults at risk?", YES_NO, needed=False)  # fmt: skip
    concern_words = _words("What was it, and what came of it?", needed=False)
    fit = _choice("Is there any reason why they should not work with children or adults at risk?", YES_NO, needed=False)
    fit_words = _words("What is the reason?", needed=False)
    depends = {
        "why_not": ("can_give", "no", "Say why not"),
        "known_as": ("can_give", "yes", "Say how you know the candidate"),
        "from_day": ("can_give", "yes", "Enter the day they began to work with you"),
        "job_title": ("can_give", "yes", "Enter their job"),
        "again": ("can_give", "yes", "Say whether you would employ them again"),
        "investigated": ("can_give", "yes", "Answer this question"),
        "allegations": ("can_give", "yes", "Answer this question"),
        "fit": ("can_give", "yes", "Answer this question"),
        "fit_words": ("fit", "yes", "Say what the reason is"),
    }

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        for key, words in RATED.items():
            self.fields[f"rate_{key}"] = forms.ChoiceField(
                label=words, choices=[("", "Choose"), *RATINGS], required=False
            )
        self.fields["more"] = _words("Anything else we should know", needed=False)

    def clean(self):
        given = super().clean()
        worried = "yes" in (given.get("investigated"), given.get("allegations"))
        if worried and not given.get("concern_words"):
            self.add_error("concern_words", "Say what it was, and what came of it")
        return given


DISCLOSED = {
    "unspent": "Do you have any unspent conviction or caution?",
    "spent": "Do you have any spent conviction or caution that is not protected?",
    "barred": "Are you on a barred list, or barred from working with children or adults?",
    "referred": "Have you ever been referred to the Disclosure and Barring Service?",
    "social_care": "Have children's or adult services ever looked into your care of a child or an adult?",
    "dismissed": "Have you ever been dismissed for misconduct, or left while it was looked into?",
    "regulator": "Has a regulator ever acted on your registration?",
}


class DisclosureForm(SectionForm):
    """What somebody discloses. Each yes asks what it was."""

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        for key, words in DISCLOSED.items():
            self.fields[key] = _choice(words, YES_NO)
        self.fields["words"] = _words(
            "For each Yes: what was it, when, and what came of it?", needed=False, rows=6,
            help_text="Leave out convictions and cautions that are protected: you do not have to tell us of those",
        )  # fmt: skip
        self.fields["is_true"] = forms.BooleanField(label="What I say here is true and complete")

    def clean(self):
        given = super().clean()
        if any(given.get(key) == "yes" for key in DISCLOSED) and not given.get("words"):
            self.add_error("words", "Say what it was, when, and what came of it")
        return given
