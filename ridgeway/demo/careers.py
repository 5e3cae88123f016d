"""The careers site of the demonstration: written through the editor's own kinds of page, published, and public."""

import datetime as dt
from random import Random
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from ridgeway.core import clock
from ridgeway.domains.organisation.models import Council
from ridgeway.web.careers import actions, besides, promises
from ridgeway.web.careers.models import Beside, CareersSite, SitePage, SiteVisit, StoryPage, WordsPage
from ridgeway.web.careers.starter import section, words

from . import careers_words as say

CONTACT = {
    "contact_name": "Bryony Larkrise", "contact_telephone": "01632 960 100", "contact_hours": "Weekdays, 8:30 to 18:00",
    "contact_part": "runs a service here and is the link for anyone thinking of applying. She rings back within two working days.",
}  # fmt: skip


def write(council: Council, neighbour: Council, *, by, at: dt.datetime) -> str:
    """Both councils' sites: one with everything on it, one as it is on its first day."""
    site = actions.open_site(council, is_public=True, by=by, at=at, **CONTACT)
    Writer(site, at).write()
    actions.open_site(
        neighbour, is_public=True, by=by, at=at, contact_name="Coombe Seaborough", contact_telephone="01632 960 240",
        contact_part="answers for children’s services.",
    )  # fmt: skip
    promised = promises_of(council, by=by, at=at)
    beside_jobs(site, by=by, at=at)
    visits_of(council, clock.day_of(at))
    followed(council, clock.day_of(at))
    return f"{StoryPage.objects.count()} stories and {promised} promises on the careers site"


def promises_of(council: Council, *, by, at: dt.datetime) -> int:
    """The council's promises, each held against its measure: some are kept, and whichever is not says so."""
    services = {service.kind: service for service in council.services.all()}
    for order, (kind, fields) in enumerate(say.PROMISES, start=1):
        promises.make_promise(council, service=services.get(kind), order=order, by=by, at=at, **fields)
    return len(say.PROMISES)


def beside_jobs(site: CareersSite, *, by, at: dt.datetime) -> None:
    """What stands beside jobs, by service and for those that are hard to fill."""
    services = {service.kind: service for service in site.council.services.all()}
    pages = {page.slug: page for page in Page.objects.descendant_of(site.home)}
    for slug, note, kind, is_hard, priority in say.BESIDE:
        besides.place(
            site.council,
            page=pages[slug],
            note=note,
            service=services.get(kind),
            is_for_hard_to_fill=is_hard,
            priority=priority,
            by=by,
            at=at,
        )


def visits_of(council: Council, today: dt.date) -> None:
    """Ninety days of visits, invented: more on weekdays, some by campaigns."""
    rng = Random(f"{council.slug} visits")  # noqa: S311 - invented counts, not secrets
    usual = {"direct": 14, "search": 22, "social": 6, "tracked": 9, "other": 3}
    SiteVisit.objects.bulk_create(
        SiteVisit(
            council=council,
            on=day,
            channel=channel,
            count=max(1, round(rng.gauss(mean, mean / 4) * (0.4 if day.weekday() > 4 else 1))),
        )
        for day in (today - dt.timedelta(days=back) for back in range(1, 91))
        for channel, mean in usual.items()
    )


def followed(council: Council, today: dt.date) -> None:
    """Thirty days of how often what stands beside jobs was shown and followed, invented: one in twelve follows, more where it stands first."""
    rng = Random(f"{council.slug} besides")  # noqa: S311 - invented counts, not secrets
    for row in Beside.objects.filter(council=council):
        for day in (today - dt.timedelta(days=back) for back in range(1, 31)):
            shown = rng.randint(14, 40) // (3 if row.is_for_hard_to_fill else 1) // (2 if day.weekday() > 4 else 1)
            besides.count(council.pk, row.pk, day, "shown", shown)
            besides.count(
                council.pk, row.pk, day, "count", sum(rng.random() < 0.02 + row.priority / 100 for _ in range(shown))
            )


class Writer:
    """Fills the pages that every site begins with, and adds the council's own."""

    def __init__(self, site: CareersSite, at: dt.datetime) -> None:
        self.site, self.at, self.today = site, at, clock.day_of(at)
        self.home = site.home.specific

    def write(self) -> None:
        """All of it."""
        told = section("stories", heading="In their words", how_many="3")
        self._fill(
            self.home,
            say.LEAD,
            [
                section("promises", heading="", which="first"),
                say.SPOTLIGHT,
                section("jobs", heading="Jobs closing soon", how_many="3"),
                say.HOME_POINTS,
                told,
                section("contact"),
            ],
        )
        for slug, lead, body in (
            ("childrens", say.CHILDRENS_LEAD, say.CHILDRENS),
            ("adult-care", say.ADULTS_LEAD, say.ADULTS),
        ):
            self._fill(self._page(slug), lead, body)
        self._fill(self._page("talk-to-us"), say.TALK_LEAD, say.TALK)
        self._add(
            "Our promises",
            "promises",
            say.PROMISES_LEAD,
            [section("promises", heading="", which="all"), section("contact")],
        )
        self._add("Your pathway", "pathway", say.PATHWAY_LEAD, say.PATHWAY)
        self._fill(self._page("events"), "Come and see the place and the people.", [self._events(), section("contact")])
        self._stories()

    def _page(self, slug: str) -> Any:
        return self.home.get_children().get(slug=slug).specific

    def _fill(self, page: SitePage, lead: str, body: list[dict]) -> None:
        page.lead, page.body = lead, body
        page.save()

    def _add(self, title: str, slug: str, lead: str, body: list[dict]) -> None:
        self.home.add_child(instance=WordsPage(title=title, slug=slug, lead=lead, body=body, show_in_menus=True))

    def _events(self) -> dict:
        """What the editor wrote beside the events of campaigns: one to come, and one that is over and so not shown."""
        events = [
            {"title": title, "place": place, "words": words,
             "starts": timezone.make_aware(dt.datetime.combine(self.today + dt.timedelta(days), dt.time(hour))).isoformat()}
            for days, hour, title, place, words in say.EVENTS
        ]  # fmt: skip
        return section("events", heading="What is coming", events=events)

    def _stories(self) -> None:
        told = self._page("stories")
        services = {service.kind: service for service in self.site.council.services.all()}
        for slug, title, quote, who, lead, scene, kind, days, sort, paragraphs in say.STORIES:
            told.add_child(instance=StoryPage(
                slug=slug, title=title, quote=quote, who=who, lead=lead, scene=scene, kind=sort, service=services[kind],
                told_on=self.today - dt.timedelta(days), body=[words("\n\n".join(paragraphs)), section("contact")],
            ))  # fmt: skip
