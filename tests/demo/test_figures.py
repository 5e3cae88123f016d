"""The demonstration's rows come out as the papers print, computed here from the rows alone and again by the measures.

Stock on a day D: `starts_on <= D < ends_on`. Flow between two days: `after < day <= until`. The rows of the table in
docs/domains/demonstration.md are these tests.
"""

import datetime as dt
from collections import Counter
from statistics import median
from types import SimpleNamespace

import pytest
from django.db import connection, transaction

from ridgeway.core import audit
from ridgeway.core.periods import month_days, months_before
from ridgeway.demo import adverts, sign_ins
from ridgeway.demo import council as demonstration
from ridgeway.domains.establishment.models import Absence, Cover, Employment, Holding, PostTerm, Worker
from ridgeway.domains.establishment.rules import registration_number
from ridgeway.domains.organisation.models import Council, Grant, User
from ridgeway.domains.organisation.queries import tree_for
from ridgeway.domains.practice.models import CaseCount
from ridgeway.domains.recruitment.figures import figures_of
from ridgeway.domains.recruitment.models import Advert, Application, ApplicationMove, RecruitmentRequest
from ridgeway.domains.recruitment.queries import enquiries as recruitment
from ridgeway.insight.answers import measures, scope_named
from ridgeway.insight.balance import balance
from ridgeway.insight.question import ask

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
D = dt.date
CHILDREN, ADULT, SAFEGUARDING = "childrens", "adult-care", "Safeguarding and assessment"
END_2015, END_2016 = D(2015, 3, 31), D(2016, 3, 31)


@pytest.fixture(scope="module", autouse=True)
def rows(django_db_setup, django_db_blocker):
    """The demonstration built once for this module, and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        people = demonstration.build(at=AT, say=lambda line: None)
        connection.check_constraints()  # once, or PostgreSQL checks every foreign key again after each test
        yield _load(Council.objects.get(code="865"), people)
        transaction.set_rollback(True)


def _load(council, people) -> SimpleNamespace:
    def named(model, *fields):
        names = [field.replace("__", "_") for field in fields]
        found = model.objects.filter(council=council).values_list(*fields)
        return [SimpleNamespace(**dict(zip(names, row, strict=True))) for row in found]

    period, where = ("starts_on", "ends_on"), ("team__service__slug", "team__group", "team__slug", "role__kind", "fte")
    return SimpleNamespace(
        council=council,
        people=people,
        terms=named(PostTerm, "post_id", "role__name", *where, *period),
        holdings=named(
            Holding, "post_id", "worker_id", "employment_id", "role__is_social_worker", "employment__starts_on",
            "employment__ends_on", "employment__reason", *where, *period,
        ),
        covers=named(Cover, "post_id", "worker_id", "covers_vacancy", *where, *period),
        cases=named(CaseCount, "worker_id", "cases", "on", "team__slug"),
        absences=named(Absence, "kind", "employment_id", "starts_on", "working_days_lost"),
    )  # fmt: skip


def on(found, day, service=None, group=None):
    return [
        row
        for row in found
        if row.starts_on <= day
        and (row.ends_on is None or row.ends_on > day)
        and service in (None, row.team_service_slug)
        and group in (None, row.team_group)
    ]


def vacant(rows, day, service, group=None):
    held = {h.post_id for h in on(rows.holdings, day)}
    return [term for term in on(rows.terms, day, service, group) if term.post_id not in held]


def leavers(rows, after, until, service):
    """Employments ended, by their last place."""
    return [
        h
        for h in rows.holdings
        if h.team_service_slug == service
        and h.ends_on
        and h.ends_on == h.employment_ends_on
        and after < h.ends_on <= until
    ]


def starters(rows, after, until, service):
    return [
        h
        for h in rows.holdings
        if h.team_service_slug == service and h.starts_on == h.employment_starts_on and after < h.starts_on <= until
    ]


def headcount(rows, day, service):
    return len({h.worker_id for h in on(rows.holdings, day, service)})


def turnover(rows, day, service, months=12, times=1, reasons=None):
    gone = leavers(rows, months_before(day, months), day, service)
    gone = [h for h in gone if reasons is None or h.employment_reason in reasons]
    heads = [headcount(rows, d, service) for d in month_days(day, months)]
    return round(len(gone) / (sum(heads) / len(heads)) * times * 100, 1)


def kept(rows, service, only=lambda h: True, group=None):
    """How many of those in a qualified post on 31 March 2015 are still employed on 31 March 2016, and of how many."""
    then = {h.worker_id for h in on(rows.holdings, END_2015, service, group) if h.role_is_social_worker and only(h)}
    now = {h.worker_id for h in on(rows.holdings, END_2016)}
    return len(then & now), len(then)


@pytest.mark.parametrize(
    ("service", "day", "funded", "empty"),
    [
        (CHILDREN, END_2015, 217, 36),
        (CHILDREN, D(2015, 4, 1), 217, 36),
        (CHILDREN, END_2016, 262, 38),
        (ADULT, END_2015, 118, 17),
        (ADULT, D(2015, 4, 1), 118, 17),
        (ADULT, END_2016, 118, 13),
        (CHILDREN, D(2014, 10, 31), 190, 38),
    ],
)
def test_posts_funded_and_vacant(rows, service, day, funded, empty):
    assert (len(on(rows.terms, day, service)), len(vacant(rows, day, service))) == (funded, empty)


def test_49_vacant_in_safeguarding_on_the_day_the_27_are_funded(rows):
    day = D(2014, 11, 17)
    assert len(vacant(rows, day, CHILDREN, SAFEGUARDING)) == 49
    before = {t.post_id for t in on(rows.terms, day - dt.timedelta(days=1))}
    new = [t for t in on(rows.terms, day) if t.post_id not in before]
    assert (len(new), {(t.team_group, t.role_kind) for t in new}) == (27, {(SAFEGUARDING, "social_worker")})


def test_how_36_vacancies_became_38(rows):
    before = {t.post_id for t in on(rows.terms, END_2015)}
    new = Counter(t.role_kind for t in on(rows.terms, END_2016, CHILDREN) if t.post_id not in before)
    left, started = (len(flow(rows, END_2015, END_2016, CHILDREN)) for flow in (leavers, starters))
    assert new == {"newly_qualified": 36, "aspiring_manager": 9}
    assert (left, started) == (25, 68)
    assert len(vacant(rows, END_2016, CHILDREN)) == 36 + 45 + 25 - 68


def test_the_38_by_role_and_cover(rows):
    empty = vacant(rows, END_2016, CHILDREN)
    newly = [t for t in empty if t.role_kind == "newly_qualified" and t.team_group == SAFEGUARDING]
    covered = {c.post_id for c in on(rows.covers, END_2016)}
    not_covered = [t for t in empty if t.post_id not in covered]
    assert (len(newly), len(empty) - len(not_covered), len(not_covered)) == (10, 28, 10)
    assert round(len(not_covered) / 262 * 100, 1) == 3.8


def test_every_head_of_service_and_service_manager_is_appointed(rows):
    kinds = ("senior_manager", "middle_manager")
    funded = [t for t in on(rows.terms, END_2016, CHILDREN) if t.role_kind in kinds]
    empty = [t for t in vacant(rows, END_2016, CHILDREN) if t.role_kind in kinds]
    assert (len(funded), len(empty)) == (5, 0)


def test_11_of_adult_cares_13_are_in_locality_and_ctpld_teams(rows):
    teams = [t.team_slug for t in vacant(rows, END_2016, ADULT)]
    assert sum(slug.startswith(("locality", "ctpld")) for slug in teams) == 11


@pytest.mark.parametrize(
    ("service", "until", "count"), [(CHILDREN, END_2015, 55), (CHILDREN, END_2016, 123), (ADULT, END_2016, 53)]
)
def test_appointed_since_1_august_2014(rows, service, until, count):
    assert len(starters(rows, D(2014, 7, 31), until, service)) == count


@pytest.mark.parametrize(("day", "rate"), [(D(2014, 3, 31), 25.0), (D(2014, 8, 31), 21.1), (END_2016, 12.2)])
def test_childrens_turnover_all_leavers(rows, day, rate):
    assert turnover(rows, day, CHILDREN) == rate


def test_25_percent_is_the_height(rows):
    days = month_days(D(2026, 10, 31), 151)
    assert max((turnover(rows, day, CHILDREN), day) for day in days if day >= D(2014, 3, 31))[0] == 25.0


@pytest.mark.parametrize(("day", "rate"), [(D(2014, 8, 31), 14.8), (END_2016, 9.8)])
def test_adult_turnover_voluntary_leavers(rows, day, rate):
    assert turnover(rows, day, ADULT, reasons={"1", "5"}) == rate


def test_the_lowest_quarter_of_2015_16_times_four(rows):
    ends = [D(2015, 6, 30), D(2015, 9, 30), D(2015, 12, 31), END_2016]
    quarters = [turnover(rows, day, CHILDREN, months=3, times=4) for day in ends]
    assert min(quarters) == quarters[-1] == 7.2


def test_retention_of_qualified_social_workers_2015_16(rows):
    def experienced(h):
        return h.role_kind in ("social_worker", "senior")

    assert kept(rows, CHILDREN) == (162, 181)
    assert kept(rows, CHILDREN, group=SAFEGUARDING) == (80, 85)
    assert kept(rows, CHILDREN, experienced) == (101, 111)
    assert kept(rows, ADULT) == (84, 96)
    shares = [round(100 * n / d, 1) for n, d in ((162, 181), (80, 85), (101, 111), (84, 96))]
    assert shares == [89.5, 94.1, 91.0, 87.5]


def test_leavers_by_team_2015_16(rows):
    gone = Counter(h.team_group or h.team_slug for h in leavers(rows, END_2015, END_2016, CHILDREN))
    assert gone == {
        "Children in care": 7, "Fostering and adoption": 4, "Children with disabilities": 3, "Conference and review": 2,
        "Emergency duty": 2, SAFEGUARDING: 7,
    }  # fmt: skip


# team group, kind of role: funded, vacant at the start, new, left, started, vacant at the end
PLAN_2015_16 = {
    ("north-hub", "social_worker"): (26, 5, 0, 1, 4, 2),
    ("north-hub", "newly_qualified"): (12, 0, 12, 1, 10, 3),
    ("west-hub", "social_worker"): (29, 8, 0, 2, 6, 4),
    ("west-hub", "newly_qualified"): (12, 0, 12, 0, 8, 4),
    ("south-hub", "social_worker"): (27, 6, 0, 1, 3, 4),
    ("south-hub", "newly_qualified"): (12, 0, 12, 1, 10, 3),
    ("managers", "three hubs"): (24, 3, 9, 0, 7, 5),
    ("mash", "social_worker"): (13, 3, 0, 1, 3, 1),
    "Children in care": (40, 4, 0, 7, 7, 4),
    "Fostering and adoption": (30, 2, 0, 4, 3, 3),
    "Children with disabilities": (14, 2, 0, 3, 3, 2),
    "Conference and review": (12, 1, 0, 2, 2, 1),
    "Emergency duty": (11, 2, 0, 2, 2, 2),
}


def _line_of(row):
    if row.team_group != SAFEGUARDING:
        return row.team_group
    is_manager = row.role_kind in ("first_line_manager", "aspiring_manager")
    return ("managers", "three hubs") if is_manager else (row.team_slug, row.role_kind)


def test_the_table_of_2015_16_line_by_line(rows):
    before = {t.post_id for t in on(rows.terms, END_2015)}
    funded = on(rows.terms, END_2016, CHILDREN)
    columns = [
        Counter(map(_line_of, found))
        for found in (
            funded,
            vacant(rows, END_2015, CHILDREN),
            [t for t in funded if t.post_id not in before],
            leavers(rows, END_2015, END_2016, CHILDREN),
            starters(rows, END_2015, END_2016, CHILDREN),
            vacant(rows, END_2016, CHILDREN),
        )
    ]
    assert {line: tuple(column[line] for column in columns) for line in columns[0]} == PLAN_2015_16


def test_longest_empty_is_212_days(rows):
    def since(post):
        ends = [h.ends_on for h in rows.holdings if h.post_id == post and h.ends_on and h.ends_on <= END_2016]
        return max([*ends, min(t.starts_on for t in rows.terms if t.post_id == post)])

    days = {(END_2016 - since(t.post_id)).days: t.team_slug for t in vacant(rows, END_2016, CHILDREN)}
    assert (max(days), days[max(days)]) == (212, "south-hub")


def test_44_agency_workers_in_october_2014(rows):
    here = on(rows.covers, D(2014, 10, 31))
    assert len({c.worker_id for c in here}) == len(here) == 44
    assert Counter((c.team_service_slug, c.covers_vacancy) for c in here) == {
        (CHILDREN, True): 31, (CHILDREN, False): 8, (ADULT, True): 5,
    }  # fmt: skip


def test_average_caseload_and_the_promise_in_march_2016(rows):
    here = on(rows.holdings, END_2016) + on(rows.covers, END_2016)
    fte = Counter()
    for row in here:
        fte[row.worker_id] += row.fte
    counts = {c.worker_id: c for c in rows.cases if c.on == END_2016}
    held = [c for c in counts.values() if c.cases]
    assert round(sum(c.cases for c in held) / float(sum(fte[c.worker_id] for c in held)), 1) == 16.1
    hubs = [h for h in on(rows.holdings, END_2016) if h.team_slug.endswith("-hub")]
    promised = [h for h in hubs if h.role_kind in ("social_worker", "newly_qualified")]
    limits = {"social_worker": 18, "newly_qualified": 16}
    over = [h for h in promised if h.worker_id in counts and counts[h.worker_id].cases > limits[h.role_kind] * h.fte]
    assert (len(promised), len(over)) == (98, 4)


def test_average_caseload_was_about_21_in_2013_14(rows):
    days = month_days(D(2014, 3, 31), 11)
    averages = [measures("865", day, CHILDREN, keys=["caseload"])[0]["value"] for day in days]
    assert all(20.5 <= average <= 21.7 for average in averages)


def test_no_post_is_held_twice_and_no_place_is_outside_its_post_before_april_2016(rows):
    days = [D(2013, 4, 1) + dt.timedelta(days=7 * n) for n in range(157)]
    for day in days:
        here = [h.post_id for h in on(rows.holdings, day)]
        assert len(here) == len(set(here))
        assert {t.post_id for t in on(rows.terms, day)} >= set(here)


def test_a_cover_ends_when_its_post_is_filled(rows):
    held = {}
    for h in rows.holdings:
        held.setdefault(h.post_id, []).append((h.starts_on, h.ends_on or D.max))
    beside = [
        c
        for c in rows.covers
        if c.post_id and any(s < (c.ends_on or D.max) and e > c.starts_on for s, e in held.get(c.post_id, []))
    ]
    assert beside == []


def test_sickness_is_about_three_days_in_a_hundred(rows):
    def rate(year):
        after, until = D(year - 1, 9, 30), D(year, 9, 30)
        lost = sum(a.working_days_lost or 0 for a in rows.absences if a.kind == "SIC" and after < a.starts_on <= until)
        fte = sum(h.fte for h in on(rows.holdings, until))
        return float(lost) / (float(fte) * 253) * 100

    assert all(2.0 <= rate(year) <= 4.6 for year in (2014, 2015, 2016, 2018, 2019, 2022, 2023, 2024))


# the measures say the same ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("service", "measure", "day", "value"),
    [
        (CHILDREN, "vacancies", END_2015, 36),
        (CHILDREN, "vacancies", END_2016, 38),
        (CHILDREN, "turnover", D(2014, 3, 31), 25.0),
        (CHILDREN, "turnover", D(2014, 8, 31), 21.1),
        (CHILDREN, "turnover", END_2016, 12.2),
        (CHILDREN, "turnover_quarter", END_2016, 7.2),
        (CHILDREN, "retention_qualified", END_2016, 89.5),
        (CHILDREN, "caseload", END_2016, 16.1),
        (ADULT, "vacancies", END_2015, 17),
        (ADULT, "vacancies", END_2016, 13),
        (ADULT, "turnover_voluntary", D(2014, 8, 31), 14.8),
        (ADULT, "turnover_voluntary", END_2016, 9.8),
        (ADULT, "retention_qualified", END_2016, 87.5),
    ],
)
def test_the_measures_say_so_too(service, measure, day, value):
    assert round(measures("865", day, service, keys=[measure])[0]["value"], 1) == value


def _balance(service, after, until):
    return balance(ask(scope_named("865", service), [after, until]), after, until)


def test_the_balance_says_so_too():
    found = _balance(CHILDREN, END_2015, END_2016)
    tally = found.total
    assert (tally.opening, tally.new, tally.ended, tally.left, tally.moved, tally.started, tally.closing) == (
        36, 45, 0, 25, 0, 68, 38,
    )  # fmt: skip
    assert (tally.opening_funded, tally.funded, tally.covered, tally.longest_empty) == (217, 262, 28, 212)
    assert (tally.unexplained, found.unexplained) == (0, [])


@pytest.mark.parametrize("service", [CHILDREN, ADULT])
def test_every_year_to_2016_balances(service):
    years = [(D(2013, 3, 31), D(2014, 3, 31)), (D(2014, 3, 31), END_2015), (END_2015, END_2016)]
    assert [_balance(service, *year).unexplained for year in years] == [[], [], []]


def test_some_rows_of_2019_do_not_balance_and_the_reason_is_told():
    found = _balance(CHILDREN, D(2018, 9, 30), D(2019, 9, 30))
    assert "2 people hold it on 30 September 2019" in [u.reason for u in found.unexplained]
    assert _balance(CHILDREN, D(2019, 3, 31), D(2020, 3, 31)).starters_without_post == 2


# what surrounds the figures -----------------------------------------------------------------------------------------------


def test_every_row_is_audited_and_the_chain_holds(rows):
    verdict = audit.verify(["865"])
    written = sum(
        model.objects.filter(council=rows.council).count()
        for model in (PostTerm, Worker, Employment, Holding, Absence, Cover, CaseCount)
    )
    assert verdict.broken is None
    assert verdict.entries >= written


def test_everybody_who_started_in_the_campaigns_years_answered_one_advert(rows):
    said = adverts.answered(rows.council)
    began = {c.employment.pk: c.starts_on for a in said for c in a.appointed}
    started = {h.employment_id for h in rows.holdings if D(2014, 8, 1) <= h.employment_starts_on <= D(2016, 7, 31)}
    assert (sum(len(a.appointed) for a in said), set(began)) == (len(began), started)
    assert sum(day <= END_2016 for day in began.values()) == 123 + 53
    assert [a.advert.how_many for a in said] == [len(a.appointed) for a in said]


def test_adverts_of_today_stand_in_every_state(rows):
    live = Advert.objects.live(AT).filter(council=rows.council)
    assert (live.count(), live.filter(is_internal=True).count(), live.filter(takes_expressions=True).count()) == (
        13,
        1,
        1,
    )
    assert all(advert.latitude for advert in live)
    assert Counter(Advert.objects.exclude(state="settled").values_list("state", flat=True)) == {
        "published": 15,
        "draft": 2,
    }
    assert RecruitmentRequest.objects.filter(state="asked").count() == 3


def test_544_applied_425_of_them_by_the_second_of_march_2015_and_176_of_them_started(rows):
    mine = Application.objects.filter(council=rows.council)
    by = [mine.filter(sent_at__date__lte=day).count() for day in ("2015-03-02", "2016-03-31")]
    assert by == [425, 544]
    started = mine.filter(state="started", employment__starts_on__lte="2016-03-31")
    assert (started.filter(service__kind="children").count(), started.filter(service__kind="adult").count()) == (
        123,
        53,
    )
    assert started.filter(service__kind="children", employment__starts_on__lt="2015-04-01").count() == 55
    assert mine.filter(sent_at__date__lte="2016-12-31").exclude(candidate__email="").count() == 0  # statistics by now


def test_nobody_is_at_the_interviews_without_one(rows):
    met = Application.objects.filter(council=rows.council, state="interview", erased_at__isnull=True)
    assert met.exists()
    assert list(met.filter(interviews=None).values_list("advert__reference")) == []


def test_from_interview_to_offer_takes_less_and_less(rows):
    moves = ApplicationMove.objects.filter(council=rows.council, to_state__in=("interview", "offered"))
    days = {(move.application_id, move.to_state): move.at for move in moves}
    took = {
        year: [
            (offer - days[one, "interview"]).days for (one, to), offer in days.items()
            if to == "offered" and D(year, 4, 1) <= days[one, "interview"].date() < D(year + 1, 4, 1)
        ]
        for year in (2014, 2015)
    }  # fmt: skip
    assert median(took[2015]) < median(took[2014])


def test_nobody_is_real(rows):
    numbers = Worker.objects.exclude(registration_number="").values_list("registration_number", flat=True)
    assert {number[:4] for number in numbers} == {"SW98", "SW99"}  # kept for invented people: staff, agency workers
    assert all(registration_number(number) == number for number in numbers)
    assert {email.rpartition("@")[2] for email in User.objects.values_list("email", flat=True)} == {"example.org"}


def test_sign_ins_work_and_the_administrators_asks_for_a_second_factor(rows):
    passwords = {person.password for person in rows.people}
    assert len(passwords) == 1
    assert all(User.objects.get(email=p.email).check_password(p.password) for p in rows.people)
    forced = Grant.objects.filter(role__requires_second_factor=True).values_list("user__name", flat=True)
    assert list(forced) == ["Rowan Sarsenfield"]


def test_sign_ins_are_kept_for_their_owner_only(rows, settings, tmp_path):
    settings.HOME = tmp_path
    sign_ins.keep(rows.people)
    assert (tmp_path / "demonstration-sign-ins.txt").stat().st_mode & 0o777 == 0o600
    assert sign_ins.kept() == rows.people


def test_the_same_seed_gives_the_same_years():
    def told(seed):
        world = demonstration.played(AT.date(), seed)
        return [(s.person.registration, s.person.family, s.starts, s.ends, s.reason) for s in world.spells]

    assert told(1316) == told(1316)


def test_thirty_six_asked_about_returning_seven_are_placed_and_four_are_to_be(rows):
    """Paragraph 12, counted from the enquiries of the coffee morning; their names were removed when their time had come."""
    user = User.objects.get(email="linnet.oakfield@example.org")
    scope = tree_for(user, rows.council.slug).scopes[0]
    found = recruitment.in_window(user, scope, END_2015, END_2016)
    line = next(line for line in figures_of(found, END_2016).lines if line.source == "coffee")
    assert (line.count, line.placed, line.placed_kinds) == (
        36, {"placed": 7, "to_place": 4}, {"Adult": 4, "Children's": 3},
    )  # fmt: skip
    assert {
        row.who for row in recruitment.listed(user, scope, recruitment.Filter("came", "coffee"), (END_2015, END_2016))
    } == {"Name removed"}


def test_seven_wait_for_the_link_manager_and_two_have_waited_longer_than_promised(rows):
    user = User.objects.get(email="bryony.larkrise@example.org")
    waiting = recruitment.ring_first(user, tree_for(user, rows.council.slug).scopes[0], AT)
    assert (len(waiting), [bool(recruitment.clock_of(row, AT).over) for row in waiting]) == (
        7,
        [True] * 2 + [False] * 5,
    )
