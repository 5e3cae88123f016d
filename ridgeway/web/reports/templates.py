"""Templates of reports: their headings in order, and the council's own Word file."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council
from ridgeway.reporting import actions, headings
from ridgeway.reporting.models import ReportTemplate
from ridgeway.reporting.template_file import STYLES, CannotTake, as_lines, headings_of

from ..guards import works_in

builds = works_in(Permission.REPORTS_BUILD)


class TemplateForm(forms.Form):
    """A template's name and headings, one a line."""

    name = forms.CharField(label="Name", max_length=120)
    headings = forms.CharField(
        label="Headings, in their order", max_length=20_000,
        help_text="One a line. What belongs under it may follow after a bar |; a star * before a heading leaves its paragraphs without numbers.",
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "true"}),
    )  # fmt: skip

    def clean_headings(self) -> list:
        try:
            return headings_of(self.cleaned_data["headings"])
        except CannotTake as why:
            raise forms.ValidationError(str(why)) from None


class WordForm(forms.Form):
    """The council's own Word file."""

    file = forms.FileField(
        label="A Word file (.docx)", help_text=f"Its words are left out; its page, letterhead and styles are taken. It must have the styles {', '.join(STYLES)}.",
        widget=forms.FileInput(attrs={"accept": ".docx"}), error_messages={"required": "Choose a Word file", "empty": "This file is empty"},
    )  # fmt: skip


@builds
def templates(request: HttpRequest, council: Council) -> HttpResponse:
    """The council's templates, and a form for another."""
    first = {"name": "", "headings": as_lines([list(h) for h in headings.CABINET])}
    form = TemplateForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_template(council, **form.cleaned_data, by=request.user, at=request.at)
        except actions.CannotChangeReport as why:
            form.add_error("name", str(why))
        else:
            messages.success(request, f"“{made.name}” is kept.")
            return redirect("report_template", council=council.slug, report_template=made.pk)
    rows = ReportTemplate.objects.filter(council=council).visible_to(request.user).defer("word_file")
    return render(request, "reports/templates.html", {"rows": rows, "form": form})


@builds
def template(request: HttpRequest, council: Council, report_template: int) -> HttpResponse:
    """One template: headings and Word file."""
    found = ReportTemplate.objects.filter(council=council, pk=report_template).visible_to(request.user).first()
    if found is None:
        raise Http404("There is no such template, or it is not yours to see.")
    found.council = council
    what = request.POST.get("what") if request.method == "POST" else ""
    form = TemplateForm(request.POST if what == "headings" else None, initial={"name": found.name, "headings": as_lines(found.headings)})  # fmt: skip
    word = WordForm(*((request.POST, request.FILES) if what == "word" else (None, None)))
    if what and _changed(request, found, what, form, word):
        messages.success(request, "Saved.")
        return redirect("report_template", council=council.slug, report_template=found.pk)
    return render(request, "reports/template.html", {"template": found, "form": form, "word": word})


def _changed(request: HttpRequest, found: ReportTemplate, what: str, form: TemplateForm, word: WordForm) -> bool:
    """Do what was asked; where it is refused the form says why."""
    said: dict[str, Any] = {"by": request.user, "at": request.at}  # type: ignore[attr-defined]
    chosen: forms.Form = word if what == "word" else form
    if what != "no-word" and not chosen.is_valid():
        return False
    try:
        if what == "headings":
            actions.change_template(found, **form.cleaned_data, **said)
        elif what == "word":
            file = word.cleaned_data["file"]
            actions.set_word_file(found, content=file.read(), name=file.name, **said)
        else:
            actions.set_word_file(found, content=None, **said)
    except actions.CannotChangeReport as why:
        chosen.add_error("file" if what == "word" else "name", str(why))
        return False
    return True
