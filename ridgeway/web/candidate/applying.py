"""Filling in an application, section by section, each saved; looking it over; sending it once."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment import application_rules as rules
from ridgeway.domains.recruitment.actions.equality import answered
from ridgeway.domains.recruitment.actions.retention import months_of
from ridgeway.domains.recruitment.models import Application, Candidate
from ridgeway.domains.recruitment.queries.checking import known_as
from ridgeway.web.guards import candidate
from ridgeway.web.languages import spoken

from . import documents, rows
from .forms import FORMS, Criteria, Referees, SectionForm
from .place import NOTHING, application_of, done, link, name_of, named, page, whole
from .shown import answers_of

INTRODUCED: dict[str, Any] = {
    "history": _(
        "Every job since you left school, also unpaid and outside social work. We ask about gaps of more than three months."
    ),
    "criteria": _("Those who choose whom to meet read this. Say what you did, and what came of it."),
    "referees": _(
        "We ask them only if we want to meet you, and tell you first. The first must be your current or last employer."
    ),
    "declarations": _("A Yes does not rule you out. Criminal records are not asked about here."),
    "support": _("Nobody who chooses whom to meet is told what you say here, but for a guaranteed interview."),
    "equality": _(
        "You need not answer. Your answers are kept apart from your application, without your name, and are only counted."
    ),
}


def _sections_url(application: Application) -> str:
    return link(application.council, "apply_sections", reference=application.advert.reference)


def section_url(application: Application, key: str) -> str:
    """The address of a section."""
    return link(application.council, "apply_section", reference=application.advert.reference, key=key)


def tasks(application: Application) -> list[dict[str, Any]]:
    """Every section with how it stands: name, url, tag."""
    saved = {row.key: row for row in application.sections.all()}
    found = []
    for section in rules.SECTIONS:
        row = saved.get(section.key)
        stands = "done" if row and row.is_done else "copied" if row and row.is_copied else "begun" if row else "empty"
        found.append(
            {
                "name": gettext(section.name),
                "url": section_url(application, section.key),
                "stands": stands,
                "is_needed": section.is_needed,
            }
        )
    return found


@never_cache
@candidate
@spoken
def sections(request: HttpRequest, person: Candidate, reference: str) -> HttpResponse:
    """The list of sections."""
    application = application_of(person, reference)
    if application.state != "begun":
        return redirect(link(person.council, "apply_status", reference=reference))
    listed = tasks(application)
    left = [task for task in listed if task["is_needed"] and task["stands"] != "done"]
    return page(
        request, person.council, "candidate/sections.html", application=application, advert=application.advert, tasks=listed,
        left=len(left), is_open=application.advert.is_live(request.at),  # type: ignore[attr-defined]
        check_url=link(person.council, "apply_check", reference=reference),
        withdraw_url=link(person.council, "apply_withdraw", reference=reference),
    )  # fmt: skip


def form_for(application: Application, key: str, data=None, *, partly: bool = False, initial=None) -> SectionForm:
    """A section's form, with its questions."""
    options = {"partly": partly, "initial": initial}
    if key == "criteria":
        return Criteria(data, criteria=list(application.advert.criteria.all()), **options)
    if key == "referees":
        return Referees(data, names=known_as(application), own_email=application.candidate.email, **options)
    return FORMS[key](data, **options)


@never_cache
@candidate
@spoken
def section(request: HttpRequest, person: Candidate, reference: str, key: str) -> HttpResponse:
    """One section: save and go on, or save what there is and come back later."""
    application = application_of(person, reference)
    if key not in rules.BY_KEY or key == "expression":
        raise Http404(NOTHING)
    if application.state != "begun":
        return redirect(link(person.council, "apply_status", reference=reference))
    if key in rows.KINDS:
        return rows.listed(request, application, key)
    if key == "documents":
        return documents.listed(request, application)
    partly = "later" in request.POST
    known = _known(application, key)
    form = form_for(application, key, request.POST if request.method == "POST" else None, partly=partly, initial=known)
    if form.is_bound and form.is_valid() and _save(request, application, key, form):
        return redirect(_sections_url(application) if partly else following(application, key))
    return question(request, application, key, form)


def _known(application: Application, key: str) -> dict[str, Any]:
    if key == "equality":
        return answered(application)
    row = application.sections.filter(key=key).first()
    given = dict(row.data) if row else {}
    if key == "about" and row is None:
        given = {"name": application.candidate.name, "telephone": application.candidate.telephone}
    return given


def _save(request: HttpRequest, application: Application, key: str, form: SectionForm) -> Any:
    plain = form.plain
    if key == "equality":  # the section remembers only that it was looked at
        if not done(request, form, lambda **_: actions.answer_equality(application, plain) or True, ""):
            return None
        plain = {}
    act = partial(actions.save_section, application, key=key, data=plain, is_done=not form.partly)
    return done(request, form, act, name_of(application.candidate))


def following(application: Application, key: str) -> str:
    """The next section that is not complete; where all are, the page to look it over."""
    listed, keys = tasks(application), [section.key for section in rules.SECTIONS]
    place = keys.index(key) + 1
    for task in [*listed[place:], *listed[:place]]:
        if task["stands"] != "done" and (task["is_needed"] or task in listed[place:]):
            return task["url"]
    return link(application.council, "apply_check", reference=application.advert.reference)


def question(request: HttpRequest, application: Application, key: str, form, **more: Any) -> HttpResponse:
    """A section's page."""
    return page(
        request, application.council, "candidate/section.html", application=application, advert=application.advert, form=form,
        section=named(rules.BY_KEY[key]), lead=INTRODUCED.get(key, ""), sections_url=_sections_url(application),
        is_copied=application.sections.filter(key=key, is_copied=True).exists(), **more,
    )  # fmt: skip


@never_cache
@candidate
@spoken
def check(request: HttpRequest, person: Candidate, reference: str) -> HttpResponse:
    """Look it over, and send it: pressed twice, or in two tabs, it is sent once."""
    application = application_of(person, reference)
    if application.state != "begun" and application.sent_at is None:
        return redirect(link(person.council, "apply_status", reference=reference))
    refused = ""
    if request.method == "POST":
        try:
            by = name_of(person)
            if request.POST.get("notice") != "read" and application.sent_at is None:
                raise actions.CannotChangeRecruitment(gettext("Say that you have read how we use what you tell us."))
            actions.notice_read(application, by=by, at=request.at)  # type: ignore[attr-defined]
            actions.send_application(
                application, url=whole(person.council, "apply_status", reference=reference), by=by, at=request.at
            )  # type: ignore[attr-defined]
            return redirect(link(person.council, "apply_status", reference=reference))
        except actions.CannotChangeRecruitment as refusal:
            refused = str(refusal)
    if application.sent_at:
        return redirect(link(person.council, "apply_status", reference=reference))
    listed = tasks(application)
    return page(
        request, person.council, "candidate/check.html", application=application, advert=application.advert, refused=refused,
        parts=[(gettext(section.name), section_url(application, section.key), said) for section, said in answers_of(application)],
        left=[task for task in listed if task["is_needed"] and task["stands"] != "done"], sections_url=_sections_url(application),
        months=months_of(person.council),
    )  # fmt: skip
