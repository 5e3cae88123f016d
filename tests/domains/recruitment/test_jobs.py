"""Looking for a job: words, filters with their counts, distance, order, pages; and what never comes through."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.actions import CannotChangeRecruitment
from ridgeway.domains.recruitment.advert_rules import (
    asked_words,
    district_of,
    folded_words,
    miles_between,
    searched,
)
from ridgeway.domains.recruitment.models import Advert
from ridgeway.domains.recruitment.queries import jobs
from ridgeway.domains.recruitment.queries.jobs import Wanted
from tests.factories import AT, BY, a_council, a_job_role, a_live_advert, a_service, a_team, an_advert

TROWBRIDGE, SALISBURY = (51.32, -2.21), (51.07, -1.79)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Children's social workers", ["children", "social", "worker"]),
        ("Children\u2019s Services; families", ["children", "service", "family"]),
        ("Café class AYSE 2016", ["cafe", "class", "ayse", "2016"]),
        ("social workers' supervision", ["social", "worker", "supervision"]),
        ("", []),
    ],
)
def test_words_as_they_are_compared(text, words):
    assert folded_words(text) == words


@given(st.text(max_size=80))
def test_what_is_asked_in_the_words_of_a_text_is_found_in_it(text):
    assert [word for word in asked_words(text) if f" {word}" not in searched(text)] == []


@pytest.mark.parametrize(
    ("text", "district"),
    [("ba14 8jn", "BA14"), ("SN1", "SN1"), ("sw1a 1aa", "SW1A"), ("Trowbridge", ""), ("", ""), ("BA14 8", "")],
)
def test_a_district_out_of_a_postcode(text, district):
    assert district_of(text) == district


def test_miles_between_two_towns():
    assert round(miles_between(TROWBRIDGE, SALISBURY), 1) == 25.1  # by hand: 17.3 miles south, 18.1 east
    assert miles_between(SALISBURY, SALISBURY) == 0


@given(*[st.tuples(st.floats(49, 61), st.floats(-9, 2))] * 2)
def test_it_is_as_far_there_as_back(one, other):
    assert miles_between(one, other) == pytest.approx(miles_between(other, one))


@pytest.fixture
def council(db):
    actions.load_districts([("BA14", *TROWBRIDGE), ("SP1", *SALISBURY)], source="test", **BY)
    return a_council()


@pytest.fixture
def three(council):
    """Three live jobs, and three that nobody from outside sees."""
    children, adult = a_service(council), a_service(council, name="Adult care", kind="adult")
    west, south = a_team(children, name="West hub"), a_team(adult, name="South locality")
    manager = a_job_role(council, name="Team manager")
    first = a_live_advert(west, pattern="full_time")
    second = a_live_advert(south, pattern="job_share", place="Salisbury", postcode="SP1", title="Adults’ social worker",
                           closes_at=AT + dt.timedelta(days=3))  # fmt: skip
    third = a_live_advert(west, manager, title="Team manager", pay_high=Decimal(48000), postcode="",
                          closes_at=AT + dt.timedelta(days=9))  # fmt: skip
    a_live_advert(west, is_internal=True)
    an_advert(west)
    a_live_advert(a_team(a_service()))
    return {"first": first.reference, "second": second.reference, "third": third.reference}


def found(council, three, **wanted) -> list[str]:
    names = {reference: name for name, reference in three.items()}
    return [names[line.advert.reference] for line in jobs.search(council, AT, Wanted(**wanted)).jobs]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, ["second", "third", "first"]),
        ({"words": "managers"}, ["third"]),
        ({"words": "social worker adult"}, ["second"]),
        ({"words": "safeguard"}, ["first"]),
        ({"words": "worker nowhere"}, []),
        ({"words": "% _"}, ["second", "third", "first"]),
        ({"service": "childrens"}, ["third", "first"]),
        ({"team": "west-hub", "role": "team-manager"}, ["third"]),
        ({"place": "Salisbury"}, ["second"]),
        ({"pattern": "part_time"}, ["second", "third"]),
        ({"pattern": "full_time"}, ["second", "third", "first"]),
        ({"pattern": "nonsense"}, ["second", "third", "first"]),
        ({"pay_from": 40000}, ["third"]),
        ({"district": "BA14", "miles": 10}, ["first"]),
        ({"district": "ba14 8jn", "miles": 30, "order": "near"}, ["first", "second"]),
        ({"district": "ZZ9", "miles": 10}, ["second", "third", "first"]),
        ({"order": "pay"}, ["third", "second", "first"]),
        ({"order": "nonsense", "page": 99}, ["second", "third", "first"]),
    ],
)
def test_what_is_found(council, three, wanted, expected):
    assert found(council, three, **wanted) == expected


def test_each_filter_says_how_many_there_would_be(council, three):
    asked = jobs.search(council, AT, Wanted(service="childrens", district="BA14"))
    counts = {name: {c.words: c.count for c in choices if c.count} for name, choices in asked.choices.items()}
    assert (asked.total, counts) == (2, {
        "service": {"Adult care": 1, "Children's services": 2},
        "team": {"West hub": 2},
        "role": {"Social worker": 1, "Team manager": 1},
        "place": {"Trowbridge": 2},
        "pattern": {"Full time": 2, "Part time": 1},
        "pay_from": {"£25,000 or more": 2, "£30,000 or more": 2, "£35,000 or more": 1, "£40,000 or more": 1, "£45,000 or more": 1},
        "miles": {f"Within {miles} miles": 1 for miles in (5, 10, 15, 20, 30)},
    })  # fmt: skip
    assert [c.words for c in asked.choices["service"] if c.is_chosen] == ["Children's services"]


def test_an_unknown_district_is_said_to_be_so(council, three):
    assert jobs.search(council, AT, Wanted(district="ZZ9")).is_district_known is False
    assert jobs.search(council, AT, Wanted()).is_district_known is True


def test_pages(council, three):
    pages = [jobs.search(council, AT, Wanted(page=number), size=2) for number in (1, 2)]
    assert [(p.page, p.pages, p.total, len(p.jobs)) for p in pages] == [(1, 2, 3, 2), (2, 2, 3, 1)]


def test_what_is_live_is_read_again_once_an_advert_is_written_and_after_nothing_else(
    council, three, settings, django_assert_num_queries
):
    settings.CACHES = {**settings.CACHES, "held": {"BACKEND": "ridgeway.core.held.Held", "LOCATION": "live"}}
    jobs.search(council, AT, Wanted())  # what is live is read, and kept
    for wanted, queries in ((Wanted(), 0), (Wanted(words="social"), 1), (Wanted(district="SP1"), 1)):
        with django_assert_num_queries(queries):
            lines = jobs.search(council, AT, wanted).jobs
            assert {(str(line.advert.service), line.advert.pay_low) for line in lines} != set()
    a_job_role(council, name="Another")  # of a kind the list says something of
    council.refresh_from_db()
    with django_assert_num_queries(3):  # what was written, the rows, the lines
        jobs.search(council, AT, Wanted())
    actions.set_promise(council, hours=10, opens=dt.time(9), closes=dt.time(17), closed=(), **BY)  # of another kind
    council.refresh_from_db()
    with django_assert_num_queries(1):
        jobs.search(council, AT, Wanted())
    actions.close_early(
        Advert.objects.get(council=council, reference=three["second"]), words="The posts are filled.", **BY
    )
    council.refresh_from_db()
    with django_assert_num_queries(2):  # what was written, and of the rows the one; no line is lacking
        found = jobs.search(council, AT, Wanted())
    assert [line.advert.reference for line in found.jobs] == [three["third"], three["first"]]
    actions.extend(
        Advert.objects.get(council=council, reference=three["second"]),
        closes_at=AT + dt.timedelta(days=4),
        why="other",
        words="A second look",
        **BY,
    )
    actions.change_advert(
        Advert.objects.get(council=council, reference=three["third"]), title="Lead of a team", place="Salisbury", **BY
    )
    council.refresh_from_db()
    with django_assert_num_queries(3) as asked:
        found = jobs.search(council, AT, Wanted())
    assert [line.advert.title for line in found.jobs] == [
        "Adults’ social worker",
        "Lead of a team",
        "Social worker, safeguarding",
    ]
    assert [(place.words, place.count) for place in found.choices["place"]] == [("Salisbury", 2), ("Trowbridge", 1)]
    assert all("IN (" in query["sql"] for query in asked.captured_queries[1:])  # of those two alone
    for n in range(60):  # more than are read one by one
        actions.change_advert(
            Advert.objects.get(council=council, reference=three["first"]), title=f"Social worker {n}", **BY
        )
    council.refresh_from_db()
    assert jobs.search(council, AT, Wanted(role="social-worker")).jobs[-1].advert.title == "Social worker 59"
    assert jobs.search(council, AT + dt.timedelta(days=10), Wanted()).total == 1  # the third closed by its own date
    assert jobs.search(council, AT - dt.timedelta(days=1), Wanted()).total == 0


def test_a_job_is_told_while_it_is_out_and_after_it_closed(council, three):
    told = jobs.job(council, three["first"], AT)
    assert ([c.words for c in told.essential], told.desirable, told.is_live) == (
        ["Registered with Social Work England"], [], True
    )  # fmt: skip
    assert jobs.job(council, three["first"], AT + dt.timedelta(days=90)).is_live is False
    assert jobs.job(council, three["first"], AT - dt.timedelta(days=1)) is None
    assert jobs.job(council, "J0004", AT) is None  # internal
    assert jobs.job(council, "J0005", AT) is None  # being written
    assert jobs.live_references(council, AT) == [(three[name], AT) for name in ("second", "third", "first")]


def test_districts_are_loaded_whole_or_not_at_all(db):
    with pytest.raises(CannotChangeRecruitment, match="is not a postcode district"):
        actions.load_districts([("BA14", *TROWBRIDGE), ("Bath", 51.4, -2.4)], source="test", **BY)
    with pytest.raises(CannotChangeRecruitment, match="SP1 would not be in the United Kingdom"):
        actions.load_districts([("SP1", -2.4, 51.4)], source="test", **BY)
    assert actions.load_districts([("BA14", 51.3, -2.2), ("BA14", *TROWBRIDGE)], source="test", **BY) == 1
