"""The sections that are lists: where somebody worked, with the gaps found and explained, and what they qualified in."""

import datetime as dt
import secrets
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ridgeway.core.words import day as day_words
from ridgeway.core.words import from_to, month
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment import application_rules as rules
from ridgeway.domains.recruitment.models import Application, Candidate
from ridgeway.web.guards import candidate
from ridgeway.web.languages import spoken

from .forms import Explained, Job, Qualification, SectionForm
from .place import NOTHING, application_of, done, link, name_of, named, page

MOST_ROWS = 60


@dataclass(frozen=True, slots=True)
class Kind:
    """A list: where its rows stand in the section, its form, and what is said of it."""

    part: str
    form: type[SectionForm]
    one: Any  # the words of its page
    add: Any
    none: Any
    lacking: Any


KINDS = {
    "history": Kind(
        "jobs",
        Job,
        _("Change this job"),
        _("Add a job"),
        _("I have not worked before"),
        _("Add a job, or say that there is none."),
    ),
    "qualifications": Kind(
        "rows",
        Qualification,
        _("Change this qualification"),
        _("Add a qualification"),
        _("I have no qualification yet"),
        _("Add a qualification, or say that there is none."),
    ),
}


def _data(application: Application, key: str) -> dict[str, Any]:
    row = application.sections.filter(key=key).first()
    return dict(row.data) if row else {}


def _url(application: Application, name: str, **parts: Any) -> str:
    return link(application.council, name, reference=application.advert.reference, **parts)


def listed(request: HttpRequest, application: Application, key: str) -> HttpResponse:
    """The list with its gaps; "that is all" completes the section once every gap is explained."""
    from .applying import INTRODUCED, following

    kind, data = KINDS[key], _data(application, key)
    gaps = rules.gaps(rules.spells_of(data), request.today) if key == "history" else []  # type: ignore[attr-defined]
    refused = ""
    if request.method == "POST":
        is_partly, says_none = "later" in request.POST, request.POST.get("none") == "on"
        refused = "" if is_partly else _lacking(kind, data, gaps, says_none)
        if not refused:
            try:
                actions.edit_section(
                    application, key=key, change=lambda now: {**now, "none": says_none}, is_done=not is_partly,
                    by=name_of(application.candidate), at=request.at,  # type: ignore[attr-defined]
                )  # fmt: skip
                return redirect(_url(application, "apply_sections") if is_partly else following(application, key))
            except actions.CannotChangeRecruitment as refusal:
                refused = str(refusal)
    return page(
        request, application.council, "candidate/rows.html", application=application, advert=application.advert, kind=kind,
        section=named(rules.BY_KEY[key]), lead=INTRODUCED.get(key, ""), refused=refused, says_none=bool(data.get("none")),
        rows=[_line(application, key, row) for row in _in_order(key, data)], sections_url=_url(application, "apply_sections"),
        gaps=[(gap_words(gap), _gap_url(application, key, gap)) for gap in gaps],
        add_url=_url(application, "apply_row", key=key, row=f"new-{secrets.token_hex(4)}"),
        is_copied=application.sections.filter(key=key, is_copied=True).exists(),
    )  # fmt: skip


def _lacking(kind: Kind, data: dict[str, Any], gaps: list[rules.Gap], says_none: bool) -> str:
    if not data.get(kind.part) and not says_none:
        return str(kind.lacking)
    return gettext("Say what you did {from_to}.").format(from_to=gap_words(gaps[0])) if gaps else ""


def gap_words(gap: rules.Gap) -> str:
    """From when to when nothing is known."""
    return gettext("from {first} to {last}").format(first=day_words(gap.starts), last=day_words(gap.ends))


def _gap_url(application: Application, key: str, gap: rules.Gap) -> str:
    return _url(application, "apply_gap", key=key, first=gap.starts.isoformat(), last=gap.ends.isoformat())


def _in_order(key: str, data: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows, the latest first; of a history, with what was said about gaps among them."""
    if key == "qualifications":
        return sorted(data.get("rows", ()), key=lambda row: row.get("awarded", ""), reverse=True)
    rows = [*data.get("jobs", ()), *({**row, "is_gap": True} for row in data.get("explained", ()))]
    return sorted(rows, key=lambda row: row["starts"], reverse=True)


def _line(application: Application, key: str, row: dict[str, Any]) -> dict[str, Any]:
    if key == "qualifications":
        what, when = row["name"], ", ".join(filter(None, (row.get("institution"), row.get("awarded"))))
    else:
        ends = dt.date.fromisoformat(row["ends"]) if row.get("ends") else None
        when = from_to(month(dt.date.fromisoformat(row["starts"])), month(ends) or gettext("now"))
        what = (
            gettext("Not in work: {words}").format(words=row["words"])
            if row.get("is_gap")
            else f"{row['title']}, {row['employer']}"
        )
    change = "" if row.get("is_gap") else _url(application, "apply_row", key=key, row=row["id"])
    return {
        "what": what,
        "when": when,
        "change": change,
        "remove": _url(application, "apply_row_remove", key=key, row=row["id"]),
    }


def _asked(person: Candidate, reference: str, key: str) -> tuple[Application, Kind]:
    application = application_of(person, reference)
    if key not in KINDS:
        raise Http404(NOTHING)
    return application, KINDS[key]


@never_cache
@candidate
@spoken
def change(request: HttpRequest, person: Candidate, reference: str, key: str, row: str) -> HttpResponse:
    """Add or change one row. A new one has its name in the address already, so pressing twice makes one."""
    application, kind = _asked(person, reference, key)
    known = next((one for one in _data(application, key).get(kind.part, ()) if one.get("id") == row), None)
    if known is None and not row.startswith("new-"):
        raise Http404(NOTHING)
    options = {"today": request.today} if kind.form is Job else {}  # type: ignore[attr-defined]
    form = kind.form(request.POST if request.method == "POST" else None, initial=_initial(known), **options)
    if form.is_bound and form.is_valid():
        put = partial(put_row, part=kind.part, row={"id": row[:20], **form.plain})
        act = partial(actions.edit_section, application, key=key, change=put, is_done=False)
        if done(request, form, act, name_of(person)):
            return redirect(_url(application, "apply_section", key=key))
    return page(
        request, person.council, "candidate/row.html", application=application, advert=application.advert, form=form, kind=kind,
        section=named(rules.BY_KEY[key]), is_new=known is None, back=_url(application, "apply_section", key=key),
    )  # fmt: skip


def _initial(row: dict[str, Any] | None) -> dict[str, Any]:
    """A row as its form shows it: dates as dates."""
    return {
        name: dt.date.fromisoformat(value) if name in ("starts", "ends") and value else value
        for name, value in (row or {}).items()
    }


def put_row(data: dict[str, Any], *, part: str, row: dict[str, Any]) -> dict[str, Any]:
    """The section with a row in place of the one of the same name."""
    others = [one for one in data.get(part, ()) if one.get("id") != row["id"]]
    if len(others) >= MOST_ROWS:
        raise actions.CannotChangeRecruitment(gettext("Keep it to {most} entries.").format(most=MOST_ROWS))
    return {**data, part: [*others, row]}


@require_POST
@candidate
@spoken
def remove(request: HttpRequest, person: Candidate, reference: str, key: str, row: str) -> HttpResponse:
    """Take a row, or what was said about a gap, away."""
    application, _ = _asked(person, reference, key)

    def without(data: dict[str, Any]) -> dict[str, Any]:
        lists = {
            part: [one for one in data.get(part, ()) if one.get("id") != row]
            for part in ("jobs", "rows", "explained")
            if part in data
        }
        return {**data, **lists}

    if application.state == "begun":
        actions.edit_section(application, key=key, change=without, is_done=False, by=name_of(person), at=request.at)  # type: ignore[attr-defined]
    return redirect(_url(application, "apply_section", key=key))


@never_cache
@candidate
@spoken
def explain(request: HttpRequest, person: Candidate, reference: str, key: str, first: str, last: str) -> HttpResponse:
    """Say what one did in a gap."""
    application, _ = _asked(person, reference, key)
    try:
        gap = rules.Gap(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    except ValueError as error:
        raise Http404(NOTHING) from error
    if key != "history" or gap not in rules.gaps(rules.spells_of(_data(application, key)), request.today):  # type: ignore[attr-defined]
        return redirect(_url(application, "apply_section", key=key))
    form = Explained(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        row = {"id": f"gap-{first}", "starts": first, "ends": last, **form.plain}
        act = partial(
            actions.edit_section,
            application,
            key=key,
            change=partial(put_row, part="explained", row=row),
            is_done=False,
        )
        if done(request, form, act, name_of(person)):
            return redirect(_url(application, "apply_section", key=key))
    return page(
        request, person.council, "candidate/row.html", application=application, advert=application.advert, form=form, gap=gap_words(gap),
        section=named(rules.BY_KEY[key]), back=_url(application, "apply_section", key=key),
    )  # fmt: skip
