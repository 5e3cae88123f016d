"""Shortlisting of an advert: who scores, how far they are, and the applications beside one another."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ridgeway.core.words import moment
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission as P
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment import shortlisting_rules as rules
from ridgeway.domains.recruitment.actions.deciding import AT_ONCE
from ridgeway.domains.recruitment.choices import NotTakenWhy, Scale
from ridgeway.domains.recruitment.models import Advert, Shortlister, Shortlisting
from ridgeway.domains.recruitment.queries import shortlisting as queries
from ridgeway.domains.recruitment.queries.conflicts import who_see
from ridgeway.domains.recruitment.queries.shortlisting import Line, Table
from ridgeway.domains.recruitment.shortlisting_rules import in_points
from ridgeway.domains.recruitment.states import ApplicationState
from ridgeway.web.guards import Asked, asks, manages, number_in

from .adverts import advert_in
from .changing import ChangeForm, ask, back_to, did, done, link
from .hiring import conflicted

S = ApplicationState
PAGE = 100  # lines; more are a page away
DECISIONS = ((S.SHORTLISTED, "Shortlist"), (S.NOT_SHORTLISTED, "Do not shortlist"))


SO_MANY = dict.fromkeys(("min_value", "max_value", "invalid"), f"Between {rules.LEAST} and {rules.MOST} people score")


class HowForm(ChangeForm):
    """How points are given, and by how many."""

    scale = forms.ChoiceField(label="How points are given", widget=forms.RadioSelect, choices=[
        (scale, ", ".join(f"{n} {words.lower()}" for n, words in rules.SCALES[scale])) for scale in Scale
    ])  # fmt: skip
    least = forms.IntegerField(
        label="How many people score before anything is compared", min_value=rules.LEAST, max_value=rules.MOST, error_messages=SO_MANY,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-2", "inputmode": "numeric"}),
    )  # fmt: skip


class WhoForm(ChangeForm):
    """Somebody who scores."""

    user: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Who", queryset=None, empty_label="Choose somebody",
        help_text="Those who may see these applications. Whoever applied, or is named as a referee, is refused",
    )  # fmt: skip

    def __init__(self, data=None, *, people, **options):
        super().__init__(data, **options)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]
        self.fields["user"].label_from_instance = lambda user: user.name  # type: ignore[attr-defined]


class RuleForm(ChangeForm):
    """What the council asks of every shortlisting."""

    least = forms.IntegerField(
        label="How many people score before anything is compared", min_value=rules.LEAST, max_value=rules.MOST, error_messages=SO_MANY,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-2", "inputmode": "numeric"}),
        help_text="It can be made more later, never fewer",
    )  # fmt: skip
    is_always = forms.BooleanField(
        label="Nobody is shortlisted without scores, for any advert",
        required=False,
        help_text="This cannot be taken back",
    )


def may_edit(request: HttpRequest, advert: Advert) -> bool:
    """Whether the person may name people and decide."""
    return access_of(request.user).may(
        P.APPLICATIONS_EDIT, council_id=advert.council_id, service_id=advert.service_id, team_id=advert.team_id
    )


def shortlisting_in(request: HttpRequest, advert: Advert) -> Shortlisting:
    """How an advert's applications are scored. Raises `Http404` where they are not."""
    found = queries.shortlisting_of(request.user, advert)
    if found is None:
        raise Http404("Nobody scores the applications for this job.")
    found.advert = advert
    return found


def crumbs(asked: Asked, advert: Advert) -> list[tuple[str, str]]:
    """The way to a page below an advert's board."""
    return [
        ("Hiring", link("hiring", asked)), (advert.reference, link("pipeline", asked, advert=advert.pk)),
        ("Shortlisting", link("shortlisting", asked, advert=advert.pk)),
    ]  # fmt: skip


@never_cache
@asks(P.APPLICATIONS_VIEW)
def shortlisting(request: HttpRequest, asked: Asked, advert: int) -> HttpResponse:
    """Who scores and how far they are; every application with what it was given, best first, once that can be shown."""
    row = advert_in(request, asked, advert, P.APPLICATIONS_VIEW)
    found = queries.shortlisting_of(request.user, row)
    if found is None and (page := conflicted(request, asked, row)):
        return page
    here: dict[str, Any] = {"advert": row.pk}
    context = {
        "asked": asked, "row": row, "found": found, "crumbs": crumbs(asked, row)[:2], "may_edit": may_edit(request, row),
        "how_url": link("shortlisting_how", asked, **here), "name_url": link("shortlister_add", asked, **here),
        "board_url": link("pipeline", asked, **here), "next_url": link("shortlisting_next", asked, **here),
        "interviews_url": link("interviews_advert", asked, **here),
    }  # fmt: skip
    if found is not None:
        found.advert = row
        context |= _filled(request, asked, found)
    return render(request, "hiring/shortlisting.html", context)


def _filled(request: HttpRequest, asked: Asked, found: Shortlisting) -> dict[str, Any]:
    people = queries.shortlisters_of(request.user, found)
    made = queries.table(request.user, found)
    standing = [one for one in people if one.stood_down_at is None]
    progress = queries.progress(found)
    own = next((one for one in standing if one.user_id == request.user.pk), None)
    ticked = number_in(request.GET.get("from", ""))
    here: dict[str, Any] = {"advert": found.advert_id}
    first, size = _page(request, made, ticked)
    return {
        **_paging(asked, first, size, len(made.lines)),
        "scale": rules.SCALES[Scale(found.scale)], "table": made, "standing": standing, "count": len(made.lines),
        "people": [_person(asked, one, progress.get(one.user_id, 0), len(made.lines), here) for one in people],
        "lines": [_line(asked, line, standing, found, made, ticked) for line in made.lines[first : first + size]],
        "compared": sum(line.comparison is not None for line in made.lines),
        "talked": sum(bool(line.comparison and line.comparison.differing) for line in made.lines),
        "waiting": len(made.lines) - progress.get(request.user.pk or 0, 0) if own else 0, "ticked": ticked,
        "decide_url": link("hiring_decide", asked), "decisions": DECISIONS, "reasons": NotTakenWhy.choices,
        "lacks_words": _lacks(found.least - len(standing)),
    }  # fmt: skip


def _page(request: HttpRequest, made: Table, ticked: int | None) -> tuple[int, int]:
    """From which line on, and how many: the best first, and as many as are ticked, up to what is decided at once."""
    first = min(number_in(request.GET.get("first", "")) or 0, 10**6)
    reach = (
        sum(bool(line.comparison and line.comparison.stands >= ticked) for line in made.lines)
        if ticked is not None
        else 0
    )
    return (0, min(max(PAGE, reach), AT_ONCE)) if reach else (first, PAGE)


def _paging(asked: Asked, first: int, size: int, count: int) -> dict[str, str]:
    """The ways to the lines before and after these, where there are more than a page of them."""
    later = first + size
    return {
        "earlier": f"?{asked.query(first=max(0, first - PAGE) or '')}" if first else "",
        "later": f"?{asked.query(first=later)}" if later < count else "",
        "page_words": f"{min(first + 1, count):,} to {min(later, count):,} of {count:,} applications, the best first",
    }


def _lacks(count: int) -> str:
    if count <= 0:
        return ""
    return (
        f"{count} more {'person is' if count == 1 else 'people are'} needed who score, before anything can be compared."
    )


def _person(asked: Asked, one: Shortlister, handed: int, count: int, here: dict[str, Any]) -> dict[str, Any]:
    url = link("shortlister_stand_down", asked, shortlister=one.pk, **here)
    said = f"Stood down {moment(one.stood_down_at)}" if one.stood_down_at else f"{handed} of {count} handed in"
    return {
        "who": one.user.name,
        "said": said,
        "url": "" if one.stood_down_at else url,
        "done": count > 0 and handed == count,
    }


def _line(asked: Asked, line: Line, standing, found: Shortlisting, made: Table, ticked: int | None) -> dict[str, Any]:
    """A row of the comparison."""
    row, comparison = line.application, line.comparison
    words = {str(criterion.pk): criterion.words for criterion in made.criteria}
    return {
        "row": row, "who": f"Candidate {row.number}", "url": link("shortlisting_beside", asked, application=row.pk),
        "place": f"{line.place}{'=' if line.is_tied else ''}" if comparison else "",
        "totals": [line.totals.get(one.user_id) for one in standing] if comparison else [],
        "stands": in_points(comparison.stands) if comparison else "",
        "spread": comparison.spread if comparison else None,
        "differing": len(comparison.differing) if comparison else 0,
        "short_of": [words[key] for key in line.short_of],
        "waits": f"{line.handed_in} of {found.least} in",
        "is_ticked": bool(comparison and ticked is not None and comparison.stands >= ticked),
    }  # fmt: skip


@asks(P.APPLICATIONS_EDIT)
def how(request: HttpRequest, asked: Asked, advert: int) -> HttpResponse:
    """Say that an advert's applications are scored, on which scale and by how many."""
    row = advert_in(request, asked, advert, P.APPLICATIONS_EDIT)
    found = queries.shortlisting_of(request.user, row)
    first = {"scale": found.scale, "least": found.least} if found else {
        "scale": Scale.TO_THREE, "least": actions.rule_of(asked.council).least}  # fmt: skip
    form = HowForm(request.POST or None, initial=first)
    if done(request, form, partial(actions.set_shortlisting, row)):
        target = "shortlisting" if found else "shortlister_add"
        return back_to(
            request, "Saved." if found else "Saved. Now name those who score.", link(target, asked, advert=row.pk)
        )
    return ask(
        request, asked, form, title="How applications are scored", button="Save", back=link("shortlisting", asked, advert=row.pk),
        crumbs=crumbs(asked, row), lead="Each person scores alone. Nobody sees another’s points before enough have handed in.",
    )  # fmt: skip


@asks(P.APPLICATIONS_EDIT)
def name_somebody(request: HttpRequest, asked: Asked, advert: int) -> HttpResponse:
    """Name somebody who scores."""
    row = advert_in(request, asked, advert, P.APPLICATIONS_EDIT)
    found = shortlisting_in(request, row)
    form = WhoForm(request.POST or None, people=who_see(row, request.today))  # type: ignore[attr-defined]
    if made := done(request, form, partial(actions.name_shortlister, found)):
        return back_to(request, f"{made.user.name} scores now.", link("shortlisting", asked, advert=row.pk))
    return ask(
        request, asked, form, title="Name somebody who scores", button="Name them", back=link("shortlisting", asked, advert=row.pk),
        crumbs=crumbs(asked, row), lead=f"At least {found.least} people score.",
    )  # fmt: skip


@require_POST
@asks(P.APPLICATIONS_EDIT)
def stand_down(request: HttpRequest, asked: Asked, advert: int, shortlister: int) -> HttpResponse:
    """Somebody scores no more."""
    row = advert_in(request, asked, advert, P.APPLICATIONS_EDIT)
    found = next(
        (s for s in queries.shortlisters_of(request.user, shortlisting_in(request, row)) if s.pk == shortlister), None
    )
    if found is None:
        raise Http404("There is nobody of that number.")
    did(
        request,
        partial(actions.stand_down, found),
        f"{found.user.name} scores no more. Name somebody else where too few are left.",
    )
    return redirect(link("shortlisting", asked, advert=row.pk))


@manages(P.COUNCIL_MANAGE)
def rule(request: HttpRequest, council: Council) -> HttpResponse:
    """What the council asks of every shortlisting; only ever made stricter."""
    now = actions.rule_of(council)
    form = RuleForm(request.POST or None, initial={"least": now.least, "is_always": now.is_always})
    if done(request, form, partial(actions.tighten_selection, council)):
        messages.success(request, "Saved. It holds for every shortlisting from now on.")
        return redirect("admin_applications", council=council.slug)
    context = {
        "council": council,
        "form": form,
        "title": "What every shortlisting needs",
        "button": "Save",
        "back": "admin_applications",
    }
    return render(request, "admin/form.html", context)
