"""Supplements, incentives, the promise of cases and days of decisions as figures of a report, each with its rows."""

from decimal import Decimal

import numpy as np
import pytest

from ridgeway.domains.agency.models import AgreedType, PriceCap
from ridgeway.domains.establishment.models import FundingDecision, Holding
from ridgeway.domains.organisation.models import Region
from ridgeway.domains.pay.models import Instalment
from ridgeway.domains.practice.models import CaseCount
from ridgeway.insight import rows as row_lists
from ridgeway.insight.figures import Part
from ridgeway.reporting.counted import practice as promise
from ridgeway.reporting.figures_placed import Desk
from ridgeway.reporting.tokens import read_text
from tests import paying
from tests.factories import a_user, a_worker, day

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(chalkshire):
    return Desk(chalkshire.council, on=day("2016-03-31"), since=day("2013-12-31"))


def placed(desk, token):
    return desk.placed(read_text(f"{{{{ figure: {token} }}}}"))


def said(desk, token):
    return placed(desk, token).placed.text, placed(desk, token).placed.base


def test_a_supplement_is_told_with_its_amount_its_cost_and_its_days(chalkshire, desk):
    one = paying.approved(chalkshire.council, team=chalkshire.north)
    assert said(desk, "supplements") == ("1", "1 supplement in force (Hubs, social workers)")
    assert said(desk, "supplements, 2015-03-31") == ("0", "0 supplements in force (none)")
    assert said(desk, "supplement_amount, named hubs")[0] == "10.0%"
    assert said(desk, "supplement_cost") == ("£50,000", "£50,000 approved to cost a year (Hubs, social workers)")
    assert said(desk, "supplement_decided, named hubs") == (
        "20 March 2015",
        "1 supplement decided by Panel: Hubs, social workers",
    )
    assert said(desk, "supplement_begins, named hubs")[0] == "1 April 2015"
    assert said(desk, "supplement_amount, named fells") == (
        "not known",
        "No approved supplement is called “fells”; name one.",
    )
    assert placed(desk, "supplement_decided, named hubs").rows["numerator"] == {"kind": "supplements", "ids": [one.pk]}
    assert said(desk, "supplement_people") == ("not known", "It concerns fewer than 5 people, so it is not said.")


def test_people_who_get_a_supplement_are_counted_from_five_on(chalkshire, desk):
    paying.approved(chalkshire.council, team=chalkshire.north)
    held = Holding.objects.filter(team=chalkshire.north, ends_on=None).first()
    for n in range(3):
        Holding.objects.create(
            council=chalkshire.council, worker=a_worker(chalkshire.council, registration_number=f"SX{n}"), team=held.team, role=held.role, fte=1,
            employment=held.employment, starts_on=day("2015-06-01"),
        )  # fmt: skip
    found = placed(desk, "supplement_people")
    assert (found.placed.text, len(found.rows["numerator"]["ids"])) == ("6", 6)


def test_incentives_are_told_of_five_people_or_more(chalkshire, desk):
    for n in range(5):
        if n == 4:
            assert said(desk, "incentives")[0] == "not known"
        row = paying.an_incentive(chalkshire.north, a_worker(chalkshire.council, registration_number=f"SX{n}"))
        Instalment.objects.filter(incentive=row, due_on=day("2015-10-01")).update(paid_on=day("2015-10-01"))
    assert said(desk, "incentives") == ("5", "5 incentives agreed after 31 December 2013, up to 31 March 2016")
    assert said(desk, "incentives_paid")[0] == "£7,500"
    rows = placed(desk, "incentives_paid").rows["numerator"]
    part = Part(0, "", rows["kind"], np.array(rows["ids"]))
    assert row_lists.listing(part, a_user(chalkshire.council, "finance-partner")).total == 5


def test_the_promise_of_cases_is_held_person_by_person(chalkshire, desk, monkeypatch):
    assert said(desk, "promise_kept, named 18")[1] == (
        "Fewer than 5 people have a case count of the month up to 31 March 2016."
    )
    CaseCount.objects.filter(worker=chalkshire.people[4]).update(cases=19)
    CaseCount.objects.create(
        council=chalkshire.council, worker=chalkshire.people[3], team=chalkshire.south, on=day("2016-03-30"), cases=4
    )
    desk = Desk(chalkshire.council, on=day("2016-03-31"), since=day("2013-12-31"))
    assert said(desk, "promise_over, named 18")[0] == "2"
    assert said(desk, "promise_kept, named 18") == ("60.0%", "3 people with at most 18 cases, of 5 people with a case")
    assert said(desk, "promise_kept, named a few")[1] == (
        "“a few” is not a number of cases; say it as: named 18, or: named 18 + 16."
    )
    for words in ("nan", "snan", "inf", "-1", "18 + 16 + 3"):
        assert said(desk, f"promise_kept, named {words}")[1].startswith(f"“{words}” is not a number of cases")
    monkeypatch.setattr(promise, "PROMISES", [lambda council, service: (Decimal("19.00"), Decimal("16.00"))])
    assert said(desk, "promise_over") == (
        "1",
        "1 person with more than 19 cases, 16 in the first year, of 5 people with a case",
    )


def test_days_of_decisions_and_of_caps_are_told(chalkshire, desk):
    decision = FundingDecision.objects.create(
        council=chalkshire.council,
        decided_on=day("2014-11-10"),
        title="27 social workers funded",
        decided_by_body="Cabinet",
    )
    chalkshire.posts[0].funding_decision = decision
    chalkshire.posts[0].save()
    assert said(desk, "decision_on, named 27 social") == (
        "10 November 2014",
        "1 decision by Cabinet: 27 social workers funded",
    )
    assert said(desk, "decision_posts, named 27 social")[0] == "1"
    assert said(desk, "decision_on, named pods") == (
        "not known",
        "No decisions are called “pods”; name one. There are: 27 social workers funded.",
    )
    region = Region.objects.create(name="South West")
    type(chalkshire.council).objects.filter(pk=chalkshire.council.pk).update(region=region)
    chalkshire.council.refresh_from_db()
    job = AgreedType.objects.create(region=region, name="Social worker", slug="sw", starts_on=day("2015-01-01"))
    PriceCap.objects.create(region=region, job_type=job, hourly=28, starts_on=day("2016-01-01"))
    desk = Desk(chalkshire.council, on=day("2016-03-31"), since=day("2013-12-31"))
    assert said(desk, "cap_from, named social worker") == (
        "1 January 2016",
        "1 cap agreed in the region (Social worker)",
    )
