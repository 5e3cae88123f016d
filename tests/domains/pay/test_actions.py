"""Supplements from the draft to the end, scale points that follow one another, incentives and what is owed back."""

from decimal import Decimal

import pytest

from ridgeway.core.models import AuditEntry
from ridgeway.domains.establishment.models import Grade
from ridgeway.domains.pay import actions
from ridgeway.domains.pay.actions import CannotChangePay
from ridgeway.domains.pay.models import Incentive, OnCost, ScalePoint, Supplement
from tests.factories import BY, a_council, a_team, a_user, day
from tests.paying import a_draft, an_incentive, approved

pytestmark = pytest.mark.django_db


def test_a_case_has_to_be_whole_before_it_is_put_up():
    team = a_team()
    made = a_draft(team.council, cost_per_year=None, funding="", justification="")
    said = []
    steps = [
        lambda: actions.add_scope(made, team=team, **BY),
        lambda: Supplement.objects.update(cost_per_year=1),
        lambda: Supplement.objects.update(funding="Reserves"),
        lambda: Supplement.objects.update(justification="Adverts failed."),
    ]
    for step in steps:
        with pytest.raises(CannotChangePay) as refusal:
            actions.propose(made, **BY)
        said.append(str(refusal.value).split(":")[0])
        step()
    assert said == ["Say whom it is for first.", "Say what it costs a year first.", "Say how it is paid for first.", "Say first why it is objectively justified"]  # fmt: skip
    assert actions.propose(made, **BY).state == "proposed"


def test_who_proposes_does_not_decide():
    team, manager = a_team(), a_user()
    made = a_draft(team.council)
    actions.add_scope(made, team=team, **BY)
    actions.propose(made, by=manager, at=BY["at"])
    decision = {"decided_on": day("2015-03-20"), "decided_by_body": "Panel"}
    with pytest.raises(CannotChangePay, match="You proposed it, so somebody else decides"):
        actions.approve(made, by=manager, at=BY["at"], **decision)
    found = actions.approve(made, by=a_user(), at=BY["at"], **decision)
    assert (found.state, found.next_review_on) == ("approved", day("2016-04-01"))


def test_a_refusal_says_why_and_closes_the_case():
    team = a_team()
    made = a_draft(team.council)
    actions.add_scope(made, team=team, **BY)
    actions.propose(made, **BY)
    decision = {"decided_on": day("2015-03-20"), "decided_by_body": "Panel"}
    with pytest.raises(CannotChangePay, match="Say why it is refused"):
        actions.refuse(made, decision_words=" ", **decision, **BY)
    assert actions.refuse(made, decision_words="No money", **decision, **BY).state == "refused"
    with pytest.raises(CannotChangePay, match="This is refused and cannot become proposed"):
        actions.propose(made, **BY)


def test_a_review_sets_the_next_and_nothing_lapses():
    made = approved(a_council_team().council, team=None, grade=a_grade())
    held = actions.review(made, held_on=day("2016-04-04"), outcome="keep", words="Turnover fell", **BY)
    made.refresh_from_db()
    assert (held.due_on, made.next_review_on, made.ends_on) == (day("2016-04-01"), day("2017-04-04"), None)
    actions.review(made, held_on=day("2017-04-04"), outcome="end", words="Nobody is short", **BY)
    made.refresh_from_db()
    assert (made.state, made.next_review_on) == ("approved", day("2017-07-04"))  # still paid, until notice is given


_TEAM: list = []


def a_council_team():
    """One team for both helpers of a test."""
    _TEAM[:] = [a_team()]
    return _TEAM[0]


def a_grade() -> Grade:
    """A grade of that team's council."""
    return Grade.objects.create(council=_TEAM[0].council, name="J")


def test_notice_runs_its_weeks_then_it_is_closed_or_renewed():
    team = a_team()
    made = approved(team.council, team=team)
    with pytest.raises(CannotChangePay, match="12 weeks' notice ends on 28 March 2016 at the earliest"):
        actions.give_notice(made, given_on=day("2016-01-04"), ends_on=day("2016-03-27"), **BY)
    made = actions.give_notice(made, given_on=day("2016-01-04"), ends_on=day("2016-03-28"), **BY)
    with pytest.raises(CannotChangePay, match="Its notice runs until 28 March 2016"):
        actions.end(made, on=day("2016-03-01"), **BY)
    renewed = actions.renew(made, decided_on=day("2016-02-01"), decided_by_body="Panel", decision_words="Neighbours pay more", **BY)  # fmt: skip
    assert (renewed.state, renewed.ends_on, renewed.next_review_on) == ("approved", None, day("2017-02-01"))
    again = actions.give_notice(renewed, given_on=day("2016-03-01"), ends_on=day("2016-06-01"), **BY)
    assert actions.end(again, on=day("2016-06-01"), **BY).state == "ended"


def test_a_decided_case_stands_as_it_was_decided():
    team = a_team()
    made = approved(team.council, team=team)
    with pytest.raises(CannotChangePay, match="whom it is for stands as it was decided"):
        actions.add_scope(made, team=a_team(team.service), **BY)
    with pytest.raises(CannotChangePay, match="its case stands as it was decided"):
        actions.redraft(made, title="Other", basis="percent", amount=Decimal(5), **BY)


def test_another_councils_team_is_refused():
    made = a_draft(a_team().council)
    with pytest.raises(CannotChangePay, match="must be the council's own"):
        actions.add_scope(made, team=a_team(), **BY)


def test_a_scale_point_follows_the_one_before():
    grade = Grade.objects.create(council=a_council(), name="J")
    for annual, starts in ((28_922, "2014-04-01"), (29_500, "2016-04-01"), (29_211, "2015-04-01")):
        actions.set_point(grade, point=1, annual=Decimal(annual), starts_on=day(starts), **BY)
    rows = ScalePoint.objects.order_by("starts_on").values_list("annual", "starts_on", "ends_on")
    assert list(rows) == [
        (28_922, day("2014-04-01"), day("2015-04-01")), (29_211, day("2015-04-01"), day("2016-04-01")), (29_500, day("2016-04-01"), None),
    ]  # fmt: skip
    actions.set_on_cost(grade.council, percent=Decimal(25), starts_on=day("2014-04-01"), source="Payroll", **BY)
    actions.set_on_cost(grade.council, percent=Decimal(27), starts_on=day("2016-04-01"), source="Payroll", **BY)
    assert list(OnCost.objects.order_by("starts_on").values_list("ends_on", flat=True)) == [day("2016-04-01"), None]


def test_instalments_add_up_or_are_refused():
    with pytest.raises(CannotChangePay, match="The instalments do not add up to the amount"):
        an_incentive(a_team(), instalments=[(day("2015-10-01"), Decimal(2_999))])


def test_who_leaves_owes_what_was_paid_by_the_days_not_served():
    made = an_incentive(a_team())
    first, second = made.instalments.order_by("due_on")
    actions.pay(first, paid_on=day("2015-10-01"), **BY)
    found = actions.settle(made, left_on=day("2016-04-01"), **BY)
    assert (found.state, found.owed) == ("owed", Decimal("748.97"))  # 1,500 × 365 ÷ 731
    with pytest.raises(CannotChangePay, match="nothing more is paid"):
        actions.pay(second, paid_on=day("2016-04-02"), **BY)
    assert actions.recover(found, **BY).state == "recovered"


def test_the_tie_over_closes_it_and_not_before():
    made = an_incentive(a_team())
    for part in made.instalments.all():
        actions.pay(part, paid_on=part.due_on, **BY)
    with pytest.raises(CannotChangePay, match="The tie is not over yet"):
        actions.complete(made, on=day("2017-03-31"), **BY)
    assert actions.complete(made, on=day("2017-04-01"), **BY).state == "completed"
    with pytest.raises(CannotChangePay, match="This is tie over already"):
        actions.settle(made, left_on=day("2017-04-02"), **BY)


def test_nothing_paid_can_be_cancelled_and_what_is_owed_waived():
    assert actions.cancel(an_incentive(a_team()), **BY).state == "cancelled"
    made = an_incentive(a_team())
    actions.pay(made.instalments.order_by("due_on")[0], paid_on=day("2015-10-01"), **BY)
    with pytest.raises(CannotChangePay, match="Some of it was paid"):
        actions.cancel(made, **BY)
    owed = actions.settle(made, left_on=day("2016-01-01"), **BY)
    assert actions.waive(owed, note="Ill health", **BY).state == "waived"


def test_nobodys_money_is_in_the_trail():
    made = an_incentive(a_team(), note="for her mother's house")
    actions.pay(made.instalments.order_by("due_on")[0], paid_on=day("2015-10-01"), **BY)
    actions.settle(made, left_on=day("2016-01-01"), **BY)
    assert Incentive.objects.get().owed > 0
    kept = [e.after | (e.before or {}) for e in AuditEntry.objects.filter(thing_type__in=["pay.incentive", "pay.instalment"])]  # fmt: skip
    assert [sorted({"amount", "owed", "note"} & set(values)) for values in kept] == [[], [], []]
