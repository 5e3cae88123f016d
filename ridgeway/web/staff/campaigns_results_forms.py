"""The forms of a platform's export: the file, and what its columns and words are."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from ridgeway.domains.campaigns import results
from ridgeway.domains.campaigns.models import Channel, Placement
from ridgeway.domains.organisation.models import Council

from .changing import ChangeForm

MOST_WORDS = 60


class UploadForm(ChangeForm):
    """An export, and the channel it is of."""

    file = forms.FileField(
        label="File",
        help_text="CSV or XLSX, as the platform exports it",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def __init__(self, data=None, files=None, *, council: Council):
        super().__init__(data, files=files)
        self.fields["channel"] = forms.ModelChoiceField(
            Channel.objects.filter(council=council).order_by("name"), label="Channel", empty_label="–"
        )
        self.order_fields(["channel", "file"])


class MatchForm(ChangeForm):
    """Which column is which of our fields, which placement the whole file is of, and what its words for placements mean."""

    def __init__(
        self,
        data=None,
        *,
        columns: Sequence[str],
        given: Mapping[str, str],
        words: Mapping[str, int],
        placements: Iterable[Placement],
        unknown: Sequence[str],
    ):
        super().__init__(data)
        self.placements = {str(row.pk): row for row in placements}
        named = [(pk, f"{row.title}, {row.phase}") for pk, row in self.placements.items()]
        offered = [("", "Not in this file"), *((column, column) for column in columns)]
        for name, (label, _) in results.FIELDS.items():
            self.fields[name] = self._choice(label, offered, given.get(name, ""))
        whole = str(words.get(results.WHOLE_FILE, ""))
        self.fields["whole"] = self._choice("All rows are of", [("", "Each row says"), *named], whole)
        self.unknown = list(unknown)[:MOST_WORDS]
        for place, word in enumerate(self.unknown):
            self.fields[f"word_{place}"] = self._choice(f"“{word[:80]}” is", [("", "Leave its rows out"), *named], "")

    @staticmethod
    def _choice(label: str, choices: list[tuple[str, str]], initial: str) -> forms.ChoiceField:
        select = forms.Select(attrs={"quiet_optional": True})
        return forms.ChoiceField(label=label, choices=choices, required=False, initial=initial, widget=select)

    @property
    def answers(self) -> dict[str, Any]:
        """The map as it was chosen."""
        given = self.cleaned_data
        columns = {name: given[name] for name in results.FIELDS if given[name]}
        words = {word: int(given[f"word_{n}"]) for n, word in enumerate(self.unknown) if given.get(f"word_{n}")}
        if given["whole"] and "placement" not in columns:
            words[results.WHOLE_FILE] = int(given["whole"])
        return {"columns": columns, "words": words}
