"""The first day: one step over three domains, or nothing of it; and taking it back."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ridgeway.core.together import ask
from ridgeway.domains.establishment.actions import CannotChangeEstablishment
from ridgeway.domains.establishment.models import Employment, Holding, Worker
from ridgeway.domains.organisation.queries import Scope
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.actions import CannotChangeRecruitment
from ridgeway.domains.recruitment.models import EntryDate
from ridgeway.domains.recruitment.queries.entry import entry_due, entry_of, named
from ridgeway.domains.recruitment.queries.vacancies import vacancies_of
from ridgeway.journeys.hire.actions import did_not_start, hire
from tests.factories import (
    AT,
    BY,
    a_cover,
    a_live_advert,
    a_post,
    a_sent_application,
    a_service,
    a_team,
    a_user,
    a_worker,
    an_employee,
    day,
)  # fmt: skip
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
PERSON = {"given_name": "Corin", "family_name": "Tamarisk", "registration_number": "SW98765"}
FIRST = day("2016-04-01")


@pytest.fixture
def team():
    return a_team(a_service())


def checked(team, *posts, accepts=True):
    """Somebody whose checks are under way for posts; what is open is accepted as a risk where `accepts`."""
    application = a_sent_application(a_live_advert(team, posts=posts))
    for to in ("shortlisted", "interview", "offered", "accepted", "checking"):
        application = actions.move_application(application, to, **BY)
    actions.open_checks(application, **BY)
    if accepts:
        senior = a_user(team.council)
        actions.accept_risk(
            application, words="Known to us for years; works beside a colleague until then.", by=senior, at=AT
        )
    return application


def starts(application, post, **fields):
    return hire(application, **{"post": post, "starts_on": FIRST, "fte": Decimal(1), **PERSON, **BY, **fields})


def vacant(post) -> Decimal:
    return vacancies_of(post.council, FIRST, [post.pk])[0].vacant


def test_somebody_new_starts_and_the_post_is_vacant_no_longer(team):
    post = a_post(team)
    cover = a_cover(post)
    application = checked(team, post)
    assert vacant(post) == 1
    employment = starts(application, post)
    application.refresh_from_db()
    cover.refresh_from_db()
    assert (application.state, application.employment, vacant(post)) == ("started", employment, 0)
    assert (str(employment.worker), employment.starts_on, cover.ends_on) == ("Corin Tamarisk", FIRST, FIRST)


def test_nobody_starts_with_a_check_open_or_before_the_day(team):
    post = a_post(team)
    application = checked(team, post, accepts=False)
    with pytest.raises(CannotChangeRecruitment, match="Still open: Identity"):
        starts(application, post)
    application = checked(team, a_post(team))
    with pytest.raises(CannotChangeRecruitment, match="on the first day, or later"):
        starts(application, post, starts_on=FIRST + dt.timedelta(days=1))
    with pytest.raises(CannotChangeRecruitment, match="is not one of this advert"):
        starts(application, post)
    with pytest.raises(CannotChangeRecruitment, match="from the checks"):
        starts(a_sent_application(a_live_advert(team)), post)
    assert (Worker.objects.count(), Employment.objects.count()) == (0, 0)


def test_where_the_post_is_taken_nothing_of_it_happens(team):
    post = a_post(team)
    application = checked(team, post)
    an_employee(post)
    with pytest.raises(CannotChangeEstablishment):
        starts(application, post)
    application.refresh_from_db()
    assert (application.state, Worker.objects.filter(family_name="Tamarisk").count()) == ("checking", 0)


def test_somebody_who_works_here_moves(team):
    old, new = a_post(team), a_post(team)
    spell = an_employee(old)
    application = checked(team, new)
    employment = starts(application, new, registration_number=spell.worker.registration_number)
    assert (employment, Employment.objects.count(), vacant(old), vacant(new)) == (spell, 1, 1, 0)
    did_not_start(application, words="Stays where she is", **BY)
    assert (Employment.objects.count(), vacant(old), vacant(new)) == (1, 0, 1)


def test_an_agency_worker_becomes_permanent_in_the_post_they_covered(team):
    post = a_post(team)
    cover = a_cover(post)
    application = checked(team, post)
    employment = starts(application, post, registration_number=cover.worker.registration_number)
    cover.refresh_from_db()
    assert (employment.worker, cover.ends_on, vacant(post)) == (cover.worker, FIRST, 0)


def test_did_not_start_puts_it_all_back(team):
    post = a_post(team)
    cover = a_cover(post)
    application = checked(team, post)
    starts(application, post)
    with pytest.raises(CannotChangeRecruitment, match="Say what happened"):
        did_not_start(application, words=" ", **BY)
    did_not_start(application, words="Took another job", **BY)
    application.refresh_from_db()
    cover.refresh_from_db()
    assert (application.state, application.employment, vacant(post), cover.ends_on) == ("did_not_start", None, 1, None)
    assert (Holding.objects.count(), Employment.objects.count()) == (0, 0)
    with pytest.raises(CannotChangeRecruitment, match="Nobody is recorded"):
        did_not_start(application, words="Again", **BY)


def test_cover_that_ended_for_another_reason_stays_ended(team):
    from ridgeway.domains.establishment import actions as establishment

    post = a_post(team)
    cover = a_cover(post)
    establishment.end_cover(cover, ends_on=day("2016-03-01"), **BY)
    application = checked(team, post)
    starts(application, post)
    did_not_start(application, words="Took another job", **BY)
    cover.refresh_from_db()
    assert cover.ends_on == day("2016-03-01")


def test_on_screen(team, client, at):
    post = a_post(team, number="A1")
    application = checked(team, post)
    council = team.council.slug
    sign_in(client, a_user(team.council, "resourcing-manager"))
    home = f"/c/{council}/hiring/"
    assert client.get(f"{home}notes/{application.pk}/").context["start_url"][0] == "Record the start"
    form = client.get(f"{home}start/{application.pk}/").context["form"]
    assert (form.initial["given_name"], form.initial["family_name"]) == ("Corin", "Tamarisk")
    answers = {
        "post": post.pk,
        "starts_on_0": 1,
        "starts_on_1": 4,
        "starts_on_2": 2016,
        "fte": "1",
        "contract": "permanent",
        **PERSON,
    }
    page = client.post(f"{home}start/{application.pk}/", answers, follow=True)
    assert [str(m) for m in page.context["messages"]] == ["Corin Tamarisk started in post A1. It is vacant no longer."]
    page = client.get(f"{home}start/{application.pk}/", follow=True)
    assert [str(m) for m in page.context["messages"]] == ["Corin Tamarisk: started. It was recorded already."]
    client.post(f"{home}not-started/{application.pk}/", {"words": "Took another job"})
    assert vacant(post) == 1
    sign_in(client, a_user(team.council, "head-of-service"))
    assert client.get(f"{home}start/{application.pk}/").status_code == 404


def test_a_start_follows_the_offer_and_dates_the_entry_questions(team, client):
    posts = [a_post(team), a_post(team)]
    application = a_sent_application(a_live_advert(team, posts=posts))
    for to in ("shortlisted", "interview"):
        application = actions.move_application(application, to, **BY)
    terms = actions.Terms(fte=Decimal(1), hours=Decimal(37), starts_on=day("2016-05-02"), answer_by=day("2016-04-08"))
    offer = actions.make_offer(application, post=posts[0], terms=terms, letter="Dear Corin", **BY)
    actions.accept_offer(offer, **BY)
    actions.accept_risk(application, words="Works beside a colleague until then.", by=a_user(team.council), at=AT)
    with pytest.raises(CannotChangeRecruitment, match=f"Post {posts[0]} was offered"):
        starts(application, posts[1])
    employment = starts(application, posts[0])
    offer.refresh_from_db()
    dates = [(row.days, row.due_on) for row in EntryDate.objects.filter(employment=employment)]
    assert (offer.state, dates) == (
        "started", [(30, day("2016-05-01")), (90, day("2016-06-30")), (180, day("2016-09-28"))],
    )  # fmt: skip
    head, scope = a_user(team.council, "head-of-service"), Scope(team.council, ())
    due = [
        [(named(row), row.due_on) for row in ask(entry_due(head, scope, day(on)))]
        for on in ("2016-04-16", "2016-04-17", "2016-05-08", "2016-05-09")
    ]
    first = [("First-weeks questions", day("2016-05-01"))]
    assert due == [[], first, first, []]
    assert [row.days for row in entry_of(head, employment.worker_id, FIRST)] == [30, 90, 180]
    sign_in(client, head)
    home = f"/c/{team.council.slug}/"
    shown = client.get(f"{home}people/{employment.worker_id}/?on=2016-05-03").context["entry"]
    assert shown == [
        ("First-weeks questions", day("2016-05-01"), True), ("Three-month questions", day("2016-06-30"), False),
        ("Six-month questions", day("2016-09-28"), False),
    ]  # fmt: skip
    did_not_start(application, words="Took another job", **BY)
    offer.refresh_from_db()
    assert (offer.state, EntryDate.objects.count(), vacant(posts[0])) == ("fell_through", 0, 1)


def locked_late(captured) -> set[str]:
    """The posts that were first locked after something was written to the council: two who do so may wait for one another for ever."""
    early: set[str] = set()
    late: set[str] = set()
    wrote = False
    for query in captured.captured_queries:
        sql = query["sql"]
        wrote = wrote or sql.startswith('UPDATE "organisation_council"')
        if sql.startswith("SELECT") and '"establishment_post"' in sql and "FOR NO KEY UPDATE" in sql:
            (late if wrote else early).update(re.findall(r"\d+", sql.split(" IN ")[-1].split(")")[0]))
    assert wrote
    assert early
    return late - early


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer and no locks on rows")
def test_posts_are_locked_before_the_first_write(team):
    post, elsewhere = a_post(team), a_post(team)
    a_cover(post)
    application = checked(team, post)
    an_employee(elsewhere, worker=a_worker(team.council, registration_number=PERSON["registration_number"]))
    with CaptureQueriesContext(connection) as starting:
        starts(application, post)
    with CaptureQueriesContext(connection) as undoing:
        did_not_start(application, words="They never came.", **BY)
    assert (locked_late(starting), locked_late(undoing)) == (set(), set())
    # and the person before the application: who undoes a start from the person's page holds the person, and changes the application
    for queries in (starting, undoing):
        locks = [re.search(r'FROM "(\w+)"', q["sql"]) for q in queries if "FOR NO KEY UPDATE" in q["sql"]]
        tables = [found[1] for found in locks if found]
        assert tables.index("establishment_worker") < tables.index("recruitment_application")
