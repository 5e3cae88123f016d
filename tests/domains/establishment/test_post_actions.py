"""Posts: funded, changed, ended; whoever holds one goes with it."""

from decimal import Decimal

import pytest

from ridgeway.core.models import AuditEntry
from ridgeway.domains.establishment import actions
from ridgeway.domains.establishment.models import Post
from ridgeway.domains.organisation import actions as organisation

from .conftest import BY, WHOLE, day, left, started


def refused(match: str):
    return pytest.raises(actions.CannotChangeEstablishment, match=match)


def terms(post):
    return [(t.team.name, t.role.name, t.starts_on, t.ends_on) for t in post.terms.order_by("starts_on")]


def places(employment):
    return [(h.team.name, h.starts_on, h.ends_on) for h in employment.holdings.order_by("starts_on")]


def test_several_posts_are_funded_together_or_not_at_all(downland):
    kind = {"team": downland.north, "role": downland.sw, "fte": WHOLE, "starts_on": day("2015-01-01"), **BY}
    assert [p.number for p in actions.fund_posts(downland.council, ["E1", "E2"], **kind)] == ["E1", "E2"]
    with refused("There is already a post D1."):
        actions.fund_posts(downland.council, ["E3", "D1"], **kind)
    assert not Post.objects.filter(number="E3").exists()
    with refused("Two of the posts would have the same number."):
        actions.fund_posts(downland.council, ["E4", "E4"], **kind)
    with refused("Say how many posts."):
        actions.fund_posts(downland.council, [], **kind)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"number": "=1+1"}, "cannot be a post's number"),
        ({"number": "D1"}, "There is already a post D1."),
        ({"fte": Decimal("1.2")}, "A post's FTE is between 0.01 and 1."),
        ({"fte": Decimal(0)}, "A post's FTE is between 0.01 and 1."),
        ({"ends_on": day("2015-01-01")}, "would end on 1 January 2015, not after it begins on 1 January 2015"),
    ],
)
def test_what_is_no_post_is_refused(downland, changes, sentence):
    kind = {"number": "E1", "team": downland.north, "role": downland.sw, "fte": WHOLE, "starts_on": day("2015-01-01")}
    with refused(sentence):
        actions.fund_post(downland.council, **{**kind, **changes}, **BY)


def test_a_post_takes_no_team_of_another_council(downland):
    other = organisation.add_council("Elsewhere", code="996", **BY)
    service = organisation.add_service(other, name="Children", kind="children", slug="c", **BY)
    team = organisation.add_team(service, name="Far", starts_on=day("2013-04-01"), **BY)
    with refused("same council"):
        actions.change_post(downland.posts[0], from_day=day("2015-01-01"), team=team, **BY)


def test_whoever_holds_a_post_goes_with_it(downland):
    ash = started(downland, 0, 0, "2014-06-01")
    actions.change_post(downland.posts[0], from_day=day("2015-01-01"), team=downland.south, **BY)
    assert terms(downland.posts[0]) == [
        ("North hub", "Social worker", day("2014-01-01"), day("2015-01-01")),
        ("South hub", "Social worker", day("2015-01-01"), None),
    ]
    assert places(ash) == [
        ("North hub", day("2014-06-01"), day("2015-01-01")),
        ("South hub", day("2015-01-01"), None),
    ]


def test_a_change_in_the_middle_lasts_until_the_next_one(downland):
    ash = started(downland, 0, 0, "2014-06-01")
    post = downland.posts[0]
    actions.change_post(post, from_day=day("2015-06-01"), team=downland.south, **BY)
    actions.change_post(post, from_day=day("2015-01-01"), role=downland.senior, **BY)
    assert terms(post) == [
        ("North hub", "Social worker", day("2014-01-01"), day("2015-01-01")),
        ("North hub", "Senior", day("2015-01-01"), day("2015-06-01")),
        ("South hub", "Social worker", day("2015-06-01"), None),
    ]
    assert [(h.role.name, h.starts_on, h.ends_on) for h in ash.holdings.order_by("starts_on")] == [
        ("Social worker", day("2014-06-01"), day("2015-01-01")),
        ("Senior", day("2015-01-01"), day("2015-06-01")),
        ("Social worker", day("2015-06-01"), None),
    ]


def test_a_place_recorded_late_is_cut_where_the_post_changed(downland):
    actions.change_post(downland.posts[0], from_day=day("2015-01-01"), team=downland.south, **BY)
    ash = started(downland, 0, 0, "2014-06-01")
    assert places(ash) == [
        ("North hub", day("2014-06-01"), day("2015-01-01")),
        ("South hub", day("2015-01-01"), None),
    ]


def test_a_change_that_changes_nothing_or_was_overtaken_is_refused(downland):
    post = downland.posts[0]
    seen = [t.pk for t in post.terms.all()]
    with refused("already so on 1 January 2015"):
        actions.change_post(post, from_day=day("2015-01-01"), team=downland.north, **BY)
    actions.change_post(post, from_day=day("2015-01-01"), team=downland.south, seen=seen, **BY)
    with refused("Somebody else changed post D1 while you were"):
        actions.change_post(post, from_day=day("2015-01-01"), role=downland.senior, seen=seen, **BY)


def test_a_post_cannot_be_smaller_than_what_is_held_of_it(downland):
    started(downland, 0, 0, "2014-06-01", fte="0.8")
    with refused("Ash Invented holds 0.8 FTE of post D1 on 1 January 2015. Change their FTE first."):
        actions.change_post(downland.posts[0], from_day=day("2015-01-01"), fte=Decimal("0.6"), **BY)


def test_a_post_ends_when_nobody_holds_it_and_its_ending_can_be_undone(downland):
    post = downland.posts[0]
    ash = started(downland, 0, 0, "2014-06-01")
    with refused("Ash Invented holds this post on 1 January 2016"):
        actions.end_post(post, ends_on=day("2016-01-01"), **BY)
    left(ash, "2015-12-01")
    cover = actions.cover(downland.people[1], post=post, starts_on=day("2015-12-01"), fte=WHOLE, **BY)
    actions.end_post(post, ends_on=day("2016-01-01"), **BY)
    cover.refresh_from_db()
    assert (terms(post)[0][3], cover.ends_on) == (day("2016-01-01"), day("2016-01-01"))
    with refused("not funded on 1 February 2016"):
        actions.end_post(post, ends_on=day("2016-02-01"), **BY)
    actions.undo_end_post(post, **BY)
    cover.refresh_from_db()
    assert (terms(post)[0][3], cover.ends_on) == (None, None)
    with refused("not the last thing"):
        actions.undo_end_post(post, **BY)


def test_the_first_day_of_a_post_is_corrected_unless_somebody_held_it_before(downland):
    post = downland.posts[0]
    actions.correct_funding(post, starts_on=day("2014-02-01"), decision=None, **BY)
    assert terms(post)[0][2] == day("2014-02-01")
    started(downland, 0, 0, "2014-06-01")
    with refused("Ash Invented held this post before 1 July 2014"):
        actions.correct_funding(post, starts_on=day("2014-07-01"), decision=None, **BY)


def test_every_write_leaves_an_audit_line(downland):
    before = AuditEntry.objects.count()
    started(downland, 0, 0, "2014-06-01")
    actions.change_post(downland.posts[0], from_day=day("2015-01-01"), team=downland.south, **BY)
    verbs = list(AuditEntry.objects.order_by("sequence").values_list("action", flat=True))[-6:]
    assert AuditEntry.objects.count() == before + 6
    assert verbs == [
        "employment.started", "holding.began", "post.term_ended", "post.term_began", "holding.carried", "holding.ended",
    ]  # fmt: skip
