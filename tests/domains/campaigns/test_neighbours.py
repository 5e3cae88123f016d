"""What neighbours offer: with a source and a day, stale after six months, imported whole or not at all."""

from decimal import Decimal

import pytest

from ridgeway.core.tabular import Row
from ridgeway.domains.campaigns import actions
from ridgeway.domains.campaigns.actions import CannotChangeCampaign
from ridgeway.domains.campaigns.models import NeighbourOffer
from ridgeway.domains.establishment.models import Grade
from ridgeway.domains.pay import actions as actions_of_pay
from ridgeway.insight import neighbours
from ridgeway.insight.own_offer import Cell, own_offers
from tests.factories import BY, a_council, a_job_role, a_live_advert, a_post, a_user, an_employee, day
from tests.paying import an_incentive, approved


def an_offer(council, **fields) -> NeighbourOffer:
    fields = {
        "neighbour": "Elsewhere",
        "caseload": "16",
        "source": "https://example.org/jobs",
        "known_on": day("2016-03-01"),
        **fields,
    }
    return actions.add_offer(council, **fields, **BY)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [({"neighbour": " "}, "Name the council."), ({"source": ""}, "Say where it is from"), ({"source": "javascript://x"}, "must begin with https"),
     ({"known_on": day("2016-04-02")}, "still to come"), ({"caseload": ""}, "at least one thing"),
     ({"pay_low": Decimal(9), "pay_high": Decimal(8)}, "at least the lowest"), ({"pay_low": Decimal(10_000_000)}, "less than a million")],
)  # fmt: skip
def test_an_offer_is_refused(planned, fields, sentence):
    with pytest.raises(CannotChangeCampaign, match=sentence):
        an_offer(planned.council, **fields)


def test_a_role_of_another_council_is_refused(planned):
    theirs = a_job_role(a_council(name="Elsewhere", code="998"))
    with pytest.raises(CannotChangeCampaign, match="council's own"):
        an_offer(planned.council, role=theirs)


def test_an_offer_is_stale_six_months_after_it_was_read_and_fresh_when_looked_at_again(planned):
    offer = an_offer(planned.council, known_on=day("2015-09-30"))
    kept = an_offer(planned.council, neighbour="Near", known_on=day("2015-10-01"))
    ((_, lines),) = neighbours.side_by_side(
        planned.council, NeighbourOffer.objects.select_related("role"), day("2016-04-01")
    )
    assert {line.council: line.is_stale for line in lines} == {"Elsewhere": True, "Near": False}
    actions.look_again(offer, **BY)
    assert (offer.known_on, kept.known_on) == (day("2016-04-01"), day("2015-10-01"))


def test_ours_stand_first_in_each_role_and_what_came_later_is_left_out(planned):
    an_offer(planned.council, role=planned.role)
    an_offer(planned.council, role=planned.role, neighbour=planned.council.name, caseload="18")
    an_offer(planned.council, neighbour="Later", known_on=day("2016-03-31"))
    groups = neighbours.side_by_side(planned.council, NeighbourOffer.objects.select_related("role"), day("2016-03-30"))
    assert [(name, [(line.council, line.is_ours) for line in lines]) for name, lines in groups] == [
        (planned.role.name, [(planned.council.name, True), ("Elsewhere", False)])
    ]


def our_own(planned, user=None):
    user = user or a_user(planned.council, "resourcing-manager")
    return own_offers(user, planned.council, [planned.role], day("2016-04-01"))[planned.role.pk]


def test_of_a_role_of_which_nothing_is_known_ours_says_so(planned):
    own = our_own(planned)
    unknown = Cell("", "No grade of its posts has scale points; it was not advertised")
    assert (own.pay, own.pay_source) == ((None, None), unknown)
    assert own.supplement == Cell("none", "Pay: no approved supplement reaches it on the day")
    assert (own.incentive.words, "fewer than five people" in own.incentive.source) == ("", True)


def test_ours_is_read_from_grades_supplements_and_incentives(planned):
    grade = Grade.objects.create(council=planned.council, name="J")
    for point, annual, since in ((1, 28_922, "2014-04-01"), (4, 33_998, "2014-04-01"), (4, 34_500, "2016-04-02")):
        actions_of_pay.set_point(grade, point=point, annual=Decimal(annual), starts_on=day(since), **BY)
    posts = [a_post(planned.team, planned.role, grade=grade) for _ in range(5)]
    approved(planned.council, grade=grade)
    approved(planned.council, team=planned.team)
    approved(planned.council, grade=Grade.objects.create(council=planned.council, name="K"))
    for post, pounds in zip(posts, (2_000, 3_000, 3_000, 3_000, 5_000), strict=True):
        an_incentive(planned.team, an_employee(post).worker, agreed_on=day("2015-04-02"), amount=Decimal(pounds), instalments=[(day("2015-10-01"), Decimal(pounds))])  # fmt: skip
    an_incentive(
        planned.team,
        an_employee(a_post(planned.team, planned.role)).worker,
        kind="relocation",
        agreed_on=day("2015-04-02"),
    )
    own = our_own(planned)
    assert (own.pay, own.pay_source) == (
        (Decimal(28_922), Decimal(33_998)), Cell("", "Scale points of its posts’ grades (J), from 1 April 2014"),
    )  # fmt: skip
    assert own.supplement.words == f"10% of pay in J; 10% of pay in {planned.team}"
    assert own.incentive == Cell(
        "Golden hello of £2,000 to £5,000", "Pay: agreed for 5 people of the role in the year before"
    )
    adverts = our_own(planned, a_user(planned.council, "link-manager"))
    not_theirs = Cell("", "Pay is shown to those who may see it", is_withheld=True)
    assert (adverts.pay, adverts.supplement, adverts.incentive) == ((None, None), not_theirs, not_theirs)
    assert (adverts.pay_source.is_withheld, own.pay_source.is_withheld) == (True, False)
    advert = a_live_advert(
        planned.team, planned.role, pay_low=Decimal(30_000), pay_high=Decimal(35_000), supplement_words="10%"
    )
    told = our_own(planned, a_user(planned.council, "link-manager"))
    assert (told.pay, told.supplement) == ((Decimal(30_000), Decimal(35_000)), Cell("10%", told.pay_source.source))
    assert told.pay_source.source == f"Advert {advert.reference}, published 1 April 2016"


def test_a_file_is_read_row_by_row_and_the_same_offer_is_replaced(planned):
    def row(number, **cells):
        return Row(
            number,
            {
                "Council": "Near",
                "Role": planned.role.name,
                "Pay low": "£30,000",
                "Source": "A paper",
                "Date": "01/02/2016",
                **cells,
            },
        )

    offers, problems = actions.read_offers(
        planned.council, [row(2), row(3, Date=""), row(4, **{"Pay low": "much"}), row(5, Source=None)]
    )
    assert ([offer["pay_low"] for offer in offers], offers[0]["role"]) == ([Decimal(30_000)], planned.role)
    assert problems == [(3, "It has no date."), (4, "“much” is not a number."), (5, "It has no source.")]
    assert actions.import_offers(planned.council, offers, **BY) == (1, 0)
    assert actions.import_offers(planned.council, [{**offers[0], "pay_low": Decimal(31_000)}], **BY) == (0, 1)
    assert [offer.pay_low for offer in NeighbourOffer.objects.all()] == [Decimal(31_000)]
