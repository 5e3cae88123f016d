"""The forms of the imports pages."""

from decimal import Decimal
from typing import Any

from django import forms

from ridgeway.domains.organisation.models import Council, Service, Team
from ridgeway.journeys.intake.actions import size_sentence
from ridgeway.journeys.intake.models import FileUse
from ridgeway.journeys.intake.people.fields import CODED, FIELDS, PeopleMap

from ..forms import DateField

HOW_MANY_WORDS = 60


class UploadForm(forms.Form):
    """A file, what it is, and what has to be known with it."""

    kind = forms.ChoiceField(
        label="What the file is",
        choices=[],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the file is"},
    )
    file = forms.FileField(
        label="File",
        help_text="XML for the census, CSV for published indicators, CSV or XLSX for the others.",
        widget=forms.FileInput(attrs={"accept": ".xml,.csv,.xlsx"}),
    )
    team = forms.ChoiceField(
        label="Team to put new people in",
        required=False,
        help_text="A census names no teams. Left empty, they stand in “Team not stated” of the children’s service.",
    )
    as_at = DateField(
        label="Date of the list",
        required=False,
        help_text="For a list of people: the day it speaks of. Left empty, today.",
    )
    released_on = DateField(
        label="Released on", required=False, help_text="For published indicators: the day the Department released them."
    )

    def __init__(self, *args: Any, teams: list[Team], kinds: list[str], was_cut_off: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [choice for choice in FileUse.choices if choice[0] in kinds]
        self.fields["team"].choices = [("", "No team"), *((str(t.pk), str(t)) for t in teams)]
        if FileUse.INDICATORS not in kinds:
            del self.fields["released_on"]
        if FileUse.PEOPLE not in kinds:
            del self.fields["team"], self.fields["as_at"]
        if was_cut_off:
            from django.conf import settings

            self.fields["file"].error_messages["required"] = size_sentence(settings.UPLOAD_LIMIT_BYTES + 1)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if (
            answers.get("kind") == FileUse.INDICATORS
            and not answers.get("released_on")
            and "released_on" not in self.errors
        ):
            self.add_error("released_on", "Enter the day the Department released the file")
        return answers

    @property
    def options(self) -> dict[str, Any]:
        """What is kept on the run."""
        answers = self.cleaned_data
        options: dict[str, Any] = {"team": int(answers["team"])} if answers.get("team") else {}
        for name in ("as_at", "released_on"):
            if answers.get(name):
                options[name] = answers[name].isoformat()
        return options


class MapForm(forms.Form):
    """Which column of the list is which of our fields, and how its format is read."""

    standard_hours = forms.DecimalField(
        label="Full-time hours a week", min_value=Decimal(1), max_value=Decimal(60), help_text="Hours are divided by this to give FTE.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "decimal"}),
    )  # fmt: skip
    service = forms.ChoiceField(label="Service in which new teams are made", required=False)
    create_missing = forms.BooleanField(label="Make teams and job roles that are not here yet", required=False)

    def __init__(self, data: Any = None, *, council: Council, columns: list[str], people_map: PeopleMap):
        options: dict[str, Any] = {
            "standard_hours": people_map.standard_hours.normalize(),
            "create_missing": people_map.create_missing,
            "service": people_map.service,
        }
        chosen = {f"column_{name}": column for name, column in people_map.columns.items()}
        super().__init__(data, initial={**options, **chosen})
        self.people_map = people_map
        services = [(s.slug, s.name) for s in Service.objects.filter(council=council)]
        self.fields["service"].choices = [("", "The only one there is"), *services]
        choices = [("", "Not in this list"), *((column, column) for column in columns)]
        for known in FIELDS:
            self.fields[f"column_{known.name}"] = forms.ChoiceField(
                label=known.label,
                required=False,
                choices=choices,
                help_text=known.hint,
                widget=forms.Select(attrs={"quiet_optional": True}),
            )
        self.order_fields([f"column_{known.name}" for known in FIELDS])

    def given(self) -> PeopleMap:
        """The map as it was chosen; words matched before are kept."""
        answers = self.cleaned_data
        columns = {known.name: answers[f"column_{known.name}"] for known in FIELDS if answers[f"column_{known.name}"]}
        return PeopleMap(
            columns, self.people_map.values, answers["standard_hours"], answers["create_missing"], self.people_map.as_at,
            self.people_map.sheet, answers["service"], self.people_map.team,
        )  # fmt: skip


class WordsForm(forms.Form):
    """What the list's own words mean: one picker for each word that is not known."""

    def __init__(self, *args: Any, council: Council, people_map: PeopleMap, words: dict[str, list[str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.people_map, self.words = people_map, {}
        for name, found in words.items():
            choices = self._choices(council, name)
            for place, word in enumerate(found[:HOW_MANY_WORDS]):
                key = f"word_{name}_{place}"
                self.words[key] = (name, word)
                self.fields[key] = forms.ChoiceField(
                    label=f"{_LABELS[name]}: “{word[:60]}”", required=False, choices=choices, initial=people_map.values.get(name, {}).get(word.lower(), ""),
                    widget=forms.Select(attrs={"quiet_optional": True}),
                )  # fmt: skip

    @staticmethod
    def _choices(council: Council, name: str) -> list[tuple[str, str]]:
        if name == "team":
            return [("", "Not matched"), *((t.slug, str(t)) for t in Team.objects.filter(council=council))]
        if name == "role":
            from ridgeway.domains.establishment.models import JobRole

            return [("", "Not matched"), *((r.slug, str(r)) for r in JobRole.objects.filter(council=council))]
        return [("", "Not matched"), *CODED[name]]

    def given(self) -> PeopleMap:
        """The map with the words matched."""
        values = {name: dict(words) for name, words in self.people_map.values.items()}
        for key, (name, word) in self.words.items():
            if self.cleaned_data[key]:
                values.setdefault(name, {})[word.lower()] = self.cleaned_data[key]
            else:
                values.get(name, {}).pop(word.lower(), None)
        self.people_map.values = values
        return self.people_map


_LABELS = {known.name: known.label for known in FIELDS}
