"""The figure picker: a measure, a figure from the books or a table, a scope and days; what that gives, and how it is written into a text."""

from dataclasses import dataclass

from django import forms

from ridgeway.insight.measures import ALL, MEASURES
from ridgeway.reporting import tables_placed
from ridgeway.reporting.counted import COUNTED
from ridgeway.reporting.document import Block
from ridgeway.reporting.figures_placed import Desk
from ridgeway.reporting.models import Report
from ridgeway.reporting.tables import TABLES
from ridgeway.reporting.tokens import SHOWN, CannotRead, Token

from ..forms import DateField

SHOWN_AS = (("value", "the value"), ("base", "the value with its base"), ("said", "its base alone"), ("numerator", "the numerator"), ("denominator", "the denominator"))  # fmt: skip

TABLE = "table "  # before the name of a table, because a measure may have the same


def _tables() -> list[tuple[str, str]]:
    return [*tables_placed.OWN.items(), *((key, named.words) for key, named in TABLES.items())]


class Picker(forms.Form):
    """What to place."""

    what = forms.ChoiceField(
        label="As", choices=[("figure", "A figure in the text"), ("table", "A table"), ("chart", "A chart over time")]
    )
    measure = forms.ChoiceField(label="What", choices=[])
    where = forms.ChoiceField(label="Of", choices=[])
    day = DateField(label="On")
    since = DateField(
        label="Since", required=False, help_text="For what is counted between two days; else the report’s own."
    )
    named = forms.CharField(
        label="Named", required=False, max_length=80,
        help_text="A phase, an event, a supplement, a decision, a type of job, or how many cases were promised: 18.",
    )  # fmt: skip
    shown = forms.ChoiceField(label="A figure is printed as", choices=SHOWN_AS)

    def __init__(self, data=None, *, report: Report) -> None:
        first = {
            "what": "figure", "measure": "vacancies", "where": report.service.slug if report.service else "all", "day": report.on,
            "shown": SHOWN[0],
        }  # fmt: skip
        super().__init__(data, initial=first)
        self.desk = Desk(report.council, on=report.on, since=report.since, service=report.service)
        self.fields["measure"].choices = [  # type: ignore[attr-defined]
            ("People and posts", [(m.key, m.name) for m in ALL]),
            ("Money, hiring, campaigns, pay and decisions", [(key, one.measure.name) for key, one in COUNTED.items()]),
            ("Tables", [(f"{TABLE}{key}", words) for key, words in _tables()]),
        ]
        scopes = [s for s in self.desk.tree.scopes if not report.service or s.service == report.service]
        self.fields["where"].choices = [  # type: ignore[attr-defined]
            (s.path or "all", s.name if not s.team else f"{s.service} › {s.name}") for s in scopes
        ]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a choice gives: the token to paste, and what it would print."""

    token: str
    text: str
    base: str
    definition: str
    trouble: str
    block: Block | None = None


def preview_of(report: Report, picker: Picker) -> Preview | None:
    """The preview of what was picked; nothing where nothing was, or where it cannot be."""
    if not picker.is_bound or not picker.is_valid():
        return None
    asked = picker.cleaned_data
    key, where = asked["measure"], "" if asked["where"] == "all" else asked["where"]
    is_table, key = key.startswith(TABLE), key.removeprefix(TABLE)
    what = "table" if is_table else asked["what"]
    token = Token(
        what,
        key,
        where,
        asked["day"],
        asked["since"],
        named=" ".join(asked["named"].replace(",", " ").split()),
        shown=asked["shown"] if what == "figure" else "value",
    )
    try:
        return _figure(picker.desk, token) if what == "figure" else _block(picker.desk, token)
    except CannotRead as why:
        return Preview("", "", "", "", str(why))


def _figure(desk: Desk, token: Token) -> Preview:
    placed = desk.placed(token).placed
    words = MEASURES[token.key].words if token.key in MEASURES else COUNTED[token.key].measure.words
    return Preview(token.text, placed.text, placed.base, words, placed.trouble)


def _block(desk: Desk, token: Token) -> Preview:
    make = tables_placed.chart if token.what == "chart" else tables_placed.table
    block = make(desk, token)
    return Preview(token.text, "", "", block.note, "", block)
