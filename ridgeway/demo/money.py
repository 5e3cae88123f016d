"""The ledger of the demonstration: the six rows of the Cabinet report's paragraph 56 to the pound, spread over teams and months by who was here.

Source: Wiltshire Council, Cabinet report of 26 May 2016, paragraphs 17-19, 56-58 and 64; the cost of supplements from the Salisbury Journal, July
2014. How a printed sum is spread over teams, months and codes is invented, and so is every year and every team the papers give no sum of. Agency
spend is the printed share of the *outturn*, the one base that gives all of the printed shares; the fall of £333,918 then comes from children's
teams outside safeguarding and assessment, and the fall of £158,722 in adult care cannot be had from any base: the pages say so.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ridgeway.domains.establishment.models import Cover, Holding, PostTerm
from ridgeway.domains.finance import actions
from ridgeway.domains.finance.actions import LineIn
from ridgeway.domains.finance.choices import Kind, LoadSource, Printed, Side
from ridgeway.domains.finance.rules import month_of, months_of, year_of, year_words
from ridgeway.domains.organisation.models import Council, Service, Team

from . import plan

PENNY = Decimal("0.01")
REPORT = "Cabinet report of 26 May 2016, paragraph"
FIRST = 2013
# part: year: budget, outturn, agency social workers, other agency staff. Budget and outturn are printed; agency is the printed share of outturn
PRINTED_YEARS = {
    "safeguarding": {
        2013: (3_872_380, 5_454_245, 2_765_000, 125_750),
        2014: (5_201_950, 6_267_615, 2_700_000, 120_427),
        2015: (6_360_900, 7_314_971, 2_742_000, 110_839),
    },
    "adult": {
        2013: (9_357_161, 8_952_033, 300_177, 40_000),
        2014: (9_262_430, 8_572_348, 270_605, 38_000),
        2015: (8_839_400, 8_793_540, 240_600, 32_000),
    },
    # invented, so that the whole of children's services falls by the printed £333,918, of which social worker roles £270,380
    "children": {
        2013: (5_610_000, 5_702_400, 655_000, 124_000),
        2014: (5_744_000, 5_861_250, 712_380, 131_950),
        2015: (5_868_000, 5_702_610, 400_000, 78_000),
    },
}  # fmt: skip
SUPPLEMENTS = {2014: 378_000, 2015: 420_000}  # printed in the press; from July 2014
CODES = {
    "pay": ("1100", "Basic pay", Kind.PAY),
    "ni": ("1120", "Employer's national insurance", Kind.ON_COST),
    "pension": ("1130", "Employer's pension", Kind.ON_COST),
    "supplement": ("1150", "Market supplements", Kind.SUPPLEMENT),
    "agency_sw": ("1310", "Agency social workers", Kind.AGENCY_SW),
    "agency_other": ("1320", "Agency staff, other", Kind.AGENCY_OTHER),
}
SHARES = {"pay": 78, "ni": 8, "pension": 14}  # of employed staff's cost; invented
GROWTH = Decimal("1.024")  # a year, of pay and rates; invented
# what: year: (adult, safeguarding)
TABLE = {
    Printed.BUDGET: {2013: ("9357161", "3872380"), 2014: ("9262430", "5201950"), 2015: ("8839400", "6360900")},
    Printed.OUTTURN: {2013: ("8952033", "5454245"), 2014: ("8572348", "6267615"), 2015: ("8793540", "7314971")},
    Printed.VARIANCE: {2013: ("-405128", "1581865"), 2014: ("-690082", "1065665"), 2015: ("-45860", "954071")},
    Printed.SHARE: {2013: ("3.8", "53"), 2014: ("3.6", "45"), 2015: ("3.1", "39")},
}
CHANGES = [  # service, what, amount, in the paper's words, paragraph
    (plan.CHILDREN, Printed.AGENCY_SW_CHANGE, "-333918", "agency spend across all social worker roles", "18"),
    (plan.CHILDREN, Printed.AGENCY_CHANGE, "-333918", "operational children's services (decreased by £333,918)", "64"),
    (plan.CHILDREN, Printed.AGENCY_SW_CHANGE, "-270380", "reduced use of agency social worker roles (all levels)", "64"),
    (plan.ADULT, Printed.AGENCY_SW_CHANGE, "-158722", "agency spend across all social worker roles", "18"),
    (plan.CHILDREN, Printed.TURNOVER, "25", "at the height of recruitment difficulties turnover levels were at 25%", "58"),
    (plan.CHILDREN, Printed.AVOIDED, "600000", "had turnover stayed at 25% and permanent staff not been recruited", "58"),
]  # fmt: skip

COSTS = [  # key, low, likely, high, source
    ("agency_year", 60_000, 71_000, 83_000, "Invented: £30 to £40 an hour all in, 37 hours a week, 46 to 52 weeks"),
    ("employed_year", 39_800, 44_500, 49_700, "£28,922 to £33,998 (Gazette and Herald, October 2014) with a supplement of 10 to 15%; on-costs of 25 to 27% are invented"),
    ("leaver", 1_500, 3_636, 6_000, "£200,000 over 55 appointments (Wiltshire Times, April 2015) is £3,636; low and high are invented"),
]  # fmt: skip
SCENARIOS = [
    ("Paragraph 58: turnover had stayed at 25%, net of pay not spent", "basis=net"),
    ("Paragraph 58: the same, the whole agency bill", "basis=gross"),
]

Weights = dict[tuple[int, dt.date], float]  # team, month: FTE


def write(council: Council, today: dt.date, **said: Any) -> str:
    """Write codes, a file of lines a year, and the printed figures; says how much there is."""
    lines = Books(council, today, said)
    count = 0
    for year in range(FIRST, year_of(today) + 1):
        load = actions.load_lines(
            council, lines.of(year), name=f"Ledger {year_words(year)}", source=LoadSource.INVENTED,
            note="The totals of paragraph 56 are printed; the rest is invented" if year <= 2015 else "Invented, in line with who was in post", **said,
        )  # fmt: skip
        count += load.lines
    printed = _printed(council, said)
    _costs(council, said)
    return f"{count:,} ledger lines, {printed} printed figures"


def _costs(council: Council, said: dict[str, Any]) -> None:
    """What things cost in 2014, and the assumptions of paragraph 58 kept by a name."""
    for key, low, likely, high, source in COSTS:
        actions.record_cost(council, key=key, low=Decimal(low), likely=Decimal(likely), high=Decimal(high), source=source, starts_on=dt.date(2014, 4, 1), **said)  # fmt: skip
    day = "scope=childrens&on=2016-03-31&against=2014-08-31"
    for name, query in SCENARIOS:
        actions.keep_scenario(council, name=name, query=f"{query}&{day}", **said)


def _printed(council: Council, said: dict[str, Any]) -> int:
    services = {s.slug: s for s in Service.objects.filter(council=council)}
    children, adult = (services[plan.SERVICES[key][2]] for key in (plan.CHILDREN, plan.ADULT))
    for what, years in TABLE.items():
        for year, (of_adult, of_hubs) in years.items():
            more = {"what": what, "year": year, "source": f"{REPORT} 56", **said}
            words = "total salary budget that is agency spend" if what == Printed.SHARE else ""
            actions.add_printed(council, service=adult, amount=Decimal(of_adult), words=words, **more)
            actions.add_printed(council, service=children, group=plan.SAFEGUARDING, amount=Decimal(of_hubs), words=words, **more)  # fmt: skip
    for key, what, amount, words, paragraph in CHANGES:
        service = children if key == plan.CHILDREN else adult
        source = f"{REPORT} {paragraph}"
        actions.add_printed(council, service=service, what=what, year=2015, amount=Decimal(amount), words=words, source=source, **said)  # fmt: skip
    return 2 * sum(map(len, TABLE.values())) + len(CHANGES)


class Books:
    """The lines of every year, from who was here: weights by team and month, and the codes they stand under."""

    def __init__(self, council: Council, today: dt.date, said: dict[str, Any]) -> None:
        self.today = today
        self.codes = {
            key: actions.add_code(council, code=code, name=name, kind=kind, **said).pk
            for key, (code, name, kind) in CODES.items()
        }
        self.teams = list(Team.objects.filter(council=council).select_related("service"))
        self.parts = {team.pk: _part(team) for team in self.teams}
        mine = {"council": council, "team__isnull": False}
        self.held = _weights(Holding.objects.filter(**mine), today)
        self.funded = _weights(PostTerm.objects.filter(**mine), today)
        self.covered = _weights(Cover.objects.filter(**mine), today)

    def of(self, year: int) -> Iterator[LineIn]:
        """The lines of a year: its budget whole, its spending up to the last month that is over."""
        for part in PRINTED_YEARS:
            budget, employed, agency, other = self._sums(part, year)
            yield from self._spread(part, year, self.funded, budget, "pay", Side.BUDGET)
            extra = self._supplements(part, year)
            yield from self._spread(part, year, self.held, extra, "supplement", Side.ACTUAL)
            for key, amount in zip(SHARES, split(employed - extra, [float(s) for s in SHARES.values()]), strict=True):
                yield from self._spread(part, year, self.held, amount, key, Side.ACTUAL)
            yield from self._spread(part, year, self.covered, agency, "agency_sw", Side.ACTUAL)
            yield from self._spread(part, year, self.covered, other, "agency_other", Side.ACTUAL)

    def _sums(self, part: str, year: int) -> tuple[Decimal, Decimal, Decimal, Decimal]:
        """Budget, employed staff, agency social workers, other agency. After the printed years: as 2015/16, by how many are here, and dearer."""
        last = max(PRINTED_YEARS[part])
        budget, outturn, agency, other = map(Decimal, PRINTED_YEARS[part][min(year, last)])
        employed = outturn - agency - other
        if year <= last:
            return budget, employed, agency, other
        grown = GROWTH ** (year - last)
        people, cover = self._moved(self.held, part, last, year), self._moved(self.covered, part, last, year)
        return tuple(  # type: ignore[return-value]
            (amount * grown * factor).quantize(Decimal(1))
            for amount, factor in ((budget, self._moved(self.funded, part, last, year)), (employed, people), (agency, cover), (other, cover))
        )  # fmt: skip

    def _supplements(self, part: str, year: int) -> Decimal:
        if part != "safeguarding" or year < min(SUPPLEMENTS):
            return Decimal(0)
        last = max(SUPPLEMENTS)
        return (SUPPLEMENTS[min(year, last)] * GROWTH ** max(0, year - last)).quantize(Decimal(1))

    def _moved(self, weights: Weights, part: str, then: int, now: int) -> Decimal:
        """How many times as many FTE there are in a year as there were in another, for as many months as both know."""
        months = [at for at, month in enumerate(months_of(now)) if now < year_of(self.today) or month < self.today.replace(day=1)]  # fmt: skip
        months = months or [0]
        old, new = (sum(self._fte(weights, part, months_of(y)[at]) for at in months) for y in (then, now))
        whole = Decimal(str(round(new / old, 4))) if old else Decimal(1)
        return whole

    def _fte(self, weights: Weights, part: str, month: dt.date) -> float:
        return sum(weights.get((team, month), 0.0) for team, its in self.parts.items() if its == part)

    def _spread(self, part: str, year: int, weights: Weights, amount: Decimal, code: str, side: str) -> Iterator[LineIn]:  # fmt: skip
        """An amount over the part's teams and the year's months, by weight and to the penny; of spending, what is past."""
        if not amount:
            return
        cells = [(team, month) for month in months_of(year) for team, its in self.parts.items() if its == part]
        chosen = weights if any(weights.get(cell) for cell in cells) else self.held
        size = [chosen.get(cell, 0.0) for cell in cells]
        if year == year_of(self.today):  # months to come weigh as the last that is over
            known = [w for (_, month), w in zip(cells, size, strict=True) if month < self.today.replace(day=1)]
            size = [w or (sum(known) / len(known) if known else 1.0) for w in size]
        if code == "supplement" and year == min(SUPPLEMENTS):
            size = [w if month >= month_of(year, 4) else 0.0 for (_, month), w in zip(cells, size, strict=True)]
        for (team, month), each in zip(cells, split(amount, size), strict=True):
            if each and (side == Side.BUDGET or month < self.today.replace(day=1)):
                yield LineIn(team, self.codes[code], side, month, each, f"{CODES[code][0]}-{month:%y%m}")


def _part(team: Team) -> str:
    if team.service.kind == "adult":
        return "adult"
    return "safeguarding" if team.group == plan.SAFEGUARDING else "children"


def _weights(rows, today: dt.date) -> Weights:
    """FTE by team and month, as on the 15th."""
    found: Weights = defaultdict(float)
    for team, fte, starts, ends in rows.values_list("team", "fte", "starts_on", "ends_on"):
        day = max(starts, dt.date(FIRST, 4, 1)).replace(day=15)
        last = min(ends or dt.date(year_of(today) + 1, 3, 31), dt.date(year_of(today) + 1, 3, 31))
        while day < last:
            if day >= starts:
                found[team, day.replace(day=1)] += float(fte)
            day = (day.replace(day=1) + dt.timedelta(days=32)).replace(day=15)
    return found


def split(amount: Decimal, weights: list[float]) -> list[Decimal]:
    """An amount in parts by weight, to the penny; what is lost by rounding stands in the heaviest part."""
    whole = sum(weights)
    parts = [(amount * Decimal(str(weight / whole))).quantize(PENNY) for weight in weights]
    parts[weights.index(max(weights))] += amount - sum(parts)
    return parts
