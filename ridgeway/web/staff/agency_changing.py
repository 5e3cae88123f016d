"""What can be done with assignments."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ridgeway.core.words import day as day_words
from ridgeway.domains.agency import actions, permissions
from ridgeway.domains.agency.choices import RuleKey
from ridgeway.domains.agency.models import Assignment, Breach
from ridgeway.domains.campaigns.queries import last_day
from ridgeway.domains.establishment.queries.posts import PostFilter, posts_on
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.queries import NoSuchScope
from ridgeway.journeys import agency_to_permanent
from ridgeway.web.guards import Asked, asks

from .agency import found
from .agency_forms import (
    AskForm,
    AssignmentForm,
    EndForm,
    ExtendForm,
    FactsForm,
    NewRateForm,
    NoticeForm,
    PermanentForm,
    SignForm,
    assignment_initial,
    facts_initial,
)
from .campaigns_forms import NothingForm
from .changing import ask, back_to, did, done, link

SHOWN = 8


def to_change(request: HttpRequest, asked: Asked, assignment: int) -> Assignment:
    """An assignment that the person may change, or 404."""
    row = found(request, asked, assignment)
    if not permissions.can_edit_in(request.user, row.team):
        raise Http404("There is no such page, or it is not yours to see.")
    return row


def page_url(asked: Asked, row: Assignment) -> str:
    return link("agency_assignment", asked, assignment=row.pk)


def crumbs(asked: Asked, row: Assignment) -> list[tuple[str, str]]:
    return [("Agency", link("agency", asked)), (row.worker.name, page_url(asked, row))]


@never_cache
@asks(Permission.AGENCY_EDIT)
def new(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Take an assignment down."""
    form = AssignmentForm(request.POST or None, council=asked.council, teams=asked.tree.teams)

    def act(**answers):
        if not permissions.can_edit_in(request.user, answers["team"]):
            raise actions.CannotChangeAgency("That post is of a team you do not answer for.")
        return actions.record(asked.council, **answers)

    if made := done(request, form, act):
        return back_to(request, "Recorded, and not yet confirmed. Look at what is checked.", page_url(asked, made))
    lead = "It is recorded first; then it is checked against the caps and the rules, and confirmed."
    return ask(
        request, asked, form, title="Record an assignment", button="Record", back=link("agency", asked), lead=lead,
        crumbs=[("Agency", link("agency", asked))],
    )  # fmt: skip


@never_cache
@asks(Permission.AGENCY_EDIT)
def change(request: HttpRequest, asked: Asked, assignment: int) -> HttpResponse:
    """Correct an assignment that is not confirmed."""
    row = to_change(request, asked, assignment)
    form = AssignmentForm(
        request.POST or None,
        council=asked.council,
        teams=asked.tree.teams,
        worker_known=True,
        initial=assignment_initial(row),
    )
    url = page_url(asked, row)
    if done(request, form, partial(actions.change, row)):
        return back_to(request, "The assignment is changed.", url)
    return ask(
        request, asked, form, title="Change the assignment", button="Change", back=url, crumbs=crumbs(asked, row)
    )


@never_cache
@asks(Permission.AGENCY_EDIT)
def facts(request: HttpRequest, asked: Asked, assignment: int) -> HttpResponse:
    """What the checks need to know of the worker."""
    row = to_change(request, asked, assignment)
    form = FactsForm(request.POST or None, initial=facts_initial(row))
    url = page_url(asked, row)
    if done(request, form, partial(actions.state_facts, row)):
        return back_to(request, "Recorded.", url)
    lead = "What is left empty is not known, and is said to be missing in the quarterly return."
    return ask(
        request,
        asked,
        form,
        title="What the checks need to know",
        button="Save",
        back=url,
        lead=lead,
        crumbs=crumbs(asked, row),
    )


@never_cache
@asks(Permission.AGENCY_EDIT)
def confirm(request: HttpRequest, asked: Asked, assignment: int) -> HttpResponse:
    """Confirm an assignment, where nothing stops it."""
    row = to_change(request, asked, assignment)
    form, url = NothingForm(request.POST if request.method == "POST" else None), page_url(asked, row)
    if done(request, form, partial(actions.confirm, row)):
        return back_to(request, "Confirmed. The worker counts as agency cover from the first day.", url)
    place = f"covering post {row.post}" if row.post else "as extra capacity"
    lead = f"{row.worker.name}, {row.role}, {row.team}, {place}, from {day_words(row.starts_on)}."
    return ask(
        request,
        asked,
        form,
        title="Confirm this assignment",
        button="Confirm",
        back=url,
        lead=lead,
        crumbs=crumbs(asked, row),
    )


@never_cache
@asks(Permission.AGENCY_EDIT)
def extend(request: HttpRequest, asked: Asked, assignment: int) -> HttpResponse:
    """Plan a later end."""
    row = to_change(request, asked, assignment)
    form = ExtendForm(request.POST or None, initial={"planned_until": last_day(row.planned_until)})
    url = page_url(asked, row)
    if done(request, form, partial(actions.extend, row)):
        return back_to(request, "Extended.", url)
    return ask(
        request, asked, form, title="Extend the assignment", button="Extend", back=url, crumbs=crumbs(asked, row)
    )


@never_cache
@asks(Permission.AGENCY_EDIT)
def rate(request: HttpRequest, asked: Asked, assignment: int) -> HttpResponse:
    """Another rate from a day on."""
    row = to_change(request, asked, assignment)
    form = NewRateForm(request.POST or None)
    url = page_url(asked, row)
    if done(request, form, partial(actions.pay_otherwise, row)):
        return back_to(request, "The new rate is recorded.", url)
    return ask(request, asked, form, title="Another rate", button="Record", back=url, crumbs=crumbs(asked, row))


@never_cache
@asks(Permission.AGENCY_EDIT)
def notice(request: HttpRequest, asked: Asked, assignment: int) -> HttpResponse:
    """Notice is given."""
    row = to_change(request, asked, assignment)
    form = NoticeForm(request.POST or None, initial={"on": row.notice_given_on or asked.today})
    url = page_url(asked, row)
    if done(request, form, partial(actions.give_notice, row)):
        return back_to(request, "The notice is recorded.", url)
    return ask(request, asked, form, title="Record notice", button="Record", back=url, crumbs=crumbs(asked, row))


@never_cache
@asks(Permission.AGENCY_EDIT)
def end(request: HttpRequest, asked: Asked, assignment: int) -> HttpResponse:
    """Record the end."""
    row = to_change(request, asked, assignment)
    form = EndForm(request.POST or None, initial={"ends_on": last_day(row.planned_until)})
    url = page_url(asked, row)
    if done(request, form, partial(actions.end, row)):
        return back_to(request, "The end is recorded, and the cover ends with it.", url)
    return ask(request, asked, form, title="Record the end", button="Record", back=url, crumbs=crumbs(asked, row))


@never_cache
@asks(Permission.AGENCY_EDIT)
def permanent(request: HttpRequest, asked: Asked, assignment: int) -> HttpResponse:
    """The worker takes a permanent post here."""
    row = to_change(request, asked, assignment)
    access = access_of(request.user)
    if not access.may_somewhere(Permission.PEOPLE_EDIT, asked.council.pk):
        raise Http404("There is no such page, or it is not yours to see.")
    initial = {"post": row.post.number if row.post else "", "fte": row.fte.normalize(), "starts_on": row.planned_until}
    form, url = PermanentForm(request.POST or None, council=asked.council, initial=initial), page_url(asked, row)

    def act(*, post, **answers):
        return agency_to_permanent.take_post(row, post=post, **answers)

    if done(request, form, act):
        said = f"{row.worker.name} starts in the post; the assignment and its cover end that day."
        return back_to(request, said, link("person", asked, person=row.worker_id))
    lead = f"The assignment and its cover end the day before, and the worker starts in the post as an employee. {empty_here(request, asked, row)}"
    title = "Takes a permanent post"
    return ask(
        request, asked, form, title=title, button="Record the start", back=url, lead=lead, crumbs=crumbs(asked, row)
    )


def empty_here(request: HttpRequest, asked: Asked, row: Assignment) -> str:
    """Which posts of the assignment's team nobody holds, the first eight, in words."""
    try:
        scope = asked.tree.find(f"{row.team.service.slug}/{row.team.slug}")
    except NoSuchScope:  # a team that has ended
        return ""
    found = [line.number for line in posts_on(request.user, scope, asked.on, PostFilter("unfilled"), size=SHOWN)]
    if not found:
        return f"No post is empty in {row.team}."
    return f"Empty in {row.team}: {', '.join(found[:SHOWN])}{' and others' if len(found) > SHOWN else ''}."


@require_POST
@asks(Permission.AGENCY_EDIT)
def ask_region(request: HttpRequest, asked: Asked, assignment: int) -> HttpResponse:
    """Ask the region whether the worker is within its cooling-off."""
    row = to_change(request, asked, assignment)
    if answered := did(
        request, partial(actions.ask_region, row), "The region has answered. See the cooling-off below."
    ):
        row = answered
    return redirect(page_url(asked, row))


@require_POST
@asks(Permission.AGENCY_EDIT)
def settle(request: HttpRequest, asked: Asked, assignment: int) -> HttpResponse:
    """Take over how the cover ended."""
    row = to_change(request, asked, assignment)
    did(request, partial(actions.settle, row), "The assignment ends with its cover.")
    return redirect(page_url(asked, row))


@never_cache
@asks(Permission.AGENCY_EDIT)
def cancel(request: HttpRequest, asked: Asked, assignment: int) -> HttpResponse:
    """Take back an assignment that was never confirmed."""
    row = to_change(request, asked, assignment)
    form, url = NothingForm(request.POST if request.method == "POST" else None), page_url(asked, row)
    if done(request, form, partial(actions.cancel, row)):
        return back_to(request, "The assignment is cancelled.", url)
    return ask(
        request,
        asked,
        form,
        title="Cancel this assignment?",
        button="Cancel it",
        back=url,
        danger=True,
        crumbs=crumbs(asked, row),
    )


@never_cache
@asks(Permission.AGENCY_EDIT)
def breach_ask(request: HttpRequest, asked: Asked, assignment: int, about: str) -> HttpResponse:
    """Ask that a rule may be departed from."""
    row = to_change(request, asked, assignment)
    if about not in RuleKey.values:
        raise Http404("There is no such rule.")
    form, url = AskForm(request.POST or None), page_url(asked, row)
    if done(request, form, partial(actions.ask_sign_off, row, rule=about)):
        return back_to(request, "Asked. It is waiting for those who sign.", url)
    title = f"Ask for sign-off: {str(RuleKey(about).label).lower()}"
    return ask(request, asked, form, title=title, button="Ask", back=url, crumbs=crumbs(asked, row))


@require_POST
@asks(Permission.AGENCY_EDIT)
def breach_withdraw(request: HttpRequest, asked: Asked, assignment: int) -> HttpResponse:
    """Take the open questions of an assignment back."""
    row = to_change(request, asked, assignment)
    for breach in row.breaches.all():
        if breach.state == "open":
            did(request, partial(actions.withdraw, breach), "The question is withdrawn.")
    return redirect(page_url(asked, row))


@never_cache
@asks(Permission.AGENCY_VIEW)
def breach_sign(request: HttpRequest, asked: Asked, breach: int) -> HttpResponse:
    """An office agrees or refuses."""
    rows = Breach.objects.filter(council=asked.council, pk=breach).visible_to(request.user)
    row = rows.select_related("council", "assignment__worker", "assignment__team__service").first()
    held = permissions.offices_of(request.user, row.assignment.team) if row else []
    if row is None or not (mine := [office for office in held if office in row.offices]):
        raise Http404("There is no such page, or it is not yours to see.")
    form = SignForm(request.POST or None, offices=mine)
    url = page_url(asked, row.assignment)
    if done(request, form, partial(actions.sign, row)):
        return back_to(request, "Your decision is recorded.", url)
    lead = f"{row.words} Why it is asked: {row.reason}"
    title = f"Sign off: {row.get_rule_display().lower()}"
    return ask(
        request,
        asked,
        form,
        title=title,
        button="Record my decision",
        back=url,
        lead=lead,
        crumbs=crumbs(asked, row.assignment),
    )
