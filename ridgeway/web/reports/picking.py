"""The figure picker: a measure, a scope and a day, what that gives, and how it is written into a text."""

from dataclasses import dataclass

from django import forms

from ridgeway.insight.measures import ALL, MEASURES
from ridgeway.reporting.figures_placed import Desk
from ridgeway.reporting.models import Report
from ridgeway.reporting.tokens import SHOWN, CannotRead, Token

from ..forms import DateField


class Picker(forms.Form):
    """What to place."""

    what = forms.ChoiceField(
        label="As", choices=[("figure", "A figure in the text"), ("table", "A table over time"), ("chart", "A chart")]
    )
    measure = forms.ChoiceField(label="Measure", choices=[])
    where = forms.ChoiceField(label="Of", choices=[])
    day = DateField(label="On")
    shown = forms.ChoiceField(
        label="Printed as",
        choices=[
            ("value", "the value"),
            ("base", "the value with its base"),
            ("numerator", "the numerator"),
            ("denominator", "the denominator"),
        ],
    )

    def __init__(self, data=None, *, report: Report) -> None:
        first = {
            "what": "figure",
            "measure": "vacancies",
            "where": report.service.slug if report.service else "all",
            "day": report.on,
            "shown": SHOWN[0],
        }
        super().__init__(data, initial=first)
        self.desk = Desk(report.council, on=report.on, since=report.since, service=report.service)
        self.fields["measure"].choices = [(m.key, m.name) for m in ALL]  # type: ignore[attr-defined]
        scopes = [s for s in self.desk.tree.scopes if not report.service or s.service == report.service]
        self.fields["where"].choices = [
            (s.path or "all", s.name if not s.team else f"{s.service} › {s.name}") for s in scopes
        ]  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a choice gives: the token to paste, and what it would print."""

    token: str
    text: str
    base: str
    definition: str
    trouble: str


def preview_of(report: Report, picker: Picker) -> Preview | None:
    """The preview of what was picked; nothing where nothing was, or where it cannot be."""
    if not picker.is_bound or not picker.is_valid():
        return None
    asked = picker.cleaned_data
    where = "" if asked["where"] == "all" else asked["where"]
    token = Token(
        asked["what"],
        asked["measure"],
        where,
        asked["day"],
        shown=asked["shown"] if asked["what"] == "figure" else "value",
    )
    figure = Token("figure", token.key, token.scope, token.on, shown=token.shown)
    try:
        placed = picker.desk.placed(figure).placed
    except CannotRead as why:
        return Preview("", "", "", "", str(why))
    return Preview(token.text, placed.text, placed.base, MEASURES[token.key].words, placed.trouble)
