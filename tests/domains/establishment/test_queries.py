"""Lists and stories: what they say of a day, in one query each."""

from decimal import Decimal

import pytest

from ridgeway.core.together import ask
from ridgeway.domains.establishment import actions, queries
from ridgeway.domains.establishment.queries import PersonFilter, PostFilter
from ridgeway.domains.organisation import actions as organisation
from ridgeway.domains.organisation.models import Role
from ridgeway.domains.organisation.queries import tree_for

from .conftest import AT, BY, WHOLE, day, left, started

ALL = PersonFilter()


@pytest.fixture
def asker(downland):
    """Somebody who sees the whole council."""
    organisation.ensure_built_in_roles(at=AT)
    user = organisation.add_user(email="head@downland.example", name="Hazel Head", password=None, **BY)
    organisation.grant(
        user, Role.objects.get(key="resourcing-manager"), council=downland.council, starts_on=day("2014-01-01"), **BY
    )
    return user


@pytest.fixture
def scope(asker):
    return tree_for(asker, "downland").scopes[0]


def numbers(lines):
    return [line.number for line in lines]


def names(lines):
    return [line.name.split()[0] for line in lines]


def test_posts_on_a_day_with_who_holds_and_covers_them(downland, asker, scope, django_assert_num_queries):
    ash = started(downland, 0, 0, "2014-06-01")
    started(downland, 1, 1, "2014-06-01", fte="0.6")
    actions.cover(downland.people[2], post=downland.posts[2], starts_on=day("2014-03-01"), fte=WHOLE, **BY)
    left(ash, "2015-01-01")
    with django_assert_num_queries(1):
        lines = queries.posts_on(asker, scope, day("2015-02-01"), PostFilter())
    assert [(p.number, p.team, p.role, p.held, p.vacant, p.vacant_since) for p in lines] == [
        ("D1", "North hub", "Social worker", 0, 1, day("2015-01-01")),
        ("D2", "North hub", "Social worker", Decimal("0.6"), Decimal("0.4"), None),
        ("D3", "South hub", "Social worker", 0, 1, day("2014-01-01")),
    ]
    assert [(w.name, w.since) for w in lines[2].covers] == [("Cedar Invented", day("2014-03-01"))]


def test_what_vacant_means(downland, asker, scope):
    started(downland, 1, 1, "2014-06-01", fte="0.6")
    actions.cover(downland.people[2], post=downland.posts[2], starts_on=day("2014-03-01"), fte=WHOLE, **BY)

    def found(**asked):
        return numbers(queries.posts_on(asker, scope, day("2015-02-01"), PostFilter(**asked)))

    assert found(vacant="unfilled") == ["D1", "D3"]
    assert found(vacant="unfilled", in_fte=True) == ["D1", "D2", "D3"]
    assert found(vacant="uncovered") == ["D1"]
    assert found(role=downland.senior.pk) == []
    assert found(vacant="over") == []


def test_pages_of_posts_follow_one_another(downland, asker, scope):
    first = queries.posts_on(asker, scope, day("2015-02-01"), PostFilter(), size=2)
    assert numbers(first) == ["D1", "D2", "D3"]  # one more than asked for says that there is more
    assert numbers(queries.posts_on(asker, scope, day("2015-02-01"), PostFilter(), after="D2", size=2)) == ["D3"]
    assert numbers(queries.posts_on(asker, scope, day("2015-02-01"), PostFilter(), before="D3", size=2)) == ["D1", "D2"]


def test_the_story_of_a_post_has_its_gaps(downland, asker):
    ash = started(downland, 0, 0, "2014-06-01")
    left(ash, "2015-01-01")
    actions.change_post(downland.posts[0], from_day=day("2015-02-01"), team=downland.south, **BY)
    started(downland, 1, 0, "2015-03-01")
    story = queries.post_story(asker, downland.council, "D1")
    assert story is not None
    assert story.gaps == [(day("2014-01-01"), day("2014-06-01")), (day("2015-01-01"), day("2015-03-01"))]
    assert queries.post_story(asker, downland.council, "D9") is None


def test_people_in_post_who_came_and_who_went(downland, asker, scope, django_assert_num_queries):
    ash = started(downland, 0, 0, "2014-06-01", fte="0.5")
    actions.place(ash, post=downland.posts[1], starts_on=day("2014-07-01"), fte=Decimal("0.5"), **BY)
    birch = started(downland, 1, 2, "2014-09-01")
    left(birch, "2015-01-01")
    on = day("2014-12-01")
    with django_assert_num_queries(1):
        lines = queries.in_post(asker, scope, on, ALL)
    assert [(p.name, p.fte, len(p.places)) for p in lines] == [("Ash Invented", 1, 2), ("Birch Invented", 1, 1)]
    window = (day("2014-08-01"), day("2015-06-01"))
    with django_assert_num_queries(2):
        gone, come = queries.leavers(asker, scope, *window, ALL), queries.starters(asker, scope, *window, ALL)
    assert [(p.name, p.ends_on, p.reason) for p in gone] == [("Birch Invented", day("2015-01-01"), "Resignation")]
    assert names(come) == ["Birch"]
    # two places from the first day: the person comes once
    assert names(queries.starters(asker, scope, day("2014-01-01"), day("2015-06-01"), ALL)) == ["Birch", "Ash"]
    assert names(queries.everybody(asker, scope, on, ALL)) == ["Ash", "Birch", "Cedar"]


def test_pages_of_people_follow_one_another(downland, asker, scope):
    for n in range(3):
        started(downland, n, n, "2014-06-01")
    on = day("2014-12-01")
    first = queries.in_post(asker, scope, on, ALL, size=2)
    assert names(first) == ["Ash", "Birch", "Cedar"]
    assert names(queries.in_post(asker, scope, on, ALL, after=first[1].key, size=2)) == ["Cedar"]
    come = queries.starters(asker, scope, day("2014-01-01"), on, ALL, size=1)
    rest = queries.starters(asker, scope, day("2014-01-01"), on, ALL, after=come[0].key, size=1)
    assert names(come + rest[1:]) == ["Cedar", "Birch", "Ash"]


def test_agency_workers_here_on_a_day(downland, asker, scope, django_assert_num_queries):
    actions.cover(downland.people[2], post=downland.posts[2], starts_on=day("2014-03-01"), fte=WHOLE, **BY)
    with django_assert_num_queries(1):
        lines = queries.agency(asker, scope, day("2014-12-01"), ALL)
    assert [(p.name, p.places[0].post) for p in lines] == [("Cedar Invented", "D3")]


def test_a_team_manager_sees_their_team_and_who_covers_in_it(downland, asker):
    user = organisation.add_user(email="south@downland.example", name="Sorrel South", password=None, **BY)
    organisation.grant(
        user, Role.objects.get(key="team-manager"), council=downland.council, team=downland.south,
        starts_on=day("2014-01-01"), **BY,
    )  # fmt: skip
    started(downland, 0, 0, "2014-06-01")
    started(downland, 1, 2, "2014-06-01")
    actions.cover(downland.people[2], team=downland.south, starts_on=day("2014-03-01"), fte=WHOLE, **BY)
    tree = tree_for(user, "downland")
    mine = tree.scopes[0]
    on = day("2014-12-01")
    assert numbers(queries.posts_on(user, mine, on, PostFilter())) == ["D3"]
    assert names(queries.in_post(user, mine, on, ALL)) == ["Birch"]
    assert names(queries.agency(user, mine, on, ALL)) == ["Cedar"]
    assert names(queries.everybody(user, mine, on, ALL)) == ["Birch", "Cedar"]
    assert queries.person_story(user, downland.council, downland.people[0].pk) is None
    assert queries.person_story(user, downland.council, downland.people[2].pk) is not None
    assert [p.name for p in queries.people_called(user, downland.council, "invented")] == [
        "Birch Invented",
        "Cedar Invented",
    ]


def test_what_needs_care(downland, asker, scope, django_assert_num_queries):
    started(downland, 0, 0, "2014-06-01")
    started(downland, 1, 0, "2014-07-01", insists=True)
    actions.start(
        downland.people[2], team=downland.north, role=downland.sw, starts_on=day("2014-08-01"), fte=WHOLE, **BY
    )
    on = day("2014-12-01")
    with django_assert_num_queries(1):
        over, empty = ask(queries.needing_care(asker, scope, on))
    assert (numbers(over), numbers(empty)) == (["D1"], ["D2", "D3"])
    with django_assert_num_queries(1):
        assert [m.name for m in ask(queries.misfits(asker, scope, on))] == ["Cedar Invented"]


def test_comings_and_goings_around_a_day(downland, asker, scope, django_assert_num_queries):
    ash = started(downland, 0, 0, "2014-06-01")
    left(ash, "2014-12-20")
    started(downland, 1, 1, "2014-11-15", contract="fixed_term", ends_on=day("2015-01-15"))
    with django_assert_num_queries(1):
        found = ask(queries.events(asker, scope, day("2014-12-01"), back=30, ahead=60))
    assert [(e.kind, e.on, e.name) for e in found] == [
        ("starts", day("2014-11-15"), "Birch Invented"),
        ("leaves", day("2014-12-20"), "Ash Invented"),
        ("fixed term ends", day("2015-01-15"), "Birch Invented"),
    ]


def test_search_finds_by_any_number_or_name(downland, asker):
    tree = tree_for(asker, "downland")
    assert [p.name for p in queries.people_called(asker, downland.council, "bir inv")] == ["Birch Invented"]
    assert [p.name for p in queries.people_called(asker, downland.council, "sw3")] == ["Cedar Invented"]
    assert [p.number for p in queries.posts_numbered(asker, downland.council, "d2")] == ["D2"]
    assert [t.name for t in queries.teams_called(tree, "north")] == ["North hub"]


def test_numbers_in_sequence(downland):
    assert queries.next_numbers(downland.council, "CS-0099", 3) == ["CS-0099", "CS-0100", "CS-0101"]
    assert queries.suggested_number(downland.council) == "D4"
    with pytest.raises(ValueError, match="must end in digits"):
        queries.next_numbers(downland.council, "North", 2)
