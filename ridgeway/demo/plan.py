"""What the demonstration council is made of, and how many people start and leave where and when. Inputs, not figures.

A *line* is a kind of post in a team (or in the teams of one kind): how many posts, how many of them empty on 31 March 2013, and how many
people leave and start in each window. The windows follow the papers' campaign: before it (A, to July 2014), phases 1
and 2 (B, to March 2015; cut at the funding of the 27 posts for safeguarding: B1, B2), phase 3 (C, 2015/16).
docs/domains/demonstration.md says which of these come from the papers and which are invented.
"""

import datetime as dt
from dataclasses import dataclass, field

CHILDREN, ADULT = "childrens", "adult"
UNITARY_DAY = dt.date(2009, 4, 1)
FIRST_DAY = dt.date(2013, 4, 1)
PHASE_3_OPENS = dt.date(2015, 3, 31)
PHASE_3_CLOSES = dt.date(2016, 3, 31)
SEEN_IN_PRESS = dt.date(2014, 10, 31)
OLDEST_VACANCY = dt.date(2015, 9, 1)

SERVICES = {
    CHILDREN: ("Operational children's services", "children", "childrens"),
    ADULT: ("Adult care operations", "adult", "adult-care"),
}

SAFEGUARDING = "Safeguarding and assessment"
IN_CARE = "Children in care"
LOCALITY, CTPLD = "Locality teams", "Community teams for people with learning disabilities"

# key: (service, name, slug, group)
TEAMS = {
    "north": (CHILDREN, "North hub", "north-hub", SAFEGUARDING),
    "west": (CHILDREN, "West hub", "west-hub", SAFEGUARDING),
    "south": (CHILDREN, "South hub", "south-hub", SAFEGUARDING),
    "mash": (CHILDREN, "MASH", "mash", SAFEGUARDING),
    "care_1": (CHILDREN, "Children in care, vale", "children-in-care-vale", IN_CARE),
    "care_2": (CHILDREN, "Children in care, plain", "children-in-care-plain", IN_CARE),
    "fostering": (CHILDREN, "Fostering and adoption", "fostering-and-adoption", "Fostering and adoption"),
    "disabilities": (CHILDREN, "Children with disabilities", "children-with-disabilities", "Children with disabilities"),
    "review": (CHILDREN, "Conference and review", "conference-and-review", "Conference and review"),
    "duty": (CHILDREN, "Emergency duty", "emergency-duty", "Emergency duty"),
    "loc_n": (ADULT, "Locality north", "locality-north", LOCALITY),
    "loc_e": (ADULT, "Locality east", "locality-east", LOCALITY),
    "loc_s": (ADULT, "Locality south", "locality-south", LOCALITY),
    "loc_w": (ADULT, "Locality west", "locality-west", LOCALITY),
    "ctpld_1": (ADULT, "CTPLD north", "ctpld-north", CTPLD),
    "ctpld_2": (ADULT, "CTPLD south", "ctpld-south", CTPLD),
    "hospital": (ADULT, "Hospital social work", "hospital-social-work", "Hospital social work"),
    "mental": (ADULT, "Mental health", "mental-health", "Mental health"),
    "adult_safe": (ADULT, "Adult safeguarding", "adult-safeguarding", "Adult safeguarding"),
}  # fmt: skip

# key: (name, kind, census role, qualified social work, grade)
ROLES = {
    "sw": ("Social worker", "social_worker", "5", True, "Grade J"),
    "nq": ("Newly qualified social worker", "newly_qualified", "5", True, "Grade I"),
    "senior": ("Senior social worker", "senior", "4", True, "Grade K"),
    "aspiring": ("Aspiring manager", "aspiring_manager", "4", True, "Grade K"),
    "atm": ("Assistant team manager", "first_line_manager", "3", True, "Grade L"),
    "tm": ("Team manager", "first_line_manager", "3", True, "Grade M"),
    "service": ("Service manager", "middle_manager", "2", True, "Grade N"),
    "head": ("Head of service", "senior_manager", "1", True, "Grade P"),
    "supervising": ("Supervising social worker", "other", "6", True, "Grade J"),
    "iro": ("Independent reviewing officer", "other", "6", True, "Grade L"),
    "ot": ("Occupational therapist", "other", "", False, "Grade J"),
}

# key: (title, day, body, reference)
DECISIONS = {
    "27": (
        "27 social workers funded",
        dt.date(2014, 11, 10),
        "CLT in consultation with Cabinet",
        "Cabinet report of 26 May 2016, paragraph 47",
    ),
    "pods": (
        "Nine pods funded",
        dt.date(2015, 6, 15),
        "CLT in consultation with Cabinet",
        "Cabinet report of 26 May 2016, paragraphs 13 and 47; the day is invented",
    ),
    "2018": ("Posts given up at budget setting 2018/19", dt.date(2018, 2, 20), "Full Council", "Invented"),
    "2020": ("26 more posts in children's services", dt.date(2020, 2, 25), "Full Council", "Press, 2020: £1.2m"),
    "2021": ("Six more posts for adult care", dt.date(2021, 2, 23), "Full Council", "Invented"),
    "2024": ("Four family help posts", dt.date(2024, 2, 20), "Full Council", "Invented"),
}


@dataclass(frozen=True)
class Line:
    """Posts of one kind. `flows`: window to (left, started); for C to (left of those in post when it opened, left of
    those who started in it, started)."""

    key: str
    service: str
    posts: tuple[tuple[str, str, int], ...]  # team, role, how many
    empty: int  # on 31 March 2013
    flows: dict[str, tuple[int, ...]] = field(default_factory=dict)


def _line(key, service, posts, empty, **flows) -> Line:
    return Line(key, service, tuple(posts), empty, flows)


C, A = CHILDREN, ADULT
_HUBS, _LOCS, _CTPLDS = ("north", "west", "south"), ("loc_n", "loc_e", "loc_s", "loc_w"), ("ctpld_1", "ctpld_2")
_CARE = ("care_1", "care_2")


def _each(teams, role, count):
    return [(team, role, count) for team in teams]


LINES = [
    _line("north_sw", C, [("north", "sw", 18)], 2, A=(6, 4), B1=(1, 1), B2=(1, 8), C=(1, 0, 4)),
    _line("west_sw", C, [("west", "sw", 20)], 2, A=(7, 4), B1=(1, 1), B2=(1, 7), C=(2, 0, 6)),
    _line("south_sw", C, [("south", "sw", 19)], 2, A=(6, 4), B1=(1, 0), B2=(1, 8), C=(1, 0, 3)),
    _line("mash_sw", C, [("mash", "sw", 11)], 1, A=(4, 2), B1=(0, 0), B2=(1, 3), C=(1, 0, 3)),
    _line("hub_managers", C, [*_each(_HUBS, "tm", 2), *_each(_HUBS, "atm", 3)], 5,
          A=(5, 2), B1=(1, 4), B2=(0, 2), C=(0, 0, 3)),
    _line("north_nq", C, [], 0, C=(0, 1, 10)),
    _line("west_nq", C, [], 0, C=(0, 0, 8)),
    _line("south_nq", C, [], 0, C=(0, 1, 10)),
    _line("aspiring", C, [], 0, C=(0, 0, 4)),
    _line("care_sw", C, _each(_CARE, "sw", 8), 3, A=(4, 4), B=(3, 4), C=(2, 1, 3)),
    _line("care_senior", C, _each(_CARE, "senior", 3), 1, A=(1, 1), B=(1, 1), C=(0, 0, 1)),
    _line("care_nq", C, _each(_CARE, "nq", 4), 1, A=(2, 1), B=(1, 3), C=(3, 0, 2)),
    _line("care_managers", C, [("care_1", "head", 1), *_each(_CARE, "service", 1), *_each(_CARE, "tm", 1),
          ("care_1", "atm", 2), ("care_2", "atm", 3)], 1, A=(1, 1), B=(1, 1), C=(1, 0, 1)),
    _line("supervising", C, [("fostering", "supervising", 20)], 2, A=(3, 3), B=(2, 3), C=(2, 1, 2)),
    _line("adoption", C, [("fostering", "sw", 4)], 1, A=(1, 1), B=(1, 1), C=(1, 0, 1)),
    _line("fostering_senior", C, [("fostering", "senior", 2)], 0, A=(1, 0), B=(0, 1), C=(0, 0, 0)),
    _line("fostering_managers", C, [("fostering", "service", 1), ("fostering", "tm", 1), ("fostering", "atm", 2)], 1,
          A=(0, 1), B=(0, 0), C=(0, 0, 0)),
    _line("disabilities_sw", C, [("disabilities", "sw", 8)], 0, A=(2, 1), B=(1, 1), C=(1, 1, 2)),
    _line("disabilities_senior", C, [("disabilities", "senior", 1)], 0, A=(0, 0), B=(0, 0), C=(0, 0, 0)),
    _line("disabilities_nq", C, [("disabilities", "nq", 3)], 1, A=(1, 1), B=(1, 1), C=(1, 0, 1)),
    _line("disabilities_managers", C, [("disabilities", "tm", 1), ("disabilities", "atm", 1)], 1,
          A=(0, 0), B=(0, 1), C=(0, 0, 0)),
    _line("iro", C, [("review", "iro", 10)], 1, A=(1, 1), B=(2, 2), C=(2, 0, 2)),
    _line("review_managers", C, [("review", "service", 1), ("review", "tm", 1)], 1, A=(0, 0), B=(0, 1), C=(0, 0, 0)),
    _line("duty", C, [("duty", "senior", 8)], 2, A=(2, 2), B=(1, 1), C=(1, 1, 2)),
    _line("duty_managers", C, [("duty", "tm", 1), ("duty", "atm", 2)], 0, A=(0, 0), B=(0, 0), C=(0, 0, 0)),
    _line("loc_sw", A, _each(_LOCS, "sw", 11), 6, A=(13, 7), B=(9, 14), C=(5, 3, 9)),
    _line("loc_senior", A, _each(_LOCS, "senior", 1), 0, A=(1, 0), B=(0, 1), C=(1, 0, 1)),
    _line("loc_managers", A, [*_each(_LOCS, "tm", 1), *_each(_LOCS, "atm", 1)], 2, A=(2, 1), B=(1, 2), C=(1, 0, 2)),
    _line("loc_ot", A, _each(_LOCS, "ot", 1), 1, A=(0, 0), B=(0, 0), C=(0, 0, 1)),
    _line("ctpld_sw", A, _each(_CTPLDS, "sw", 9), 4, A=(5, 3), B=(3, 6), C=(2, 2, 4)),
    _line("ctpld_senior", A, _each(_CTPLDS, "senior", 1), 0, A=(0, 0), B=(0, 0), C=(0, 0, 0)),
    _line("ctpld_managers", A, [*_each(_CTPLDS, "tm", 1), *_each(_CTPLDS, "atm", 1)], 1,
          A=(1, 0), B=(0, 1), C=(0, 0, 0)),
    _line("ctpld_ot", A, _each(_CTPLDS, "ot", 1), 0, A=(0, 0), B=(0, 0), C=(0, 0, 0)),
    _line("hospital_sw", A, [("hospital", "sw", 8)], 1, A=(2, 1), B=(2, 3), C=(1, 1, 2)),
    _line("hospital_rest", A, [("hospital", "senior", 2), ("hospital", "service", 1), ("hospital", "tm", 1)], 0,
          A=(0, 0), B=(0, 0), C=(0, 0, 0)),
    _line("mental_sw", A, [("mental", "sw", 8)], 1, A=(2, 1), B=(2, 3), C=(1, 0, 1)),
    _line("mental_rest", A, [("mental", "senior", 2), ("mental", "head", 1), ("mental", "tm", 1)], 0,
          A=(0, 0), B=(0, 0), C=(0, 0, 0)),
    _line("adult_safe", A, [("adult_safe", "senior", 6)], 1, A=(1, 1), B=(1, 1), C=(1, 0, 2)),
    _line("adult_safe_managers", A, [("adult_safe", "tm", 1), ("adult_safe", "atm", 1)], 0,
          A=(0, 0), B=(0, 0), C=(0, 0, 0)),
]  # fmt: skip

# decision, day funded, {line: [(team, role, how many)]}
FUNDED = [
    ("27", dt.date(2014, 11, 17), {
        "north_sw": [("north", "sw", 8)], "west_sw": [("west", "sw", 9)],
        "south_sw": [("south", "sw", 8)], "mash_sw": [("mash", "sw", 2)]}),
    ("pods", dt.date(2015, 9, 15), {
        "north_nq": [("north", "nq", 12)], "west_nq": [("west", "nq", 12)], "south_nq": [("south", "nq", 12)]}),
    ("pods", dt.date(2015, 10, 16), {
        "aspiring": [("north", "aspiring", 3), ("west", "aspiring", 3), ("south", "aspiring", 3)]}),
]  # fmt: skip


@dataclass(frozen=True)
class Window:
    """Events of a group of lines: how many leave and start each month from `first` on. The lines share the months."""

    key: str
    first: dt.date
    lines: tuple[str, ...]
    leave: tuple[int, ...]
    starts: tuple[tuple[tuple[str, ...], dt.date, tuple[int, ...]], ...]  # which lines, from which month, how many
    not_after: dt.date | None = None  # no event later than this day


def _keys(service, *, with_flow):
    return tuple(line.key for line in LINES if line.service == service and with_flow in line.flows)


_CA, _CB1, _CB2, _CB, _CC = (_keys(C, with_flow=w) for w in ("A", "B1", "B2", "B", "C"))
_NQ = ("north_nq", "west_nq", "south_nq")
_OTHERS = tuple(key for key in _CC if key not in (*_NQ, "aspiring"))


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


WINDOWS = [
    Window("A", _day("2013-04-01"), _CA, (3, 3, 3, 4, 4, 4, 3, 2, 3, 3, 3, 4, 2, 2, 2, 2),
           ((_CA, _day("2013-04-01"), (2, 2, 2, 2, 2, 3, 3, 2, 2, 3, 2, 4, 1, 1, 1, 1)),)),
    Window("B1", _day("2014-08-01"), _CB1, (1, 1, 1, 1), ((_CB1, _day("2014-08-01"), (1, 2, 2, 1)),),
           not_after=_day("2014-11-16")),
    Window("B", _day("2014-08-01"), _CB, (1, 2, 2, 2, 2, 2, 1, 2),
           ((_CB, _day("2014-08-01"), (2, 3, 2, 5, 2, 3, 2, 2)),)),
    Window("B2", _day("2014-12-01"), _CB2, (1, 1, 1, 1), ((_CB2, _day("2014-12-01"), (2, 8, 8, 10)),)),
    Window("C", _day("2015-04-01"), _CC, (2, 2, 3, 3, 3, 2, 2, 2, 2, 1, 2, 1),
           ((_OTHERS, _day("2015-04-01"), (5, 5, 6, 7, 7, 2, 2, 1, 0, 0, 0, 1)),
            (_NQ, _day("2015-09-01"), (12, 4, 3, 3, 2, 3, 1)),
            (("aspiring",), _day("2015-11-01"), (1, 1, 1, 1)))),
]  # fmt: skip

# adult care: one line of months, cut where the count of voluntary leavers is asked for
ADULT_MONTHS = {
    "A": ((1, 2, 1, 2, 2, 1, 2, 2, 1, 2, 1, 2, 2, 2, 2, 2), (1, 1, 1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0)),
    "B": ((2, 2, 2, 2, 2, 3, 2, 3), (3, 3, 4, 4, 3, 5, 4, 5)),
    "C": ((1, 1, 2, 1, 1, 2, 1, 2, 1, 2, 2, 2), (1, 1, 2, 1, 2, 2, 1, 2, 2, 2, 3, 3)),
}
WINDOWS += [
    Window(key, first, _keys(A, with_flow=key), ADULT_MONTHS[key][0],
           ((_keys(A, with_flow=key), first, ADULT_MONTHS[key][1]),))
    for key, first in (("A", _day("2013-04-01")), ("B", _day("2014-08-01")), ("C", _day("2015-04-01")))
]  # fmt: skip

# of adult care's leavers after one day and up to another, how many resigned or retired
ADULT_VOLUNTARY = [
    (_day("2013-03-31"), _day("2013-08-31"), 6),
    (_day("2013-08-31"), _day("2014-08-31"), 14),
    (_day("2014-08-31"), _day("2015-03-31"), 9),
    (_day("2015-03-31"), _day("2016-03-31"), 10),
]

# agency cover of what is vacant on 31 March 2016: line to how many of its vacant posts are covered
COVERED_AT_CLOSE = {
    "north_sw": 2, "north_nq": 0, "west_sw": 4, "west_nq": 2, "south_sw": 4, "south_nq": 0, "hub_managers": 0,
    "aspiring": 4, "mash_sw": 1, "care": 4, "fostering": 2, "disabilities": 2, "review": 1, "duty": 2,
}  # fmt: skip
ADULT_COVERED_AT_CLOSE = 3
AGENCY_IN_PRESS = 44  # both services, 31 October 2014
COVERING_IN_PRESS = {
    CHILDREN: 31,
    ADULT: 5,
}  # of them in a vacant post's place; the rest stand beside the establishment
