"""Check a paper: pasted or uploaded, read, and shown with what was found beside the words. Nothing of it is kept."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council
from ridgeway.reporting.check import CannotRead, Checked, check, check_together, paper_of, read_file
from ridgeway.reporting.check.paper import Paper

from ..guards import works_in
from .beside import lines_of

LONGEST_PASTE = 600_000


class PaperForm(forms.Form):
    """Words, or a file."""

    text = forms.CharField(
        label="The paper’s words",
        required=False,
        max_length=LONGEST_PASTE,
        help_text="Paste as much of it as you like, tables too.",
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "quiet_optional": True}),
        error_messages={"max_length": "This is longer than 200 pages. Paste it in parts."},
    )
    file = forms.FileField(
        label="Or a file",
        required=False,
        help_text="A Word file (.docx) or plain text.",
        widget=forms.FileInput(attrs={"accept": ".docx,.txt,.md", "quiet_optional": True}),
        error_messages={"empty": "This file is empty"},
    )

    beside = forms.FileField(
        label="A second paper to hold beside it",
        required=False,
        help_text="Each is checked by itself, and one against the other. A Word file (.docx) or plain text.",
        widget=forms.FileInput(attrs={"accept": ".docx,.txt,.md", "quiet_optional": True}),
        error_messages={"empty": "This file is empty"},
    )

    def __init__(self, *args: Any, was_cut_off: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.was_cut_off = was_cut_off
        self.checked: Checked | None = None

    def clean(self) -> dict[str, Any]:
        """Read and check: what cannot be read is an error of its field."""
        found = super().clean() or {}
        file, text, beside = found.get("file"), found.get("text", ""), found.get("beside")
        if self.was_cut_off:
            self.add_error("file", "This file is too large. Paste its words instead.")
        elif not self.errors:
            try:
                first = self._read(file, text)
            except CannotRead as why:
                self.add_error("file" if file else "text", str(why))
            else:
                self._check(first, file, beside)
        return found

    def _read(self, file: Any, text: str) -> Paper | None:
        if file:
            return read_file(file.read())
        if text.strip():
            return paper_of(text)
        self.add_error("text", "Paste the paper’s words, or choose a file")
        return None

    def _check(self, first: Paper | None, file: Any, beside: Any) -> None:
        if first is None:
            return
        if not beside:
            self.checked = check(first)
            return
        try:
            papers = [(file.name if file else "the first paper", first), (beside.name, read_file(beside.read()))]
        except CannotRead as why:
            self.add_error("beside", str(why))
        else:
            self.checked = check_together(papers)


@works_in(Permission.REPORTS_BUILD)
def check_paper(request: HttpRequest, council: Council) -> HttpResponse:
    """The form, and beneath it what was found in what was sent."""
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PaperForm(*sent, was_cut_off=getattr(request, "upload_was_cut_off", False))
    context: dict[str, Any] = {"form": form}
    if form.is_valid() and form.checked:
        checked = form.checked
        lines = lines_of(checked)
        context |= {
            "checked": checked,
            "lines": lines,
            "wrong": [note for line in lines for note in line.notes if note.kind == "wrong"],
            "name": " and ".join(file.name for name in ("file", "beside") if (file := form.cleaned_data.get(name))),
            "tables": len(checked.paper.tables),
        }
    return render(request, "reports/check.html", context)
