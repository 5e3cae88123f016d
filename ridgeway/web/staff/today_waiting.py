"""What is broken and what is due, from every domain that somebody looks after. Each says it in lines of its own, out of rows that are read with
those of all the others in one query, and Today's sentence counts all of them: a domain that comes later adds a line to `SOURCES`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from ridgeway.core.together import Question
from ridgeway.core.words import day as day_words
from ridgeway.domains.establishment import queries
from ridgeway.domains.establishment.queries import today as around
from ridgeway.domains.organisation.access import Access
from ridgeway.domains.organisation.choices import Permission as P
from ridgeway.journeys.intake.models import ImportRun, RunState
from ridgeway.web.guards import Asked

from . import campaigns_neighbours, hiring, pay, site, today_adverts, today_agency, today_entry, today_selection
from .changing import link
from .mails import to_decide_words, troubled
from .today_blocks import Thing

SHORT = 6


def mails(request: HttpRequest, asked: Asked) -> Question[list[Thing]]:
    """Mails that did not go, for who looks after the installation. One query."""
    if not (count := (yield from troubled(request, asked))):
        return []
    url = link("admin_mails", asked).split("?")[0] + "?show=decide"
    return [Thing(to_decide_words(count), url, "Send them again, or say that they went.", "broken")]


def imports(request: HttpRequest, asked: Asked) -> Question[list[Thing]]:
    """Files that wait for somebody, or could not be read. One query."""
    wrong = (RunState.FAILED, RunState.REFUSED)
    runs = ImportRun.objects.filter(council=asked.council, state__in=(RunState.READY, RunState.UNMAPPED, *wrong))
    return [
        Thing(
            run.original_name,
            link("import_run", asked, run=run.pk).split("?")[0],
            f"File: {run.get_state_display().lower()}",
            "broken" if run.state in wrong else "due",
        )
        for run in (yield runs.visible_to(request.user).order_by("-uploaded_at")[:SHORT])
    ]


def misfits(request: HttpRequest, asked: Asked) -> Question[list[Thing]]:
    """People in post without a post, or in one that is not funded. One query."""
    return [
        Thing(
            f"{row.name} is in post without a post" if not row.post else f"{row.name} holds a post not funded",
            link("person", asked, person=row.worker_id),
            f"{f'Post {row.post}, since' if row.post else 'Since'} {day_words(row.since)}",
            "wrong",
        )
        for row in (yield from queries.misfits(request.user, asked.scope, asked.on, SHORT))
    ]


def overfull(asked: Asked, over) -> list[Thing]:
    """Posts that are held by more than they are."""
    return [
        Thing(
            f"{line.number} is held by {len(line.holders)} people",
            link("post", asked, number=line.number),
            f"{' and '.join(who.name for who in line.holders)}, together more than its FTE",
            "wrong",
        )
        for line in over
    ]


def coming(asked: Asked, found) -> list[Thing]:
    """Starts, leavings, ends of fixed terms still to come."""
    verbs = {around.STARTS: "starts", around.LEAVES: "leaves", around.ENDS: "comes to the end of a fixed term"}
    return [
        Thing(f"{event.name} {verbs[event.kind]}", link("person", asked, person=event.worker_id), day_words(event.on), "due", event.on)
        for event in found
        if event.on > asked.on
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """Who is told of a domain's lines: one of the permissions, somewhere in the council or over all of it."""

    needed: tuple[P, ...]
    things: Callable[[HttpRequest, Asked], Question[list[Thing]]]
    whole: bool = False

    def is_for(self, access: Access, council: int) -> bool:
        """Whether somebody is told."""
        if self.whole:
            return any(access.may(permission, council_id=council) for permission in self.needed)
        return any(access.may_somewhere(permission, council) for permission in self.needed)


SOURCES = (
    Source((P.APPLICATIONS_EDIT,), hiring.waits),
    Source((P.APPLICATIONS_EDIT,), hiring.references),
    Source((P.APPLICATIONS_VIEW,), today_selection.scores),
    Source((P.APPLICATIONS_VIEW,), today_selection.interviews),
    Source((P.SITE_EDIT,), site.waits, whole=True),
    Source((P.PAY_VIEW,), pay.waits),
    Source((P.COUNCIL_MANAGE,), mails, whole=True),
    Source((P.PEOPLE_VIEW,), misfits),
    Source((P.PEOPLE_VIEW,), today_entry.waits),
    Source((P.ADVERTS_EDIT, P.ADVERTS_APPROVE), today_adverts.waits),
    Source((P.IMPORTS_RUN, P.MONEY_EDIT, P.AGENCY_EDIT), imports, whole=True),
    Source((P.AGENCY_SIGN_DIRECTOR, P.AGENCY_SIGN_CHIEF), today_agency.to_sign),
    Source((P.AGENCY_EDIT,), today_agency.past_their_end),
    Source((P.CAMPAIGNS_EDIT,), campaigns_neighbours.waits, whole=True),
)


def told(request: HttpRequest, asked: Asked, access: Access) -> list[Question[list[Thing]]]:
    """What is asked of every domain for somebody."""
    return [source.things(request, asked) for source in SOURCES if source.is_for(access, asked.council.pk)]
