"""One of each thing that the addresses of agency work name."""

import datetime as dt
from decimal import Decimal

from ridgeway.core import clock
from ridgeway.domains.agency import actions
from ridgeway.domains.agency.models import AgreedType, Conduct
from ridgeway.domains.agency.reference_shape import QUESTIONS, choices_of
from ridgeway.domains.organisation.actions.regions import region_named
from ridgeway.domains.organisation.models import Council, Team

from .factories import BY, a_job_role, day

RATE = {
    "pay": Decimal(30),
    "employer_ni": Decimal(4),
    "holiday": Decimal("3.60"),
    "levy": Decimal("0.20"),
    "margin": Decimal(3),
}


# everything that a reference asks for, answered well
ANSWERS = {
    key: choices_of(q)[1][0] if choices_of(q) else "2016-03-01" if q.kind == "day" else "Steady"
    for key, q in QUESTIONS.items()
}
ANSWERS |= {"again": "yes"}


def an_assignment(council: Council, team: Team, supplier, **fields):
    """Somebody new, beside the establishment, through an umbrella company, from March 2016."""
    number = fields.pop("number", 1)
    fields = {"starts_on": day("2016-03-01"), "planned_until": day("2016-09-01"), "role": a_job_role(council), **fields}
    return actions.record(
        council, person={"registration_number": f"SW55{number:05}", "given_name": "Sedge", "family_name": "Millford"}, rate=RATE,
        supplier=supplier, team=team, route="umbrella", fte=Decimal(1), notice_weeks=Decimal(4), **fields, **BY,
    )  # fmt: skip


def agency_parts(council: Council, team: Team) -> tuple[dict[str, int | str], dict[str, dict[str, int]]]:
    """A confirmed assignment above a cap with a breach waiting; and, for the addresses that want one, another not confirmed."""
    if council.region is None:
        council.region = region_named("South West", **BY)
        council.save(update_fields=["region"])
    actions.ensure_rules(**BY)
    role = a_job_role(council)
    kind = AgreedType.objects.filter(region=council.region).first() or actions.add_type(
        council.region, name="Social worker", starts_on=day("2014-01-01"), source="An agreement", **BY
    )
    mapped = actions.map_title(role, job_type=kind, starts_on=day("2014-01-01"), **BY)
    supplier = actions.add_supplier(council, name="Kestrel Care", standards=["caps"], signed_on=day("2015-01-01"), **BY)
    conduct: Conduct = actions.record_conduct(supplier, on=day("2016-01-04"), standard="caps", words="Too dear", **BY)
    project = actions.add_project_team(
        council, name="Assessments", supplier=supplier, team=team, purpose="Clear the list", overseen_by="Head", workers_agreed=2,
        other_monthly=Decimal(900), starts_on=dt.date(2016, 1, 1), ends_on=None, **BY,
    )  # fmt: skip
    row = actions.confirm(an_assignment(council, team, supplier, project_team=project), **BY)
    draft = an_assignment(council, team, supplier, number=2)
    actions.agree_cap(
        council.region, job_type=kind, starts_on=day("2016-02-01"), hourly=Decimal(20), covers=["pay"], existing_from=day("2016-02-01"),
        source="An agreement", **BY,
    )  # fmt: skip
    actions.state_facts(draft, experience_months=40, references_received=1, left_permanent_on=None, exemption="", **BY)
    breach = actions.ask_sign_off(row, rule="cap", reason="Needed", **BY)
    week = actions.WeekIn(row.pk, team.pk, dt.date(2016, 3, 7), Decimal(37), Decimal(41), Decimal(1517), "T1", 2)
    load = actions.load_timesheets(council, [week], name="weeks.csv", **BY)
    tokens: list[str] = []
    to = {"name": "Wren Ashdown", "email": "wren@example.org", "organisation": "Elsewhere Council"}
    address = {"address": lambda token: tokens.append(token) or f"https://example.org/{token}/"}
    now = {"by": "test", "at": clock.now()}  # a private link grows old
    wanted = actions.ask_practice_reference(row, **to, **address, **now)
    ours = actions.write_practice_reference(row, answers=ANSWERS, name="Corin Oak", job="Team manager", **now)
    private = actions.give_practice_reference(ours, **to, **address, **now)
    drafts = ("agency_change", "agency_confirm", "agency_cancel")
    return (
        {"assignment": row.pk, "supplier": supplier.pk, "conduct": conduct.pk, "project": project.pk, "title": mapped.pk,
         "breach": breach.pk, "about": "cap", "region": "south-west", "practice": ours.pk, "private": private.pk, "way": "asked"},
        {**{name: {"assignment": draft.pk} for name in drafts}, "agency_timesheets_take_back": {"load": load.pk},
         "agency_reference_withdraw": {"practice": wanted.pk}, "practice_reference": {"token": tokens[0]}},
    )  # fmt: skip
