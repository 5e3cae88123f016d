"""The pages of pay: a supplement from its draft to its renewal, the reviews on Today, scale points, incentives."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ridgeway.domains.establishment.models import Grade, PostTerm
from ridgeway.domains.pay import actions
from ridgeway.domains.pay.models import Incentive, Instalment, OnCost, ScalePoint, Supplement
from tests.factories import BY, a_user, day
from tests.paying import a_draft, an_incentive, approved
from tests.signing_in import sign_in
from tests.web.asking import date, text_of, url, waiting_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client, place):
    return sign_in(client, a_user(place.council, "resourcing-manager"))


def decision(**more) -> dict:
    return {"decided_by_body": "Panel", "decision_words": "Agreed", **date("decided_on", "2016-03-20"), **more}


def test_from_draft_to_renewal(client, manager, place):
    sent = {"title": "Hubs", "basis": "percent", "amount": "10", "review_months": "12", "notice_weeks": "12", "cost_first_year": "", "cost_per_year": "50000",
            "funding": "Reserves", "justification": "Adverts failed", **date("starts_on", "2016-04-01")}  # fmt: skip
    client.post(url("pay_supplement_add", place), sent)
    one = {"supplement": Supplement.objects.get().pk}
    refused = text_of(client.post(url("pay_supplement_propose", place, **one)))
    assert "Say whom it is for first." in refused
    client.post(url("pay_supplement_scope", place, **one), {"team": place.north.pk, "role": "", "grade": ""})
    client.post(url("pay_supplement_evidence", place, **one), {"kind": "leavers", "words": "Two named pay", "source": "Exit interviews", **date("on", "2016-02-01")})  # fmt: skip
    client.post(url("pay_supplement_propose", place, **one))
    assert Supplement.objects.get().state == "proposed"
    assert client.get(url("pay_supplement_approve", place, **one)).status_code == 404  # not the one who proposed it
    sign_in(client, a_user(place.council, "head-of-service"))
    client.post(url("pay_supplement_approve", place, **one), decision())
    page = client.get(url("pay_supplement", place, "?on=2016-04-01", **one))
    assert page.context["tag"] == ("accent", "Approved")
    assert [(len(page.context["reach"].gets)), page.context["scopes"]] == [1, ["Everybody in North hub"]]
    client.post(url("pay_supplement_notice", place, **one), {**date("given_on", "2016-04-01"), **date("ends_on", "2016-06-24")})  # fmt: skip
    assert Supplement.objects.get().state == "under_notice"
    client.post(url("pay_supplement_renew", place, **one), decision())
    assert Supplement.objects.get().state == "approved"


def test_a_head_of_service_decides_about_their_own_teams_and_sees_it_on_today(client, place):
    head = a_user(place.council, "head-of-service", service=place.north.service)
    own, everybody = (
        put_up(place.council, **scope) for scope in ({"team": place.north}, {"grade": a_grade(place.council)})
    )
    sign_in(client, head)
    (thing,) = waiting_of(client, place).due
    assert (thing.words, thing.note) == ("Hubs, social workers", "10% of pay from 1 April 2015: approve or refuse it")
    assert client.get(url("pay_supplement_approve", place, supplement=everybody.pk)).status_code == 404
    client.post(url("pay_supplement_approve", place, supplement=own.pk), decision())
    assert list(Supplement.objects.order_by("pk").values_list("state", flat=True)) == ["approved", "proposed"]


def test_what_is_put_up_costs_today_as_much_whether_it_is_one_or_several(client, place):
    sign_in(client, a_user(place.council, "head-of-service", service=place.north.service))
    costs = []
    for count in (1, 3):
        while Supplement.objects.count() < count:
            put_up(place.council, team=place.north)
        with CaptureQueriesContext(connection) as asked:
            assert len(waiting_of(client, place).due) == count
        costs.append(len(asked))
    assert costs[0] == costs[1]


def put_up(council, **scope):
    made = a_draft(council)
    actions.add_scope(made, **scope, **BY)
    return actions.propose(made, **BY)


def a_grade(council):
    return Grade.objects.create(council=council, name="K")


def test_a_case_that_says_too_little_is_flagged(client, manager, place):
    """10% of £28,922 with on-costs is £3,615 a year for the one who gets it."""
    grade = a_grade(place.council)
    PostTerm.objects.filter(council=place.council).update(grade=grade)
    actions.set_point(grade, point=1, annual=Decimal(28_922), starts_on=day("2014-04-01"), **BY)
    actions.set_on_cost(place.council, percent=Decimal(25), starts_on=day("2014-04-01"), source="Payroll", **BY)
    row = approved(place.council, team=place.north)
    page = {said: client.get(url("pay_supplement", place, "?on=2016-04-01", supplement=row.pk)).context["costs_more"]
            for said in (3_400, 3_200) if Supplement.objects.filter(pk=row.pk).update(cost_per_year=said)}  # fmt: skip
    assert page == {3_400: "", 3_200: "£415"}


def test_a_review_is_due_on_today_and_recorded(client, manager, place):
    row = approved(place.council, team=place.north)
    (thing,) = waiting_of(client, place).due
    assert (thing.words, thing.sign, str(thing.on)) == ("Hubs, social workers", "due", "2016-04-01")
    sent = {"outcome": "keep", "words": "Turnover fell", **date("held_on", "2016-04-01")}
    client.post(url("pay_supplement_review", place, supplement=row.pk), sent)
    assert waiting_of(client, place).due == []


def test_the_list_says_what_is_due(client, manager, place, django_assert_num_queries):
    approved(place.council, team=place.north)
    with django_assert_num_queries(6):
        page = client.get(url("pay", place))
    assert [(line.scopes, line.amount, line.is_due, line.is_over) for line in page.context["lines"]] == [("Everybody in North hub", "10% of pay", True, False)]  # fmt: skip


def test_a_scale_point_and_on_costs_are_set(client, manager, place):
    grade = Grade.objects.create(council=place.council, name="J")
    client.post(url("pay_point_add", place), {"grade": grade.pk, "point": "1", "annual": "28922", **date("starts_on", "2014-04-01")})  # fmt: skip
    client.post(url("pay_on_cost_add", place), {"percent": "25", "source": "Payroll", **date("starts_on", "2014-04-01")})  # fmt: skip
    assert (ScalePoint.objects.get().annual, OnCost.objects.get().percent) == (28_922, 25)
    page = client.get(url("pay_grades", place))
    assert [row[:3] for row in page.context["points"]] == [("J", 1, Decimal(28_922))]


def test_an_incentive_is_agreed_paid_and_owed_back(client, manager, place):
    worker = place.held.worker
    sent = {"staff_number": worker.registration_number, "team": place.north.pk, "kind": "golden_hello", "amount": "£3,000", "instalments": "1/10/2015 1500\n01/04/2016 £1,500",
            "tie_months": "24", "claw_back": "daily", "note": "", **date("agreed_on", "2015-04-01"), **date("tie_starts_on", "2015-04-01")}  # fmt: skip
    wrong = text_of(client.post(url("pay_incentive_add", place), {**sent, "staff_number": "nobody", "instalments": "soon 5"}))  # fmt: skip
    assert ("Nobody here has this staff number" in wrong, "is not a day and an amount" in wrong) == (True, True)
    client.post(url("pay_incentive_add", place), sent)
    made = Incentive.objects.get()
    part = Instalment.objects.order_by("due_on")[0]
    client.post(url("pay_incentive_pay", place, incentive=made.pk, instalment=part.pk), date("paid_on", "2015-10-01"))
    page = client.get(url("pay_incentive", place, "?on=2016-04-01", incentive=made.pk))
    assert page.context["owed_today"] == Decimal("748.97")
    assert (
        page.context["worked_out"]
        == "£1,500.00 was paid before 1 April 2016; 365 of the tie's 731 days are not served: £1,500.00 × 365 ÷ 731."
    )
    client.post(url("pay_incentive_settle", place, incentive=made.pk), date("left_on", "2016-04-01"))
    assert Incentive.objects.get().owed == Decimal("748.97")
    client.post(url("pay_incentive_close", place, incentive=made.pk))
    assert Incentive.objects.get().state == "recovered"


def test_incentives_of_a_team_are_seen_by_those_of_the_team(client, place):
    mine, other = an_incentive(place.north), an_incentive(place.south)
    sign_in(client, a_user(place.council, "head-of-service", team=place.north))
    page = client.get(url("pay_incentives", place))
    assert [row.pk for row, _, _ in page.context["rows"]] == [mine.pk]
    assert client.get(url("pay_incentive", place, incentive=other.pk)).status_code == 404


def test_who_may_not_see_pay(client, place):
    sign_in(client, a_user(place.council, "team-manager"))
    assert [client.get(url(name, place)).status_code for name in ("pay", "pay_grades", "pay_incentives")] == [404] * 3
