"""What the main pages cost: as many queries at 1,000 rows of everything as at 10, six for a list, eight for a board. What Today asks for
by itself, once it is drawn, is read of every domain in one, and says what each would say alone."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ridgeway.core.models import AuditEntry
from ridgeway.core.together import ask, ask_together
from ridgeway.domains.agency.models import Assignment, Rate, Supplier
from ridgeway.domains.campaigns.models import Campaign, Channel, Event, OwnPost, Phase, Placement, Visit
from ridgeway.domains.establishment.models import Absence, Cover, Employment, Holding, Post, PostTerm, Worker
from ridgeway.domains.finance.models import MonthSum, SubjectiveCode
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Region, Role, User
from ridgeway.domains.practice.models import CaseCount
from ridgeway.domains.recruitment.models import Advert, Application, Candidate, Enquiry, RecruitmentRequest
from ridgeway.insight.comparison import COMPARED
from ridgeway.insight.models import PublishedRow
from ridgeway.journeys.intake.models import ImportRun
from ridgeway.web.guards import asked_of
from ridgeway.web.staff.today_due import around_posts
from ridgeway.web.staff.today_waiting import told

from .. import factories
from ..factories import AT, day

FEW, MANY = 10, 1_000
LIST, BOARD = 6, 8


@dataclass(frozen=True)
class Page:
    """A page, how many queries it costs, and the most that a page of its kind may cost."""

    url_name: str
    queries: int
    most: int
    key: str = ""
    asked: str = "?on=2016-03-31"

    def __str__(self) -> str:
        return f"{self.url_name} {self.key}".strip()


PAGES = (
    Page("posts", 6, LIST),
    Page("people", 6, LIST),
    Page("imports", 4, LIST, asked=""),
    Page("audit", 4, LIST, asked=""),
    Page("search", 8, BOARD, asked="?q=Family"),
    Page("search", 7, BOARD, asked="?q=P00001"),
    Page("enquiries", 5, LIST, asked="?show=all"),
    Page("enquiries_figures", 6, LIST),
    Page("adverts", 6, LIST, asked="?show=all"),
    Page("adverts_requests", 6, LIST, asked="?show=all"),
    Page("agency", 6, LIST, asked="?show=all"),
    Page("agency_caps", 7, BOARD),
    Page("agency_suppliers", 5, LIST),
    Page("agency_timesheets", 8, BOARD),
    Page("agency_return", 8, BOARD),
    Page("agency_region_council", 8, BOARD),
    Page("money", 6, BOARD),
    Page("money_lines", 6, LIST),
    Page("money_vacancies", 8, BOARD),
    Page("money_forecast", 8, BOARD),
    Page("money_avoided", 8, BOARD),
    Page("rows", 6, LIST, key="headcount"),
    Page("flow_rows", 8, BOARD, asked="?on=2016-03-31&flow=closing"),
    Page("today", 6, BOARD),
    Page("today_waiting", 5, BOARD),
    Page("state", 7, BOARD),
    Page("establishment", 5, BOARD),
    Page("measures", 5, BOARD),
    Page("measure", 7, BOARD, key="turnover"),
    Page("measure", 8, BOARD, key="caseload"),
    Page("compare", 7, BOARD),
    Page("campaign", 6, BOARD),
    Page("campaign_performance", 6, BOARD),
)


@pytest.fixture
def council(db, at):
    council = factories.a_council("Downland")
    council.region = Region.objects.get_or_create(code="E12000009", defaults={"name": "South West"})[0]
    council.save()
    return council


@pytest.fixture
def signed(client, council):
    """Signed in as somebody who may see everything in the council."""
    Role.objects.create(key="sees-everything", name="Sees everything", permissions=Permission.values)
    client.force_login(factories.a_user(council, "sees-everything"))
    return client


class Ground:
    """What rows hang on."""

    def __init__(self, council) -> None:
        self.council = council
        self.team = factories.a_team(factories.a_service(council))
        self.role = factories.a_job_role(council)
        self.contact = User.objects.get(grants__council=council)
        campaign = Campaign.objects.create(council=council, name="Social workers")
        self.phase = Phase.objects.create(
            council=council, campaign=campaign, name="Phase 1", starts_on=day("2015-01-01")
        )
        self.channel = Channel.objects.create(council=council, name="The Beacon", kind="job_board")
        PublishedRow.objects.create(
            released_on=day("2016-02-25"), year=2015, level="National", area_code="E92000001", area_name="England",
            values={measure.published: "1" for measure in COMPARED},
        )  # fmt: skip

    def grow(self, first: int, until: int) -> None:
        """Posts, people in two posts of three, cover, absences, counts, imports and audit entries."""
        numbers, council = range(first, until), self.council
        came, left = day("2014-06-01"), day("2016-01-15")
        posts = Post.objects.bulk_create([Post(council=council, number=f"P{n:05}") for n in numbers])
        place = {"council": council, "team": self.team, "role": self.role}
        PostTerm.objects.bulk_create([PostTerm(post=post, starts_on=came, fte=1, **place) for post in posts])
        workers = Worker.objects.bulk_create(
            [Worker(council=council, registration_number=f"SW{n}", family_name=f"Family {n}") for n in numbers]
        )
        spells = Employment.objects.bulk_create(
            [
                Employment(council=council, worker=worker, starts_on=came, ends_on=left if n % 3 == 0 else None)
                for n, worker in zip(numbers, workers, strict=True)
            ]
        )
        Holding.objects.bulk_create(
            [
                Holding(employment=s, worker=s.worker, post=post, fte=1, starts_on=came, ends_on=s.ends_on, **place)
                for s, post in zip(spells, posts, strict=True)
            ]
        )
        Cover.objects.bulk_create(
            [Cover(worker=worker, fte=1, starts_on=came, **place) for worker in workers if worker.pk % 5 == 0]
        )
        self._assignments(workers, came)
        self._ledger(numbers)
        Absence.objects.bulk_create(
            [
                Absence(
                    council=council, employment=s, kind="SIC", starts_on=left, ends_on=AT.date(), working_days_lost=5
                )
                for s in spells
            ]
        )
        CaseCount.objects.bulk_create(
            [
                CaseCount(council=council, worker=worker, team=self.team, on=day("2016-03-15"), cases=9)
                for worker in workers
            ]
        )
        self._records(numbers)
        self._campaign(numbers)

    def _assignments(self, workers: list[Worker], came: dt.date) -> None:
        """Of every fifth, from one of as many suppliers, each with a rate."""
        place = {"council": self.council, "team": self.team, "role": self.role}
        mine = [worker for worker in workers if worker.pk % 5 == 0]
        suppliers = Supplier.objects.bulk_create(
            [Supplier(council=self.council, name=f"Supplier {worker.pk}") for worker in mine]
        )
        rows = Assignment.objects.bulk_create(
            [
                Assignment(worker=worker, supplier=supplier, route="paye", fte=1, starts_on=came, planned_until=AT.date(), notice_weeks=4,
                           state="confirmed", confirmed_at=AT, **place)
                for worker, supplier in zip(mine, suppliers, strict=True)
            ]
        )  # fmt: skip
        Rate.objects.bulk_create([Rate(council=self.council, assignment=row, starts_on=came, pay=30) for row in rows])

    def _campaign(self, numbers: range) -> None:
        """Placements with a day's visits, events, own posts; and of each placement somebody who asked, applied and was met."""
        council, on = self.council, day("2016-02-01")
        of_phase = {"council": council, "phase": self.phase}
        placements = Placement.objects.bulk_create(
            [
                Placement(kind="listing", title=f"Listing {n}", token=f"t{n:05}", target_url="/", channel=self.channel, starts_on=on, **of_phase)
                for n in numbers
            ]
        )  # fmt: skip
        Visit.objects.bulk_create([Visit(council=council, placement=row, on=on, count=3) for row in placements])
        Event.objects.bulk_create([Event(name=f"Fair {n}", on=on, **of_phase) for n in numbers])
        OwnPost.objects.bulk_create(
            [OwnPost(channel=self.channel, on=on, title=f"Post {n}", **of_phase) for n in numbers]
        )
        advert = Advert.objects.filter(council=council).first()
        candidates = Candidate.objects.bulk_create(
            [Candidate(council=council, email=f"c{n}@example.org", made_at=AT, seen_at=AT) for n in numbers]
        )
        Application.objects.bulk_create(
            [
                Application(
                    council=council, advert=advert, candidate=candidate, service=self.team.service, team=self.team,
                    first_placement=placement, begun_at=AT, sent_at=AT, moved_at=AT, state="sent",
                )
                for candidate, placement in zip(candidates, placements, strict=True)
            ]
        )  # fmt: skip

    def _ledger(self, numbers: range) -> None:
        """A sum of a month that is over, by as many codes."""
        codes = SubjectiveCode.objects.bulk_create(
            [SubjectiveCode(council=self.council, code=f"{n:05}", kind="pay") for n in numbers]
        )
        MonthSum.objects.bulk_create(
            [
                MonthSum(council=self.council, team=self.team, code=code, kind="pay", side="actual", month=day("2016-02-01"), year=2015, amount=1, lines=1)
                for code in codes
            ]
        )  # fmt: skip

    def _records(self, numbers: range) -> None:
        hours = [AT - dt.timedelta(hours=n) for n in numbers]
        Enquiry.objects.bulk_create(
            [
                Enquiry(
                    council=self.council, service=self.team.service, team=self.team, role=self.role, way="call",
                    name=f"Family {n}", telephone=f"01632 {n:06}", telephone_key=f"01632{n:06}", came_at=hour,
                    contact=self.contact, promised_by=hour, ring_by=hour,
                )
                for n, hour in zip(numbers, hours, strict=True)
            ]
        )  # fmt: skip
        of_team = {"council": self.council, "service": self.team.service, "team": self.team, "role": self.role}
        Advert.objects.bulk_create(
            [
                Advert(
                    reference=f"J{n:05}", begun_at=hour, published_at=hour, closes_at=AT, state="published", **of_team
                )
                for n, hour in zip(numbers, hours, strict=True)
            ]
        )
        RecruitmentRequest.objects.bulk_create(
            [RecruitmentRequest(why="leaver", fte=1, asked_at=hour, **of_team) for hour in hours]
        )
        ImportRun.objects.bulk_create(
            [
                ImportRun(
                    council=self.council, kind="census", file="none", original_name=f"{n}.xml", sha256="0" * 64, size=1,
                    state="refused", sentence="No.", moved_at=hour, uploaded_by_name="test", uploaded_at=hour,
                )
                for n, hour in zip(numbers, hours, strict=True)
            ]
        )  # fmt: skip
        AuditEntry.objects.bulk_create(
            [
                AuditEntry(
                    chain=self.council.code, sequence=100_000 + n, at=hour, actor="test", action="post.funded",
                    thing_type="establishment.post", thing_id=str(n), thing=f"P{n}", after={"number": f"P{n}"},
                )
                for n, hour in zip(numbers, hours, strict=True)
            ]
        )  # fmt: skip


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_costs_as_many_queries_at_a_thousand_rows_as_at_ten(page, signed, council):
    assert page.queries <= page.most
    ground = Ground(council)
    ground.grow(1, FEW + 1)
    more = {"campaign": ground.phase.campaign_id} if page.url_name.startswith("campaign") else {}
    more |= {"key": page.key} if page.key else {}
    url = reverse(page.url_name, kwargs={"council": council.slug, **more})
    assert signed.get(url + page.asked).status_code == 200
    assert cost(signed, url + page.asked) == page.queries
    ground.grow(FEW + 1, MANY + 1)
    assert cost(signed, url + page.asked) == page.queries


def test_what_is_broken_and_due_says_together_what_each_domain_says_alone(signed, council, rf):
    ground = Ground(council)
    ground.grow(1, FEW + 1)
    user = User.objects.get(pk=ground.contact.pk)
    request = rf.get("/", {"on": "2016-03-31"})
    request.user, request.at, request.today = user, AT, AT.date()
    asked, access = asked_of(request, council.slug, Permission.FIGURES_VIEW), access_of(user)

    def questions():
        return [*around_posts(request, asked, access), *told(request, asked, access)]

    alone = [ask(question) for question in questions()]
    with CaptureQueriesContext(connection) as seen:
        together = ask_together(questions())
    assert (together, len(seen)) == (alone, 1)
    assert sum(bool(things) for things in together) == 5


def cost(client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    return len(seen)
