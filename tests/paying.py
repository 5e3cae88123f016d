"""Supplements and incentives for tests, built by the actions."""

from decimal import Decimal

from ridgeway.domains.establishment.models import Grade, Worker
from ridgeway.domains.organisation.models import Council, Team
from ridgeway.domains.pay import actions
from ridgeway.domains.pay.models import Incentive, Supplement

from .factories import BY, a_worker, day


def a_draft(council: Council, **fields) -> Supplement:
    """A draft with a whole case but for whom it is for."""
    fields = {
        "title": "Hubs, social workers", "basis": "percent", "amount": Decimal(10), "starts_on": day("2015-04-01"), "review_months": 12,
        "notice_weeks": 12, "cost_per_year": Decimal(50_000), "funding": "Reserves", "justification": "Adverts failed.", **fields,
    }  # fmt: skip
    made = actions.draft(council, **fields, **BY)
    actions.add_evidence(made, kind="failed_advert", words="None of five filled", on=day("2015-01-10"), source="Adverts", **BY)  # fmt: skip
    return made


def approved(council: Council, *, by="test", **scope) -> Supplement:
    """A supplement approved on 20 March 2015."""
    made = a_draft(council)
    actions.add_scope(made, **scope, **BY)
    actions.propose(made, **BY)
    return actions.approve(made, decided_on=day("2015-03-20"), decided_by_body="Panel", by=by, at=BY["at"])


def an_incentive(team: Team, worker: Worker | None = None, **fields) -> Incentive:
    """A golden hello of £3,000 in halves, with two years' tie from April 2015."""
    fields = {
        "kind": "golden_hello", "amount": Decimal(3_000), "agreed_on": day("2015-04-01"), "tie_starts_on": day("2015-04-01"), "tie_months": 24,
        "claw_back": "daily", "instalments": [(day("2015-10-01"), Decimal(1_500)), (day("2016-04-01"), Decimal(1_500))], **fields,
    }  # fmt: skip
    return actions.agree(worker or a_worker(team.council), team=team, **fields, **BY)


def pay_parts(council: Council, team: Team) -> dict[str, int]:
    """One of each thing that the addresses of pay name."""
    pay_of(council)
    supplement, incentive = approved(council, team=team), an_incentive(team)
    part = incentive.instalments.order_by("due_on").first()
    return {"supplement": supplement.pk, "incentive": incentive.pk, "instalment": part.pk if part else 0}


def pay_of(council: Council) -> None:
    """One row of each kind of pay that is of the whole council."""
    grade, _ = Grade.objects.get_or_create(council=council, name="J")
    actions.set_point(grade, point=1, annual=Decimal(28_922), starts_on=day("2014-04-01"), **BY)
    actions.set_on_cost(council, percent=Decimal(25), starts_on=day("2014-04-01"), source="Payroll", **BY)
    actions.review(approved(council, grade=grade), held_on=day("2016-04-01"), outcome="keep", words="Kept", **BY)
