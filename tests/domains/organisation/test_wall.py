"""The wall: no row of another council, service or team ever comes through `visible_to`, whatever is held."""

import datetime as dt
import itertools

import pytest
from django.apps import apps
from django.db import models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ridgeway.core.outbox import actions as outbox
from ridgeway.domains.agency import models as agency
from ridgeway.domains.campaigns import models as campaigns
from ridgeway.domains.establishment.models import (
    Absence,
    Cover,
    Employment,
    FundingDecision,
    Grade,
    Holding,
    Post,
    PostTerm,
    StatedSalary,
    StatedTotals,
    Worker,
    WorkerMonitoring,
)  # fmt: skip
from ridgeway.domains.finance import models as finance
from ridgeway.domains.organisation import actions
from ridgeway.domains.organisation.access import Scoped, access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council, Grant, Region, Role, Service, Team, User
from ridgeway.domains.pay.models import Incentive, Instalment
from ridgeway.domains.practice.models import CaseCount
from ridgeway.domains.recruitment.models import (
    Advert,
    AdvertChange,
    AdvertPost,
    AdvertTemplate,
    Application,
    ApplicationMove,
    ApplicationNote,
    ApplicationSection,
    ApplicationView,
    Call,
    Candidate,
    CandidateLink,
    Check,
    ContactRule,
    Criterion,
    Disclosure,
    Document,
    Enquiry,
    EqualityAnswers,
    Invitation,
    JobAlert,
    RecruitmentRequest,
    Reference,
    RequestPost,
    ResponsePromise,
    Retention,
    RiskAcceptance,
)  # fmt: skip
from ridgeway.journeys.intake.models import ColumnMap, ImportProblem, ImportRun
from ridgeway.reporting import models as reporting
from ridgeway.web.careers import models as site
from ridgeway.web.careers.actions import open_site
from tests import factories, paying
from tests.factories import AT, BY, day

pytestmark = pytest.mark.django_db
TODAY = dt.date(2016, 4, 1)
ALL = list(Permission.values)


def walled() -> list[type[models.Model]]:
    """Every model of ours whose rows belong to a council (roles stand apart: some belong to all)."""
    ours = [m for m in apps.get_models() if m.__module__.startswith("ridgeway.") and m is not Role]
    return [m for m in ours if isinstance(m.objects.all(), Scoped) or any(f.name == "council" for f in m._meta.fields)]


def test_every_model_with_a_council_has_the_door():
    assert [m.__name__ for m in walled() if not isinstance(m.objects.all(), Scoped)] == []


@pytest.fixture
def two_councils():
    """Two councils of two services of two teams, each team with a post, its holder, and everything about them."""
    councils = [factories.a_council("Downland", code="865"), factories.a_council("Weald", code="866")]
    for council in councils:
        columns = ColumnMap.objects.create(council=council)
        run = ImportRun.objects.create(
            council=council, kind="people", size=1, original_name="a.csv", uploaded_at=AT, moved_at=AT, map=columns
        )
        ImportProblem.objects.create(run=run, row=1, check_id="1", severity="error", message="No.")
        Grade.objects.create(council=council, name="K")
        ContactRule.objects.create(council=council, contact=factories.a_user())
        ResponsePromise.objects.create(council=council)
        Retention.objects.create(council=council, kind="draft", months=3)
        CandidateLink.objects.create(
            council=council, email="a@example.org", token_hash=council.code, made_at=AT, ends_at=AT
        )
        AdvertTemplate.objects.create(council=council, name="Social worker", role=factories.a_job_role(council))
        FundingDecision.objects.create(
            council=council, decided_on=TODAY, title="27 more posts", decided_by_body="Cabinet"
        )
        campaign_of(council)
        JobAlert.objects.create(council=council, email="corin@example.org", asked_at=AT, ends_on=TODAY)
        report_of(council)
        site_of(council)
        money_of(council)
        outbox.send(council=council, key="hello", to="corin@example.org", subject="Hello", text="Hello", at=AT)
    for council, kind in itertools.product(councils, ("children", "adult")):
        service = factories.a_service(council, kind=kind, name=f"{kind} services")
        for number in (1, 2):
            fill(factories.a_team(service, name=f"{kind} {number}"), number)
    for council in councils:
        for name in LATER:
            one_of(apps.get_model(name), council)
    return councils


# in the order in which they stand on one another
LATER = (
    "recruitment.SelectionRule", "recruitment.Shortlisting", "recruitment.Shortlister", "recruitment.ScoreSheet", "recruitment.AgreedScores",
    "recruitment.InterviewRound", "recruitment.PanelMember", "recruitment.InterviewSlot", "recruitment.InterviewQuestion", "recruitment.Interview",
    "recruitment.InterviewSheet", "recruitment.AgreedInterviewScores", "recruitment.MessageTemplate", "recruitment.Message", "recruitment.MessageTo", "recruitment.Offer",
    "recruitment.LetterTemplate", "recruitment.EntryDate", "agency.PracticeReference", "agency.ReferenceLink", "agency.TimesheetLoad",
    "agency.TimesheetLine", "agency.TimesheetMonth", "insight.SavedView", "reporting.DigestWish", "reporting.Making",
)  # fmt: skip
PLAIN = {
    "CharField": "x", "TextField": "x", "EmailField": "x@example.org", "JSONField": {}, "DateField": TODAY, "DateTimeField": AT,
    "DecimalField": 1, "BooleanField": True, "BinaryField": b"x",
}  # fmt: skip


# what the database asks of them besides
ALSO: dict[str, dict] = {
    "InterviewSlot": {"ends_at": AT + dt.timedelta(minutes=45)},
    **{
        key: {"state": "submitted", "submitted_at": AT, "shown_at": AT} for key in ("ScoreSheet", "InterviewSheet")
    },  # or nobody else may see it
}


NEEDED = {"InterviewSheet": ("user",)}  # may be empty by itself; the database asks for it where nothing stands instead


def one_of(model, council: Council) -> None:
    """A row of a council, of what its fields ask for and no more; what it belongs to is the first of its council."""
    given = {}
    for field in model._meta.concrete_fields:
        if (
            field.primary_key
            or field.has_default()
            or (field.null and field.name not in ("team", *NEEDED.get(model.__name__, ())))
        ):
            continue
        if field.is_relation:
            rows = field.related_model._default_manager.order_by("pk")
            if field.related_model is Council:
                given[field.name] = council
            elif any(other.name == "council" for other in field.related_model._meta.concrete_fields):
                given[field.name] = rows.filter(council=council).first()
            else:
                given[field.name] = rows.first()
        elif not field.blank:
            given[field.name] = PLAIN.get(field.get_internal_type(), 1)
    model.objects.create(**given | ALSO.get(model.__name__, {}))


def site_of(council: Council) -> None:
    """A careers site, and one row of each kind that stands beside its pages."""
    home = open_site(council, **BY).home
    beside = site.Beside.objects.create(council=council, page=home)
    site.BesideFollowed.objects.create(council=council, beside=beside, on=TODAY)
    site.Promise.objects.create(council=council, words="18 cases.", about="At most.", how="Every week.")
    site.OldAddress.objects.create(council=council, path="/old", to="jobs/")
    site.SiteVisit.objects.create(council=council, on=TODAY, channel="direct", count=1)


def campaign_of(council: Council) -> None:
    """One row of each kind of a campaign that is of the whole council; its aims stand with its services."""
    campaign = campaigns.Campaign.objects.create(council=council, name="Social workers")
    phase = campaigns.Phase.objects.create(council=council, campaign=campaign, name="Phase 1", starts_on=TODAY)
    channel = campaigns.Channel.objects.create(council=council, name="The Guardian", kind="job_board")
    placement = campaigns.Placement.objects.create(
        council=council, phase=phase, channel=channel, kind="listing", title="Listings", starts_on=TODAY,
        token=council.code, target_url="https://example.org/",
    )  # fmt: skip
    campaigns.ResultsMap.objects.create(council=council, channel=channel)
    campaigns.ResultsFile.objects.create(
        council=council, channel=channel, original_name="export.csv", came_at=AT, came_by="Somebody"
    )
    campaigns.NeighbourOffer.objects.create(council=council, neighbour="Elsewhere", source="A paper", known_on=TODAY)
    campaigns.PlacementResult.objects.create(council=council, placement=placement, on=TODAY, clicks=1)
    campaigns.Visit.objects.create(council=council, placement=placement, on=TODAY, count=1)
    campaigns.Event.objects.create(council=council, phase=phase, name="Fair", on=TODAY)
    campaigns.CalendarAddress.objects.create(council=council, user=factories.a_user(), made_at=AT)
    campaigns.OwnPost.objects.create(council=council, phase=phase, channel=channel, on=TODAY, title="Here")


def agency_of(council: Council) -> agency.Supplier:
    """The council's supplier, with what it did not keep and a title's map; the same again when it is there."""
    supplier, is_new = agency.Supplier.objects.get_or_create(council=council, name="Kestrel Care")
    if is_new:
        kind, _ = agency.AgreedType.objects.get_or_create(slug="social-worker", region=None, starts_on=TODAY)
        role = factories.a_job_role(council)
        agency.TitleMap.objects.create(council=council, role=role, job_type=kind, starts_on=TODAY)
        region, _ = Region.objects.get_or_create(code="E12000009", name="South West")
        agency.LeaverMark.objects.create(council=council, region=region, key="0" * 64, left_on=TODAY)
        agency.Conduct.objects.create(council=council, supplier=supplier, on=TODAY, standard="caps", words="Too dear")
        agency.ReferenceKept.objects.create(council=council, way="asked", months=6)
    return supplier


def assignment_of(cover: Cover, team: Team) -> None:
    """An assignment of a cover with its rate, a breach and a sign-off; and a project team of the council's."""
    council, supplier = team.council, agency_of(team.council)
    agency.ProjectTeam.objects.get_or_create(
        council=council,
        name="Project",
        defaults={"supplier": supplier, "team": team, "starts_on": TODAY, "workers_agreed": 1},
    )
    row = agency.Assignment.objects.create(
        council=council, worker=cover.worker, supplier=supplier, team=team, role=cover.role, post=cover.post, cover=cover, route="paye",
        starts_on=cover.starts_on, planned_until=TODAY, notice_weeks=4, state="confirmed", confirmed_at=AT,
    )  # fmt: skip
    agency.Rate.objects.create(council=council, assignment=row, starts_on=row.starts_on, pay=30)
    breach = agency.Breach.objects.create(
        council=council, assignment=row, rule="cap", found_on=TODAY, words="Above", reason="Needed"
    )
    agency.SignOff.objects.create(council=council, breach=breach, office="director", by_name="test", at=AT, agrees=True)


def money_of(council: Council) -> None:
    """One row of each kind of money that is of the whole council; lines stand with its teams."""
    paying.pay_of(council)
    finance.SubjectiveCode.objects.create(council=council, code="1100", kind="pay")
    finance.LedgerLoad.objects.create(council=council, name="Ledger", source="finance_system", loaded_at=AT)
    finance.PrintedFigure.objects.create(council=council, year=2015, what="outturn", amount=1, source="Report")
    finance.CostAssumption.objects.create(
        council=council, key="leaver", starts_on=TODAY, low=1, likely=1, high=1, source="Contract"
    )
    finance.Scenario.objects.create(council=council, name="Likely", query="posts=1", kept_at=AT)


def lines_of(team: Team) -> None:
    """A ledger line of a team, and its month's sum."""
    code = finance.SubjectiveCode.objects.get(council=team.council)
    of = {"council": team.council, "team": team, "code": code, "side": "actual", "month": TODAY, "amount": 1}
    finance.LedgerLine.objects.create(load=finance.LedgerLoad.objects.get(council=team.council), row=1, **of)
    finance.MonthSum.objects.create(kind="pay", year=2016, lines=1, **of)


def report_of(council: Council) -> None:
    """One row of each kind of a report of the whole council."""
    template = reporting.ReportTemplate.objects.create(council=council, name="Cabinet", headings=[])
    report = reporting.Report.objects.create(
        council=council,
        template=template,
        reference="R1",
        title="Progress",
        on=TODAY,
        since=day("2015-04-01"),
        begun_at=AT,
    )
    section = reporting.Section.objects.create(council=council, report=report, order=1, heading="Purpose")
    reporting.SectionVersion.objects.create(council=council, report=report, section=section, number=1, at=AT)
    reporting.Comment.objects.create(council=council, report=report, section=section, text="Good.", at=AT)
    reporting.FindingAnswer.objects.create(council=council, report=report, key="k", quote="q", answer="a", at=AT)
    reporting.PrintedFigure.objects.create(
        council=council, report=report, order=1, where="15", words="w", printed="1", reason="r"
    )
    reporting.FrozenFigure.objects.create(
        council=council, report=report, number=1, token="t", said={}, rows={}, fingerprint="f", frozen_at=AT
    )


def fill(team: Team, number: int) -> None:
    """One row of each kind in a team."""
    council = team.council
    lines_of(team)
    paying.an_incentive(team)
    post = factories.a_post(team)
    campaigns.PhaseAim.objects.get_or_create(
        council=council, phase=campaigns.Phase.objects.get(council=council), service=team.service,
        role=factories.a_job_role(council), how_many=1,
    )  # fmt: skip
    employment = factories.an_employee(post)
    assignment_of(factories.a_cover(post), team)
    worker = employment.worker
    WorkerMonitoring.objects.create(worker=worker, council=council, sex="2")
    Absence.objects.create(council=council, employment=employment, kind="SIC", starts_on=day("2015-01-01"))
    StatedSalary.objects.create(council=council, employment=employment, on=day("2015-09-30"), base=41000)
    CaseCount.objects.create(council=council, worker=worker, team=team, on=day("2016-03-31"), cases=number)
    enquiry = Enquiry.objects.create(
        council=council, service=team.service, team=team, way="call", came_at=AT, promised_by=AT, name="Corin"
    )
    Call.objects.create(council=council, enquiry=enquiry, at=AT, by_name="test", result="spoke")
    advertise(team, post, f"J{team.pk}")
    Invitation.objects.create(
        council=council, enquiry=enquiry, advert=Advert.objects.get(team=team), at=AT, by_name="test"
    )
    StatedTotals.objects.create(
        council=council, on=day(f"201{number}-09-30") if team.service.kind == "children" else day(f"200{number}-09-30"),
        vacancies_fte=1, agency_cover_fte=1, agency_cover_headcount=1, source="test",
    )  # fmt: skip


def advertise(team: Team, post: Post, reference: str) -> None:
    """A request to recruit to a post of a team, and the advert for it."""
    council, role = team.council, factories.a_job_role(team.council)
    of_team = {"council": council, "service": team.service, "team": team, "role": role}
    request = RecruitmentRequest.objects.create(why="leaver", fte=1, asked_at=AT, **of_team)
    RequestPost.objects.create(council=council, request=request, post=post)
    advert = Advert.objects.create(request=request, reference=reference, begun_at=AT, **of_team)
    of_advert = {"council": council, "advert": advert}
    AdvertPost.objects.create(post=post, **of_advert)
    Criterion.objects.create(words="Registered", kind="essential", order=1, **of_advert)
    AdvertChange.objects.create(at=AT, by_name="test", kind="words", what="Title", **of_advert)
    apply(advert)


def apply(advert: Advert) -> None:
    """Somebody's application for an advert, with a row of all that belongs to it."""
    of_council = {"council": advert.council}
    candidate = Candidate.objects.create(email=f"{advert.pk}@example.org", made_at=AT, seen_at=AT, **of_council)
    application = Application.objects.create(
        service=advert.service,
        team=advert.team,
        advert=advert,
        candidate=candidate,
        begun_at=AT,
        moved_at=AT,
        **of_council,
    )
    of_it = {**of_council, "application": application}
    ApplicationMove.objects.create(at=AT, to_state="begun", by_name="test", **of_it)
    ApplicationSection.objects.create(key="about", saved_at=AT, **of_it)
    ApplicationView.objects.create(user=factories.a_user(), on=TODAY, part="named", first_at=AT, **of_it)
    Document.objects.create(
        kind="cv", content_type="application/pdf", size=1, sha256="0", scan="clean", added_at=AT, **of_it
    )
    Reference.objects.create(**of_it)
    Disclosure.objects.create(asked_at=AT, **of_it)
    Check.objects.create(kind="dbs", changed_at=AT, **of_it)
    ApplicationNote.objects.create(words="No.", by_name="test", at=AT, **of_it)
    RiskAcceptance.objects.create(words="No.", user=factories.a_user(), by_name="test", at=AT, **of_it)
    EqualityAnswers.objects.create(service=advert.service, tie=f"{application.pk}", **of_council)


def a_holder(*grants, permissions=ALL, starts_on=dt.date(2015, 1, 1), ends_on=None) -> User:
    """Somebody who holds `permissions` over each of `grants`: a council, a service or a team."""
    user = factories.a_user()
    for scope in grants:
        council = scope if isinstance(scope, Council) else scope.council
        role, _ = Role.objects.get_or_create(council=council, key="tried", name="Tried", permissions=permissions)
        Grant.objects.create(
            user=user, role=role, council=council, starts_on=starts_on, ends_on=ends_on,
            service=scope if isinstance(scope, Service) else None, team=scope if isinstance(scope, Team) else None,
        )  # fmt: skip
    return user


# the team a row is of, where it is of one
TEAM_OF = {
    Post: lambda row: {term.team_id for term in row.terms.all()},
    PostTerm: lambda row: {row.team_id},
    Worker: lambda row: {h.team_id for h in [*row.holdings.all(), *row.covers.all()]},
    Employment: lambda row: {h.team_id for h in row.holdings.all()},
    Holding: lambda row: {row.team_id},
    Absence: lambda row: {h.team_id for h in row.employment.holdings.all()},
    Cover: lambda row: {row.team_id},
    WorkerMonitoring: lambda row: {h.team_id for h in row.worker.holdings.all()},
    CaseCount: lambda row: {row.team_id},
    Enquiry: lambda row: {row.team_id},
    Call: lambda row: {row.enquiry.team_id},
    Invitation: lambda row: {row.enquiry.team_id},
    RecruitmentRequest: lambda row: {row.team_id},
    RequestPost: lambda row: {row.request.team_id},
    Advert: lambda row: {row.team_id},
    **dict.fromkeys((AdvertPost, Criterion, AdvertChange), lambda row: {row.advert.team_id}),
    Candidate: lambda row: {one.team_id for one in row.applications.all()},
    Application: lambda row: {row.team_id},
    **dict.fromkeys(
        (
            ApplicationMove,
            ApplicationSection,
            ApplicationView,
            Document,
            Reference,
            Disclosure,
            Check,
            RiskAcceptance,
            ApplicationNote,
        ),
        lambda row: {row.application.team_id},
    ),
    agency.Assignment: lambda row: {row.team_id},
    agency.Rate: lambda row: {row.assignment.team_id},
    agency.Breach: lambda row: {row.assignment.team_id},
    agency.SignOff: lambda row: {row.breach.assignment.team_id},
    Team: lambda row: {row.pk},
    finance.LedgerLine: lambda row: {row.team_id},
    finance.MonthSum: lambda row: {row.team_id},
    Incentive: lambda row: {row.team_id},
    Instalment: lambda row: {row.incentive.team_id},
}


def visible(model, user, permission):
    return (
        list(model.objects.visible_to(user, permission)) if model is not Role else list(model.objects.visible_to(user))
    )


def shown(user, permission: str = "figures.view") -> dict[str, list[int]]:
    """The keys of all that comes through, by model."""
    return {m.__name__: sorted(row.pk for row in m.objects.visible_to(user, permission)) for m in walled()}


def of_council(model: type[models.Model], council: Council) -> list[int]:
    """The keys of the rows that are of a council."""
    rows = model.objects.filter(**{model.objects.all().reach["council"]: council.pk})
    return list(rows.order_by("pk").values_list("pk", flat=True))


def of_teams(teams: set[int]) -> dict[str, list[int]]:
    """The keys of the rows that are of some teams, by model."""
    return {m.__name__: [r.pk for r in m.objects.order_by("pk") if of(r) & teams] for m, of in TEAM_OF.items()}


def test_a_whole_council_shows_all_of_its_rows_once_and_none_of_another(two_councils):
    ours, _ = two_councils
    user = a_holder(ours)
    expected = {m.__name__: of_council(m, ours) for m in walled()}
    assert shown(user) == expected
    assert [name for name, rows in expected.items() if not rows] == []  # a new model needs a row in `two_councils`


@pytest.mark.parametrize("scope", ["service", "team", "two teams", "service and team"])
def test_less_than_a_council_shows_the_rows_of_its_teams_once(two_councils, scope):
    ours, _ = two_councils
    service = ours.services.get(kind="children")
    first, second = service.teams.all()
    adult = ours.teams.get(name="adult 1")
    held, teams = {
        "service": ([service], {first.pk, second.pk}),
        "team": ([first], {first.pk}),
        "two teams": ([first, adult], {first.pk, adult.pk}),
        "service and team": ([service, first], {first.pk, second.pk}),
    }[scope]
    seen = shown(a_holder(*held))
    assert {name: seen[name] for name in of_teams(teams)} == of_teams(teams)
    # what knows no team is for those who see the whole council
    assert [
        seen[name] for name in ("Grade", "JobRole", "FundingDecision", "StatedSalary", "StatedTotals", "ImportRun")
    ] == [[]] * 6


def test_ended_and_future_grants_and_other_permissions_show_nothing(two_councils):
    ours, _ = two_councils
    holders = [a_holder(ours, ends_on=TODAY), a_holder(ours, starts_on=dt.date(2999, 1, 1)), a_holder(ours)]
    Role.objects.filter(key="tried").update(permissions=["audit.view"])
    assert [[name for name, rows in shown(user).items() if rows] for user in holders] == [[], [], []]


def test_inactive_people_and_strangers_hold_nothing(two_councils):
    from django.contrib.auth.models import AnonymousUser

    user = a_holder(two_councils[0])
    user.is_active = False
    assert access_of(user).held == ()
    assert access_of(AnonymousUser()).held == ()


def test_a_worker_of_two_visible_teams_comes_once(two_councils):
    ours, _ = two_councils
    first, second = ours.services.get(kind="children").teams.all()
    worker = Holding.objects.filter(team=first).first().worker
    employment = worker.employments.get()
    Holding.objects.create(
        council=ours, employment=employment, worker=worker, team=second, fte="0.5", starts_on=day("2015-06-01")
    )
    user = a_holder(ours.services.get(kind="children"))
    assert list(Worker.objects.visible_to(user).filter(pk=worker.pk)) == [worker]
    assert Absence.objects.visible_to(user).filter(employment=employment).count() == 1


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_held_nothing_comes_from_outside_it(two_councils, data):
    """Any grants over anything in two councils: what comes through is of the scopes held, and nothing else."""
    scopes = [*Council.objects.all(), *Service.objects.all(), *Team.objects.all()]
    held = data.draw(st.lists(st.sampled_from(scopes), max_size=4, unique=True))
    permissions = data.draw(st.lists(st.sampled_from(ALL), min_size=1, unique=True))
    Role.objects.filter(key="tried").update(permissions=permissions)
    user = a_holder(*held, permissions=permissions)
    Role.objects.filter(key="tried").update(permissions=permissions)
    access_of(user, TODAY)
    permission = data.draw(st.sampled_from(ALL))
    councils = {s.pk for s in held if isinstance(s, Council)}
    teams = {
        t.pk for s in held for t in (s.teams.all() if isinstance(s, Service) else [s] if isinstance(s, Team) else [])
    }
    for model, team_of in TEAM_OF.items():
        expected = [
            row.pk
            for row in model.objects.order_by("pk")
            if permission in permissions and (row.council_id in councils or team_of(row) & teams)
        ]
        assert sorted(row.pk for row in model.objects.visible_to(user, permission)) == expected


def test_who_manages_access_sees_its_people_and_roles_alone(two_councils):
    ours, theirs = two_councils
    factories.a_user(theirs, "link-manager")
    mine = factories.a_user(ours, "link-manager")
    manager = a_holder(ours)
    actions.add_role(theirs, name="Theirs", permissions=["audit.view"], **BY)
    assert set(User.objects.visible_to(manager)) == {mine, manager}
    assert {role.council for role in Role.objects.visible_to(manager)} == {None, ours}
    assert {grant.council for grant in Grant.objects.visible_to(manager)} == {ours}
    assert AT.date() == TODAY
