"""Today: what this person can do, and what needs them. And the way in, and the help page."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from ridgeway.core.words import day as day_words
from ridgeway.domains.establishment import queries
from ridgeway.domains.establishment.queries import today as around
from ridgeway.domains.organisation.access import Access, access_of, regions_led_by
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council
from ridgeway.insight.state import state_of
from ridgeway.journeys.intake.models import ImportRun, RunState
from ridgeway.web.guards import Asked, asks, signed_in
from ridgeway.web.insight.drawing import figure_part

from .changing import link
from .mails import to_decide_words, troubled
from .today_adverts import adverts_block
from .today_blocks import Block, Thing
from .today_ring import Ring, ring_first

BACK, AHEAD, SHORT = 30, 60, 6
P = Permission


@signed_in
def start(request: HttpRequest) -> HttpResponse:
    """The way in: the person's own council, or the choice of theirs."""
    held = {h.council_id for h in access_of(request.user).held}
    if not held and (led := regions_led_by(request.user, request.today)):  # type: ignore[attr-defined]
        return redirect("agency_region", region=led[0].slug)
    if len(held) != 1:
        return redirect("councils")
    return redirect("today", council=Council.objects.values_list("slug", flat=True).get(pk=held.pop()))


@signed_in
def guide(request: HttpRequest) -> HttpResponse:
    """How to read a page: the as-at bar, figures with their base, and whom to ask."""
    return render(request, "today/help.html")


@asks(P.FIGURES_VIEW)
def today(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The start page: the lists this person's work asks for; for somebody who sees figures alone, the figures."""
    access = access_of(request.user)

    def holds(*permissions: str) -> bool:
        return any(access.may_somewhere(permission, asked.council.pk) for permission in permissions)

    ring = ring_first(request, asked) if holds(P.ENQUIRIES_EDIT) else None
    left, right = [], []
    if holds(P.POSTS_VIEW):
        over, empty = queries.needing_care(request.user, asked.scope, asked.on, SHORT)
        left.append(empty_posts(asked, empty))
        right.append(broken(request, asked, over, holds(P.PEOPLE_VIEW)))
    right += [adverts_block(request, asked)] if holds(P.ADVERTS_EDIT, P.ADVERTS_APPROVE) else []
    if holds(P.PEOPLE_VIEW):
        found = queries.events(request.user, asked.scope, asked.on, back=BACK, ahead=AHEAD)
        left.append(recent(asked, found))
        right.append(due(asked, found))
    right += looked_after(request, asked, access, ring)
    context = {
        "asked": asked,
        "greeting": f"{part_of_day(request.at)}, {request.user.get_short_name()}",  # type: ignore[attr-defined, union-attr]
        "sentence": sentence(left, right, ring),
        "ring": ring,
        "left": left,
        "right": right,
        "acts": acts(asked, holds),
        "tiles": [] if left or ring else tiles(asked),
    }
    return render(request, "today/today.html", context)


def looked_after(request: HttpRequest, asked: Asked, access: Access, ring: Ring | None) -> list[Block]:
    """What waits for who looks after files and mails. Files stand where nobody is to be rung: the page costs ten queries at most."""
    found = []
    if access.may_somewhere(P.APPLICATIONS_EDIT, asked.council.pk):
        found.append(Block("hiring", "Candidates", "Longest waiting", [], ("", ""), load_url=link("hiring_due", asked)))
    if ring is None and access.may(P.IMPORTS_RUN, council_id=asked.council.pk):
        found.append(imports(request, asked))
    if access.may(P.CAMPAIGNS_EDIT, council_id=asked.council.pk):
        found.append(
            Block(
                "stale",
                "Neighbours’ offers",
                "Read too long ago",
                [],
                ("", ""),
                load_url=link("campaign_offers_due", asked),
            )
        )
    if access.may(P.SITE_EDIT, council_id=asked.council.pk):
        found.append(
            Block("promises", "Careers site", "Promises not being kept", [], ("", ""), load_url=link("site_due", asked))
        )
    if access.may(P.COUNCIL_MANAGE, council_id=asked.council.pk):
        found += mails(request, asked)
    if access.may_somewhere(P.PAY_VIEW, asked.council.pk):
        found.append(Block("pay", "Pay", "Reviews of supplements", [], ("", ""), load_url=link("pay_due", asked)))
    return found


def part_of_day(at: dt.datetime) -> str:
    """Good morning, afternoon or evening, by the council's clock."""
    hour = timezone.localtime(at).hour
    return "Good morning" if hour < 12 else "Good afternoon" if hour < 18 else "Good evening"


def sentence(left: list[Block], right: list[Block], ring: Ring | None = None) -> str:
    """What waits, in a sentence: first the people to be rung."""
    if ring is not None and ring.lines:
        return ring.sentence
    wrong = sum(len(block.things) for block in right if block.key == "broken")
    due_count = sum(block.count for block in right if block.key == "due")
    if not left and not right:
        return "The figures of the day, each with what it was computed from."
    parts = []
    if wrong:
        parts.append(f"{wrong} {'thing does' if wrong == 1 else 'things do'} not add up")
    if due_count:
        parts.append(f"{due_count} {'thing is' if due_count == 1 else 'things are'} due in the next {AHEAD} days")
    return f"{' and '.join(parts)}." if parts else "Nothing is broken and nothing is due."


def empty_posts(asked: Asked, lines) -> Block:
    """Posts that nobody holds and nobody covers, longest empty first."""
    things = [
        Thing(
            f"{line.number}, {line.team}",
            link("post", asked, number=line.number),
            f"{line.role}. Empty for {(asked.on - line.vacant_since).days} days, since {day_words(line.vacant_since)}",
        )
        for line in lines
    ]
    return Block(
        "empty", "Longest empty", "Posts nobody holds and nobody covers", things,
        ("Every post here is held or covered.", "A post comes here on the day nobody holds it and nobody covers it."),
        link("posts", asked, changes={"vacant": "uncovered"}), "All posts not covered",
    )  # fmt: skip


def broken(request: HttpRequest, asked: Asked, over, sees_people: bool) -> Block:
    """Rows that do not fit one another."""
    things = [
        Thing(
            f"{line.number} is held by {len(line.holders)} people",
            link("post", asked, number=line.number),
            f"{' and '.join(who.name for who in line.holders)}, together more than its FTE",
            "wrong",
        )
        for line in over
    ]
    if sees_people:
        things += [
            Thing(
                f"{row.name} is in post without a post" if not row.post else f"{row.name} holds a post not funded",
                link("person", asked, person=row.worker_id),
                f"{f'Post {row.post}, since' if row.post else 'Since'} {day_words(row.since)}",
                "wrong",
            )
            for row in queries.misfits(request.user, asked.scope, asked.on, SHORT)
        ]
    return Block(
        "broken", "Does not add up", "Rows that do not fit one another", things,
        ("Every row fits.", "Posts with too many holders and people without a post would stand here."),
        link("establishment", asked), "The balance of posts",
    )  # fmt: skip


def recent(asked: Asked, found) -> Block:
    """Who started and who left in the last days, the latest first."""
    past = [e for e in reversed(found) if e.on <= asked.on and e.kind in (around.STARTS, around.LEAVES)]
    things = [
        Thing(
            event.name,
            link("person", asked, person=event.worker_id),
            f"{'Started' if event.kind == around.STARTS else 'Left'} on {day_words(event.on)}"
            + (f". {event.words}" if event.words else ""),
        )
        for event in past[:SHORT]
    ]
    return Block(
        "recent", "Came and went", f"In the last {BACK} days", things,
        (f"Nobody started or left in the last {BACK} days.", "Starts and leavings are recorded on a person's page."),
        link("people", asked, changes={"show": "starters"}), "All starters",
    )  # fmt: skip


def due(asked: Asked, found) -> Block:
    """What is coming: starts, leavings, ends of fixed terms."""
    verbs = {around.STARTS: "starts", around.LEAVES: "leaves", around.ENDS: "comes to the end of a fixed term"}
    coming = [event for event in found if event.on > asked.on]
    things = [
        Thing(f"{event.name} {verbs[event.kind]}", link("person", asked, person=event.worker_id), day_words(event.on))
        for event in coming[: 2 * SHORT]
    ]
    return Block(
        "due", "Due", f"In the next {AHEAD} days", things,
        (f"Nothing is due in the next {AHEAD} days.", "Starts, leavings and ends of fixed terms would stand here."),
        count=len(coming),
    )  # fmt: skip


def imports(request: HttpRequest, asked: Asked) -> Block:
    """Files that wait for somebody, or could not be read."""
    waiting = (RunState.READY, RunState.UNMAPPED, RunState.FAILED, RunState.REFUSED)
    runs = ImportRun.objects.filter(council=asked.council, state__in=waiting).visible_to(request.user)
    things = [
        Thing(
            run.original_name,
            link("import_run", asked, run=run.pk).split("?")[0],
            run.get_state_display(),
            "broken" if run.state in (RunState.FAILED, RunState.REFUSED) else "due",
        )
        for run in runs.order_by("-uploaded_at")[:SHORT]
    ]
    return Block(
        "imports", "Files", "Waiting for somebody", things,
        ("No file is waiting.", "A file that was checked waits here until it is confirmed."),
        link("imports", asked).split("?")[0], "All imports",
    )  # fmt: skip


def mails(request: HttpRequest, asked: Asked) -> list[Block]:
    """Mails that did not go, for who looks after the installation; nothing where all went."""
    if not (count := troubled(request, asked)):
        return []
    url = link("admin_mails", asked).split("?")[0] + "?show=decide"
    things = [Thing(to_decide_words(count), url, "Send them again, or say that they went.", "broken")]
    return [Block("mail", "Mail", "Waiting for a decision", things, ("", ""), url, "Mails to decide about")]


def acts(asked: Asked, holds) -> list[tuple[str, str, bool]]:
    """What this person can do: words, address, whether it is the main thing."""
    found = []
    if holds(P.ENQUIRIES_EDIT):
        found.append(("Log an enquiry", link("enquiries_new", asked), True))
    if holds(P.PEOPLE_EDIT):
        found.append(("Somebody new starts", link("person_add", asked), not found))
    if holds(P.POSTS_EDIT):
        found.append(("Fund a post", link("posts_fund", asked), not found))
    if holds(P.REPORTS_BUILD) or not found:
        found.append(("State of the service", link("state", asked), False))
    return found


def tiles(asked: Asked):
    """The figures of the day, for somebody who sees figures alone."""
    state = state_of(asked.scope, asked.on, asked.against)
    return [figure_part(asked, t.figure, change=t.change, line=t.line, sees_rows=False) for t in state.tiles]
