"""The papers' campaigns as rows: phases, placements, events, own posts, aims. What the papers do not give is invented, and marked so.

Source: Wiltshire Council, Cabinet report of 26 May 2016, paragraphs 3-10, 39, 44 and 47; the £200,000 from the Wiltshire Times, April 2015.
"""

import datetime as dt
from decimal import Decimal
from random import Random
from typing import Any

from ridgeway.domains.campaigns import actions
from ridgeway.domains.campaigns.models import Campaign, Channel, Phase, Placement
from ridgeway.domains.establishment.models import JobRole
from ridgeway.domains.organisation.models import Council, Service

SEED = 47
D = dt.date
_DAY = dt.timedelta(days=1)
INVENTED: dict[str, Any] = {"cost_source": "invented", "cost_note": "The papers give no cost"}

CHANNELS = {
    "guardian": ("The Guardian", "job_board"),
    "care": ("Community Care", "job_board"),
    "indeed": ("Indeed", "job_board"),
    "go_public": ("Jobsgopublic", "job_board"),
    "google": ("Google search words", "search"),
    "facebook": ("Facebook", "social"),
    "linkedin": ("LinkedIn", "social"),
    "twitter": ("Twitter", "social"),
    "instagram": ("Instagram", "social"),
    "print": ("The Guardian, in print", "print"),
    "spouses": ("Recruit for Spouses", "partner"),
    "site": ("Careers site", "own_site"),
}
# phase: name, first day, last day, last day of paid advertising, budget, how the budget is known, about it
PHASES = [
    ("Phase 1", D(2014, 8, 1), D(2014, 9, 30), None, 64_000, "invented",
     "£200,000 for the first year is printed; how phases 1 and 2 shared it is invented"),
    ("Phase 2", D(2014, 10, 16), D(2015, 3, 31), None, 136_000, "invented",
     "£200,000 for the first year is printed; how phases 1 and 2 shared it is invented"),
    ("Phase 3", D(2015, 4, 1), D(2016, 3, 31), D(2016, 5, 31), 100_000, "paper",
     "Cabinet report of 26 May 2016, paragraph 7: 50% less than 2014/15"),
]  # fmt: skip
# to be planned: the papers end before it, so all of it is invented; it aims for the vacancies left on 31 March 2016 (paragraph 15)
NEXT = ("Phase 4", D(2016, 6, 1), D(2017, 3, 31), 60_000, [
    ("childrens", "Newly qualified social worker", 10), ("childrens", "Social worker", 28), ("adult-care", "Social worker", 13),
])  # fmt: skip
# phase: service, role, how many. Printed by service (§47): 49, then 36 and 17; by role invented
AIMS = {
    "Phase 2": [("childrens", "Social worker", 38), ("childrens", "Assistant team manager", 11)],
    "Phase 3": [("childrens", "Newly qualified social worker", 12), ("childrens", "Social worker", 24), ("adult-care", "Social worker", 17)],
}  # fmt: skip
# phase: channel, kind, title, pieces, supplier, first day, last day, cost, impressions, clicks (None: nobody counted)
PLACEMENTS: dict[str, list[tuple]] = {
    "Phase 1": [
        ("guardian", "feature", "Why Wiltshire: a feature on the Guardian's job pages", 2, "Penna", D(2014, 8, 4), D(2014, 9, 26), 24_000, 96_000, 1_140),
        ("care", "listing", "Manager roles, enhanced listings", 14, "Penna", D(2014, 8, 4), D(2014, 9, 30), 22_500, 71_000, 1_210),
        ("go_public", "listing", "All roles on Jobsgopublic", 10, "Penna", D(2014, 8, 4), D(2014, 9, 30), 9_000, 22_000, 410),
    ],
    "Phase 2": [
        ("guardian", "feature", "27 more posts and a promise of 18 cases", 3, "Penna", D(2014, 11, 17), D(2015, 2, 28), 41_000, 188_000, 2_460),
        ("care", "listing", "Safeguarding, enhanced listings", 32, "Penna", D(2014, 10, 16), D(2015, 3, 31), 46_000, 164_000, 2_980),
        ("indeed", "listing", "Targeted listings on Indeed", 26, "Penna", D(2014, 11, 1), D(2015, 3, 31), 17_500, 142_000, 2_320),
        ("google", "search_words", "Search words, phase 2", 1, "Penna", D(2014, 10, 16), D(2015, 3, 31), 12_000, 61_000, 1_480),
    ],
    "Phase 3": [
        ("guardian", "listing", "Enhanced listings on Guardian Jobs", 18, "Penna", D(2015, 4, 13), D(2016, 5, 31), 24_500, 101_000, 1_390),
        ("care", "listing", "Enhanced listings on Community Care", 24, "Penna", D(2015, 4, 13), D(2016, 5, 31), 23_500, 98_000, 1_720),
        ("indeed", "listing", "Targeted listings on Indeed", 18, "Penna", D(2015, 4, 13), D(2016, 3, 31), 11_000, 120_000, 1_890),
        ("care", "feature", "Inside a pod: an editorial", 1, "Penna", D(2016, 2, 15), D(2016, 3, 13), 6_500, 21_000, 240),
        ("google", "search_words", "Search words to the careers site", 1, "Penna", D(2015, 5, 11), D(2016, 3, 31), 9_200, 74_000, 2_020),
        ("facebook", "social_advert", "Sponsored adverts", 7, "Penna", D(2015, 6, 1), D(2016, 3, 13), 4_300, 212_000, 960),
        ("spouses", "partner", "Listings, newsletters and posts to military families", 1, "Recruit for Spouses", D(2015, 9, 1), D(2016, 3, 31), 9_000, None, 4),
        ("print", "half_page", "Half page for World Social Work Day", 1, "Penna", D(2016, 3, 15), D(2016, 3, 15), 5_200, None, None),
    ],
}  # fmt: skip
EVENTS = [  # phase, name, place, day, who went, people met (None: nobody counted)
    ("Phase 3", "BFRS careers event", "Tidworth", D(2015, 9, 17), "HR & OD", None),
    ("Phase 3", "Return to Social Work, County Hall", "Trowbridge", D(2015, 11, 1), "HR & OD, with the Institute", 36),
    (
        "Phase 3",
        "BASW student conference",
        "",
        D(2015, 11, 18),
        "The principal social worker for adult care operations",
        None,
    ),
]
OWN = [  # phase, channel, day, title
    ("Phase 2", "site", D(2014, 10, 16), "The social care microsite, with films from the teams"),
    ("Phase 2", "twitter", D(2014, 11, 24), "27 more social workers for our safeguarding teams"),
    ("Phase 3", "site", D(2015, 5, 18), "The new careers site opens"),
    ("Phase 3", "linkedin", D(2015, 6, 9), "A week in the North hub: a social worker's blog"),
    ("Phase 3", "facebook", D(2015, 10, 5), "Step up to Social Work: a student's blog"),
    ("Phase 3", "site", D(2015, 11, 2), "Social work in the recruitment spotlight of the home page"),
    ("Phase 3", "instagram", D(2016, 1, 11), "Our account opens"),
    ("Phase 3", "twitter", D(2016, 3, 15), "World Social Work Day, by our own social workers"),
]
TOGETHER = "Nearly 3,000 clicks with the search words and social adverts together (paragraph 10); how they were split is invented"


class _Rows:
    """What is written, by its name."""

    def __init__(self, council: Council, said: dict[str, Any]) -> None:
        self.council, self.said = council, said
        self.services = {s.slug: s for s in Service.objects.filter(council=council)}
        self.roles = {r.name: r for r in JobRole.objects.filter(council=council)}
        self.channels: dict[str, Channel] = {}
        self.phases: dict[str, Phase] = {}


def write(council: Council, **said: Any) -> str:
    """Write both campaigns; says how much there is."""
    rows, rng = _Rows(council, said), Random(SEED)  # noqa: S311 - invented figures, not secrets
    for key, (name, kind) in CHANNELS.items():
        rows.channels[key] = actions.add_channel(council, name=name, kind=kind, **said)
    _earlier(rows)
    campaign = actions.add_campaign(
        council, name="Social work recruitment, 2014 to 2016",
        purpose="Experienced social workers and managers for both services; from April 2015 newly qualified social workers for the pods.",
        **said,
    )  # fmt: skip
    _phases(rows, campaign)
    placed = [_place(rows, phase, line, rng) for phase, lines in PLACEMENTS.items() for line in lines]
    for phase, name, place, on, who, met in EVENTS:
        cost = Decimal(450 if place else 180)
        actions.add_event(
            rows.phases[phase],
            name=name,
            place=place,
            on=on,
            who_went=who,
            people_met=met,
            cost=cost,
            **INVENTED,
            **said,
        )
    for phase, channel, on, title in OWN:
        actions.add_own_post(rows.phases[phase], channel=rows.channels[channel], on=on, title=title, **said)
    return (
        f"2 campaigns, {len(rows.phases) + 1} phases, {len(placed)} placements, {len(EVENTS)} events, {len(OWN)} posts"
    )


def _earlier(rows: _Rows) -> None:
    """Paragraph 39: a joint campaign from November 2013 to April 2014, with some success. Its cost is not printed, and not known here."""
    campaign = actions.add_campaign(
        rows.council, name="Joint social work campaign, 2013 to 2014",
        purpose="Targeted advertising for children's services and adult care together, before the campaign of August 2014.", **rows.said,
    )  # fmt: skip
    actions.add_phase(
        campaign, name="Targeted advertising", starts_on=D(2013, 11, 1), ends_on=D(2014, 5, 1), paid_until=None,
        budget=None, budget_source="", budget_note="", **rows.said,
    )  # fmt: skip


def _phases(rows: _Rows, campaign: Campaign) -> None:
    for name, first, last, paid, budget, source, note in PHASES:
        rows.phases[name] = actions.add_phase(
            campaign, name=name, starts_on=first, ends_on=last + _DAY, paid_until=paid + _DAY if paid else None,
            budget=Decimal(budget), budget_source=source, budget_note=note, **rows.said,
        )  # fmt: skip
    following, first, last, money, aimed = NEXT
    rows.phases[following] = actions.add_phase(
        campaign, name=following, starts_on=first, ends_on=last + _DAY, paid_until=None, budget=Decimal(money),
        budget_source="invented", budget_note="The papers end before it", **rows.said,
    )  # fmt: skip
    for name, aims in {**AIMS, following: aimed}.items():
        for service, role, count in aims:
            actions.add_aim(
                rows.phases[name], service=rows.services[service], role=rows.roles[role], how_many=count, **rows.said
            )


def _place(rows: _Rows, phase: str, line: tuple, rng: Random) -> Placement:
    channel, kind, title, pieces, supplier, first, last, cost, shown, clicked = line
    is_children = "afeguarding" in title or "pod" in title or "18 cases" in title
    placement = actions.add_placement(
        rows.phases[phase], channel=rows.channels[channel], kind=kind, title=title, pieces=pieces, supplier=supplier,
        service=rows.services["childrens"] if is_children else None, role=None, starts_on=first, ends_on=last + _DAY,
        cost=Decimal(cost), invoice_number="", target_url=f"/careers/{rows.council.slug}/", **INVENTED, **rows.said,
    )  # fmt: skip
    told = TOGETHER if channel in ("google", "facebook") and phase == "Phase 3" else "Invented"
    for on, seen, clicks in _by_month(first, last, shown, clicked, rng):
        actions.record_result(placement, on=on, impressions=seen, clicks=clicks, source=told, **rows.said)
    return placement


def _by_month(
    first: D, last: D, shown: int | None, clicked: int | None, rng: Random
) -> list[tuple[D, int | None, int | None]]:
    """Totals shared out over the first days of the months, unevenly; all of it is shared."""
    if shown is None and clicked is None:
        return []
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    days = [
        max(first, D(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1))
        for n in range(months)
    ]
    weights = [rng.uniform(0.6, 1.4) for _ in days]
    seen, clicks = (_shared(total, weights) for total in (shown, clicked))
    return [(day, seen[n], clicks[n]) for n, day in enumerate(days) if seen[n] is not None or clicks[n] is not None]


def _shared(total: int | None, weights: list[float]) -> list[int | None]:
    if total is None:
        return [None] * len(weights)
    ends = [round(total * sum(weights[: n + 1]) / sum(weights)) for n in range(len(weights))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]
