"""Filling in an application on the telephone, for somebody who answered the five questions."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment import application_rules as rules
from ridgeway.domains.recruitment.models import Application
from ridgeway.web.candidate.applying import form_for
from ridgeway.web.candidate.forms import Job, Qualification, SectionForm
from ridgeway.web.candidate.place import whole
from ridgeway.web.candidate.rows import KINDS, put_row
from ridgeway.web.candidate.shown import section_said
from ridgeway.web.guards import Asked, asks

from .applications import NOT_YOURS, one_of
from .changing import ask, did, link

EDIT = Permission.APPLICATIONS_EDIT
ASKED = tuple(section for section in rules.SECTIONS if section.key not in ("documents", "equality"))


def _open(request: HttpRequest, asked: Asked, pk: int) -> Application:
    row = one_of(request, asked, pk, EDIT)
    if row.state != "begun":
        raise Http404(NOT_YOURS)
    return row


@never_cache
@asks(EDIT)
def fill(request: HttpRequest, asked: Asked, application: int) -> HttpResponse:
    """The sections, with the five answers beside them; send it once the candidate agrees."""
    row = _open(request, asked, application)
    if request.method == "POST":
        url = whole(row.council, "apply_status", reference=row.advert.reference)
        if did(request, partial(actions.send_application, row, url=url), "The application is sent."):
            return redirect(link("application", asked, application=row.pk))
    saved = {one.key: one for one in row.sections.all()}
    context = {
        "asked": asked, "row": row, "list_url": link("applications", asked, changes={"show": "ring"}),
        "home_url": link("application", asked, application=row.pk),
        "sections": [(section.name, bool(section.key in saved and saved[section.key].is_done),
                      link("application_fill_section", asked, application=row.pk, section=section.key)) for section in ASKED],
        "said": section_said(row, "expression", saved["expression"].data) if "expression" in saved else (),
        "left": rules.missing(key for key, one in saved.items() if one.is_done),
    }  # fmt: skip
    return render(request, "applications/fill.html", context)


@never_cache
@asks(EDIT)
def section(request: HttpRequest, asked: Asked, application: int, section: str) -> HttpResponse:
    """One section, as the candidate says it. A list takes one row at a time; a gap in it is for the candidate to explain."""
    row, key = _open(request, asked, application), section
    if key not in {one.key for one in ASKED}:
        raise Http404(NOT_YOURS)
    back = link("application_fill", asked, application=row.pk)
    form = _form(row, key, request.POST or None, asked)
    if form.is_bound and form.is_valid():
        if key in KINDS:
            put = partial(put_row, part=KINDS[key].part, row={"id": f"tel-{int(request.at.timestamp())}", **form.plain})  # type: ignore[attr-defined]
            act = partial(actions.edit_section, row, key=key, change=put, is_done=True)
        else:
            act = partial(actions.save_section, row, key=key, data=form.plain, is_done=True)
        if did(request, act, f"{rules.BY_KEY[key].name}: saved."):
            return redirect(back)
    lead = "One at a time. Save it, and come back for the next." if key in KINDS else ""
    crumbs = [
        ("Applications", link("applications", asked)),
        (row.who, link("application", asked, application=row.pk)),
        ("On the telephone", back),
    ]
    return ask(request, asked, form, title=rules.BY_KEY[key].name, button="Save", back=back, crumbs=crumbs, lead=lead)


def _form(row: Application, key: str, data, asked: Asked) -> SectionForm:
    """A section's form with what is known; of a list, the form of one more row."""
    if key in KINDS:
        return Job(data, today=asked.today) if key == "history" else Qualification(data)
    saved = row.sections.filter(key=key).first()
    known = {"name": row.candidate.name, "telephone": row.candidate.telephone} if key == "about" else {}
    return form_for(row, key, data, initial={**known, **(saved.data if saved else {})})
