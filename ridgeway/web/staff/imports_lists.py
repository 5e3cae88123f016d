"""Matching the columns and the words of a list that is not one of people: the same page for every kind of list."""

from itertools import islice
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ridgeway.core.tabular import CannotRead, read_text, scan_table
from ridgeway.domains.organisation.models import Council
from ridgeway.journeys.intake import actions
from ridgeway.journeys.intake.lists import ListMap, ListUse, list_map_for
from ridgeway.journeys.intake.models import ImportRun
from ridgeway.journeys.intake.runs import LISTS

HOW_MANY_WORDS = 60


class ListMapForm(forms.Form):
    """Which column of the list is which of our fields."""

    def __init__(self, data: Any = None, *, use: ListUse, columns: list[str], list_map: ListMap):
        chosen = {f"column_{name}": column for name, column in list_map.columns.items()}
        super().__init__(data, initial=chosen)
        self.use, self.list_map = use, list_map
        choices = [("", "Not in this list"), *((column, column) for column in columns)]
        for known in use.fields:
            self.fields[f"column_{known.name}"] = forms.ChoiceField(
                label=known.label, required=False, choices=choices, help_text=known.hint, widget=forms.Select(attrs={"quiet_optional": True}),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        given = {known.name for known in self.use.fields if answers.get(f"column_{known.name}")}
        for names, sentence in self.use.needs:
            if not names & given:
                self.add_error(f"column_{next(k.name for k in self.use.fields if k.name in names)}", sentence)
        return answers

    def given(self) -> ListMap:
        """The map as it was chosen; words matched before are kept."""
        chosen = {known.name: self.cleaned_data[f"column_{known.name}"] for known in self.use.fields}
        columns = {name: column for name, column in chosen.items() if column}
        return ListMap(columns, self.list_map.values, self.list_map.sheet)


class ListWordsForm(forms.Form):
    """What the list's own words mean: one picker for each word that is not known yet."""

    def __init__(self, data: Any = None, *, use: ListUse, council: Council, list_map: ListMap, words: dict[str, list[str]]):  # fmt: skip
        super().__init__(data)
        self.list_map, self.words = list_map, {}
        # in the order of the fields: what was kept as JSON comes back from PostgreSQL in another
        for name, label in ((known.name, known.label) for known in use.fields if known.name in words):
            if name not in use.choices:
                continue
            found = words[name]
            choices = [("", "Not matched"), *use.choices[name](council)]
            for place, word in enumerate(found[:HOW_MANY_WORDS]):
                key = f"word_{name}_{place}"
                self.words[key] = (name, word)
                self.fields[key] = forms.ChoiceField(
                    label=f"{label}: “{word[:60] or 'nothing'}”", required=False, choices=choices,
                    initial=list_map.word(name, word) or use.guess(council, name, word), widget=forms.Select(attrs={"quiet_optional": True}),
                )  # fmt: skip

    def given(self) -> ListMap:
        """The map with the words matched."""
        values = {name: dict(words) for name, words in self.list_map.values.items()}
        for key, (name, word) in self.words.items():
            if self.cleaned_data[key]:
                values.setdefault(name, {})[word.strip().lower()] = self.cleaned_data[key]
        return ListMap(self.list_map.columns, values, self.list_map.sheet)


def match_list(request: HttpRequest, council: Council, found: ImportRun) -> HttpResponse:
    """The page: columns, and the words the check did not know; either is remembered, and the file is checked again."""
    use = LISTS[found.kind]
    back = redirect("import_run", council=council.slug, run=found.pk)
    try:
        kept = list_map_for(use, council, {})
        columns, sample = _look_at(found, kept.sheet if kept else "")
    except CannotRead as refusal:
        messages.error(request, str(refusal))
        return back
    list_map = kept or use.suggest(columns)
    list_map.columns = {name: column for name, column in list_map.columns.items() if column in columns}
    sent = request.POST.get("part", "")
    form = ListMapForm(request.POST if sent == "columns" else None, use=use, columns=columns, list_map=list_map)
    known = found.counts.get("extra", {}).get("unknown", {}) if kept else {}
    words = ListWordsForm(request.POST if sent == "words" else None, use=use, council=council, list_map=list_map, words=known)  # fmt: skip
    for part in (form, words):
        if part.is_bound and part.is_valid():
            actions.remember_map(council, part.given(), kind=use.kind, by=request.user, at=request.at)
            actions.check_again(found, by=request.user, at=request.at)
            return back
    return render(request, "imports/match.html", {"run": found, "form": form, "words": words, "sample": sample})


def _look_at(found: ImportRun, sheet: str) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """The list's columns, each with its first three cells. Raises `CannotRead`."""
    table, rows = scan_table(Path(found.file.path), sheet=sheet)
    first = [row.cells for row in islice(rows, 3)]
    first += [{}] * (3 - len(first))
    return table.columns, [(column, [read_text(cells.get(column))[:40] for cells in first]) for column in table.columns]
