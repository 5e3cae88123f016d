"""Grades, supplements and incentives of the demonstration.

Source: the supplements of 23 June 2014 for safeguarding and MASH, 10% for social workers and 15% for managers, £378,000 in the first year and
£420,000 after (Wiltshire Council's decision page; Salisbury Journal, July 2014); pay of £28,922 to £33,998 (Gazette and Herald, October 2014). What the
papers do not give (other grades, evidence, reviews after 2016, incentives) is invented, and says so.
"""

import datetime as dt
from decimal import Decimal
from random import Random
from typing import Any

from ridgeway.domains.establishment.models import Employment, Grade, JobRole
from ridgeway.domains.organisation.models import Council, Team
from ridgeway.domains.pay import actions
from ridgeway.domains.pay.models import Incentive, Supplement

from . import plan

SEED = 40
D = dt.date
GRADES = {  # grade: first and last point's pay in April 2014; J is from the press, the others invented around it
    "Grade I": (25_440, 28_127), "Grade J": (28_922, 33_998), "Grade K": (34_894, 37_578), "Grade L": (38_422, 41_148),
    "Grade M": (42_053, 45_761), "Grade N": (47_012, 51_900), "Grade P": (58_200, 66_400),
}  # fmt: skip
POINTS = 4
RAISES = {2016: "1.02", 2019: "1.06", 2022: "1.10", 2025: "1.13"}  # invented
ON_COSTS = [(D(2013, 4, 1), "25.0"), (D(2016, 4, 1), "27.2"), (D(2025, 4, 1), "29.0")]
HUBS = ("north", "west", "south", "mash")
SUPPLEMENTS = [  # title, %, roles, cost in the first year, cost a year after
    ("Safeguarding and MASH, social workers", 10, ("sw", "nq", "senior", "aspiring"), 246_000, 273_000),
    ("Safeguarding and MASH, managers", 15, ("atm", "tm"), 132_000, 147_000),
]
COSTS_NOTE = (
    "£378,000 in the first year and £420,000 after are printed for both together; how they are shared is invented"
)
EVIDENCE = [
    ("failed_advert", "The campaign of November 2013 to April 2014 left more than 30 agency workers in senior and manager roles", D(2014, 6, 2), "Community Care and Salisbury Journal, July 2014"),
    ("agency", "A possible overspend of £900,000 on the pay budget if reliance on agency staff went on", D(2014, 6, 2), "Salisbury Journal, July 2014"),
    ("comparator", "Neighbours paid more for the same posts: three adverts compared", D(2014, 6, 2), "Invented"),
]  # fmt: skip
REVIEWS = [  # held on, what it rests on
    (D(2015, 6, 22), "Turnover in the hubs is falling and five adverts of six were filled. Keep it for another year. Invented"),
    (D(2016, 6, 20), "The hubs are nearly full; neighbours have raised theirs. Keep it. Invented"),
]  # fmt: skip


def write(council: Council, today: dt.date, **said: Any) -> str:
    """Write scales, supplements and incentives; says how much there is."""
    rng = Random(SEED)  # noqa: S311 - invented payments, not secrets
    points = _scales(council, today, said)
    for line in SUPPLEMENTS:
        _supplement(council, today, line, said)
    _drafted(council, today, said)
    incentives = _incentives(council, today, rng, said)
    return f"{points} scale points, {Supplement.objects.filter(council=council).count()} supplements, {incentives} incentives"


def _scales(council: Council, today: dt.date, said: dict[str, Any]) -> int:
    count = 0
    grades = {grade.name: grade for grade in Grade.objects.filter(council=council)}
    years = {2013: "1", **{year: by for year, by in RAISES.items() if D(year, 4, 1) <= today}}
    for name, (low, high) in GRADES.items():
        if name not in grades:
            continue
        for year, by in years.items():
            for point in range(POINTS):
                pay = (low + (high - low) * Decimal(point) / (POINTS - 1)) * Decimal(by)
                actions.set_point(grades[name], point=point + 1, annual=pay.quantize(Decimal(1)), starts_on=D(year, 4, 1), **said)  # fmt: skip
                count += 1
    for starts, percent in ON_COSTS:
        if starts <= today:
            actions.set_on_cost(council, percent=Decimal(percent), starts_on=starts, source="Invented", **said)
    return count


def _supplement(council: Council, today: dt.date, line: tuple, said: dict[str, Any]) -> Supplement:
    title, percent, roles, first, after = line
    teams = {team.slug: team for team in Team.objects.filter(council=council)}
    names = {role.name: role for role in JobRole.objects.filter(council=council)}
    made = actions.draft(
        council, title=title, basis="percent", amount=Decimal(percent), starts_on=D(2014, 7, 1), review_months=12, notice_weeks=12,
        cost_first_year=Decimal(first), cost_per_year=Decimal(after), funding="General reserves (Gazette and Herald, July 2014)",
        justification=f"Posts in these teams stayed empty after a campaign of six months, and agency cover cost more than the supplement. {COSTS_NOTE}.", **said,
    )  # fmt: skip
    for key in HUBS:
        for role in roles:
            actions.add_scope(made, team=teams[plan.TEAMS[key][2]], role=names[plan.ROLES[role][0]], **said)
    for kind, words, on, source in EVIDENCE:
        actions.add_evidence(made, kind=kind, words=words, on=on, source=source, **said)
    made = actions.propose(made, **said)
    made = actions.approve(
        made, decided_on=D(2014, 6, 23), decided_by_body="Corporate leadership team; noted by Cabinet on 22 July 2014", decision_words="Under the market supplement policy, with provision to extend to other roles", **said,
    )  # fmt: skip
    held = [*REVIEWS, *((D(year, 6, 20), "Kept after its yearly review. Invented") for year in range(2017, today.year + 1))]  # fmt: skip
    last = max((on for on, _ in held if on <= today), default=None)
    for on, words in held:
        if on <= today and not (
            percent == 15 and on == last and on.year > 2016
        ):  # the managers' last review is overdue
            actions.review(made, held_on=on, outcome="keep", words=words, **said)
    return made


def _drafted(council: Council, today: dt.date, said: dict[str, Any]) -> None:
    """A case that is being made now, and waits for nobody yet."""
    team = Team.objects.filter(council=council, slug="children-in-care-vale").first()
    made = actions.draft(
        council, title="Children in care, senior social workers", basis="percent", amount=Decimal(8), starts_on=today.replace(day=1) + dt.timedelta(days=62),
        review_months=12, notice_weeks=12, cost_first_year=Decimal(9_500), cost_per_year=Decimal(19_000), funding="", justification="", **said,
    )  # fmt: skip
    role = JobRole.objects.filter(council=council, name=plan.ROLES["senior"][0]).first()
    actions.add_scope(made, team=team, role=role, **said)
    actions.add_evidence(made, kind="leavers", words="Two of the last three who left named pay. Invented", on=today - dt.timedelta(days=40), source="Exit conversations; invented", **said)  # fmt: skip


def _incentives(council: Council, today: dt.date, rng: Random, said: dict[str, Any]) -> int:
    """A golden hello of £3,000 in two halves for some who started in the hubs since 2015, two years' tie; some have left since. All invented."""
    rows = Employment.objects.filter(
        council=council, starts_on__gte=D(2015, 4, 1), holdings__team__group=plan.SAFEGUARDING, contract="permanent"
    )
    rows = rows.select_related("worker").order_by("starts_on", "pk").distinct()
    count = 0
    for spell in rows:
        if rng.random() > 0.3:
            continue
        team = spell.holdings.order_by("starts_on").first().team
        halves = [(spell.starts_on + dt.timedelta(days=days), Decimal(1_500)) for days in (183, 366)]
        made = actions.agree(
            spell.worker, team=team, kind="golden_hello", amount=Decimal(3_000), agreed_on=spell.starts_on, tie_starts_on=spell.starts_on,
            tie_months=24, claw_back="daily", instalments=halves, note="Invented", **said,
        )  # fmt: skip
        count += 1
        _played(made, spell, today, said)
    return count


def _played(made: Incentive, spell: Employment, today: dt.date, said: dict[str, Any]) -> None:
    for part in made.instalments.select_related("incentive", "council"):
        if part.due_on <= today and (spell.ends_on is None or part.due_on < spell.ends_on):
            actions.pay(part, paid_on=part.due_on, **said)
    if spell.ends_on is not None and spell.ends_on <= today:
        actions.settle(made, left_on=spell.ends_on, **said)
    elif spell.starts_on + dt.timedelta(days=740) <= today:
        actions.complete(made, on=today, **said)
