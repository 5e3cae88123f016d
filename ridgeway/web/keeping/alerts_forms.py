"""Questions about alerts of new jobs."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ridgeway.domains.recruitment.advert_rules import district_of
from ridgeway.domains.recruitment.choices import OFFERS_PATTERN, HowOften, Pattern
from ridgeway.domains.recruitment.queries.jobs import MILES, PAY_FROM, Choice
from ridgeway.web.careers.job_words import PATTERNS
from ridgeway.web.strangers import OpenForm

WANTED = ("words", "service", "team", "role", "place", "district", "miles", "pattern", "pay_from")
CHOSEN = {"service": _("Service"), "role": _("Role"), "team": _("Team"), "place": _("Place")}
HOW_OFTEN: dict[str, Any] = {
    HowOften.DAILY: _("Each day that there is one"),
    HowOften.WEEKLY: _("Once a week, on Mondays"),
}


def _select(label: Any, choices) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=[("", _("any")), *choices],
        widget=forms.Select(attrs={"quiet_optional": True}),
    )


class AlertForm(OpenForm):
    """Where to write, how often, and what is looked for. `choices`: what there is among the jobs now; `asked`: what a list was narrowed to."""

    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})
    )  # fmt: skip
    how_often = forms.ChoiceField(
        label=_("How often"), choices=list(HOW_OFTEN.items()), initial=HowOften.DAILY, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("Words in the advert"), max_length=120, required=False, help_text=_("Such as newly qualified, or fostering"),
        widget=forms.TextInput(attrs={"quiet_optional": True}),
    )  # fmt: skip
    district = forms.CharField(
        label=_("Postcode, or the first part of it"), max_length=10, required=False,
        widget=forms.TextInput(attrs={"quiet_optional": True, "class": "govuk-input--width-10", "autocomplete": "postal-code"}),
    )  # fmt: skip

    def __init__(self, data=None, *, choices: Mapping[str, Sequence[Choice]], asked: Mapping[str, str], **options: Any):
        initial = {name: asked.get(name, "")[:120].replace("\0", "") for name in WANTED if asked.get(name)}
        super().__init__(data, initial=initial, **options)
        for name, label in CHOSEN.items():
            known = [(choice.value, choice.words) for choice in choices.get(name, ())]
            if known:
                self.fields[name] = _select(label, known)
        self.fields["pattern"] = _select(_("Working pattern"), [(p, PATTERNS[Pattern(p)]) for p in OFFERS_PATTERN])
        self.fields["miles"] = _select(
            _("How far from there"), [(str(m), format_lazy(_("within {miles} miles"), miles=m)) for m in MILES]
        )
        self.fields["pay_from"] = _select(
            _("Pay"), [(str(p), format_lazy(_("{pay} or more"), pay=f"£{p:,}")) for p in PAY_FROM]
        )
        order = ("email", "how_often", "role", "service", "team", "pattern", "pay_from", "words", "place", "district")
        self.order_fields([*order, "miles"])

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is looked for, or wrong, among the questions that are folded away."""
        return any(self[name].value() or name in self.errors for name in WANTED if name in self.fields)

    def clean_district(self) -> str:
        typed = self.cleaned_data["district"]
        if typed and not district_of(typed):
            raise forms.ValidationError(_("Enter a postcode, such as BA14 8JN, or the first part of it, such as BA14."))
        return district_of(typed) if typed else ""

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("miles") and not cleaned.get("district") and "district" not in self.errors:
            self.add_error("district", _("Enter a postcode, so that we know how far from where."))
        return cleaned

    @property
    def answers(self) -> dict[str, Any]:
        """As the action takes them: the address, how often, and what is looked for."""
        wanted = {name: self.cleaned_data[name] for name in WANTED if self.cleaned_data.get(name)}
        if "district" in wanted and "miles" not in wanted:
            wanted["miles"] = MILES[2]
        return {"email": self.cleaned_data["email"], "how_often": self.cleaned_data["how_often"], "wanted": wanted}
