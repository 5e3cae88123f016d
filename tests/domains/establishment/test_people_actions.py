"""People: who starts, moves, is away, covers and leaves; and what can be put right."""

import datetime as dt
from decimal import Decimal

import pytest

from ridgeway.core.models import AuditEntry
from ridgeway.domains.establishment import actions
from ridgeway.domains.establishment.models import Cover, Employment, Holding

from .conftest import BY, WHOLE, day, left, started


def refused(match: str):
    return pytest.raises(actions.CannotChangeEstablishment, match=match)


def places(employment):
    return [(str(h.post), h.starts_on, h.ends_on, h.fte) for h in employment.holdings.order_by("starts_on", "pk")]


def test_a_post_that_is_held_is_not_given_twice_unless_somebody_insists(downland):
    started(downland, 0, 0, "2014-06-01")
    with refused("Ash Invented already holds 1 of the 1 FTE of post D1 on 1 July 2014.") as caught:
        started(downland, 1, 0, "2014-07-01")
    assert caught.value.can_insist
    assert not Employment.objects.filter(worker=downland.people[1]).exists()
    started(downland, 1, 0, "2014-07-01", insists=True)
    assert downland.posts[0].holdings.on(day("2014-07-01")).count() == 2


def test_a_post_is_shared_by_two_who_hold_half_each(downland):
    started(downland, 0, 0, "2014-06-01", fte="0.5")
    started(downland, 1, 0, "2014-07-01", fte="0.5")
    with refused("Ash Invented and Birch Invented already hold 1 of the 1 FTE"):
        started(downland, 2, 0, "2014-08-01", fte="0.1")


def test_nobody_holds_more_than_a_whole_time_unless_somebody_insists(downland):
    ash = started(downland, 0, 0, "2014-06-01", fte="0.6")
    half = {"employment": ash, "post": downland.posts[1], "starts_on": day("2014-07-01"), "fte": Decimal("0.5"), **BY}
    with refused("Ash Invented would hold 1.1 FTE on 1 July 2014"):
        actions.place(**half)
    actions.place(**half, insists=True)
    assert ash.holdings.count() == 2


def test_a_place_lies_within_the_funding_of_its_post(downland):
    actions.end_post(downland.posts[0], ends_on=day("2015-01-01"), **BY)
    with refused("Post D1 is funded only until 1 January 2015."):
        started(downland, 0, 0, "2014-06-01")
    with refused("Post D1 is not funded on 1 June 2013"):
        started(downland, 0, 0, "2013-06-01")
    started(downland, 0, 0, "2014-06-01", contract="fixed_term", ends_on=day("2015-01-01"))


def test_two_spells_of_a_person_do_not_meet(downland):
    ash = started(downland, 0, 0, "2014-06-01")
    with refused("Ash Invented is already employed from 1 June 2014."):
        started(downland, 0, 1, "2015-01-01")
    left(ash, "2015-01-01")
    again = started(downland, 0, 1, "2015-01-01")
    assert places(again) == [("D2", day("2015-01-01"), None, WHOLE)]


def test_moving_ends_one_place_and_begins_the_next_and_can_be_undone(downland):
    ash = started(downland, 0, 0, "2014-06-01")
    new = actions.move(ash.holdings.get(), from_day=day("2015-01-01"), post=downland.posts[2], **BY)
    assert places(ash) == [
        ("D1", day("2014-06-01"), day("2015-01-01"), WHOLE),
        ("D3", day("2015-01-01"), None, WHOLE),
    ]
    back = actions.undo_place(new, **BY)
    assert back is not None
    assert places(ash) == [("D1", day("2014-06-01"), None, WHOLE)]


def test_a_move_undone_after_the_leaving_ends_with_it(downland):
    ash = started(downland, 0, 0, "2014-06-01")
    new = actions.move(ash.holdings.get(), from_day=day("2015-01-01"), post=downland.posts[2], **BY)
    left(ash, "2015-06-01")
    actions.undo_place(new, **BY)
    assert places(ash) == [("D1", day("2014-06-01"), day("2015-06-01"), WHOLE)]
    ash.refresh_from_db()
    actions.undo_leave(ash, **BY)
    assert places(ash) == [("D1", day("2014-06-01"), None, WHOLE)]


def test_a_move_is_not_undone_when_the_old_post_has_gone_to_somebody_else(downland):
    ash = started(downland, 0, 0, "2014-06-01")
    new = actions.move(ash.holdings.get(), from_day=day("2015-01-01"), post=downland.posts[2], **BY)
    started(downland, 1, 0, "2015-02-01")
    with refused("Birch Invented already holds 1 of the 1 FTE of post D1"):
        actions.undo_place(new, **BY)
    assert len(places(ash)) == 2


def test_hours_change_in_the_same_post(downland):
    ash = started(downland, 0, 0, "2014-06-01")
    actions.move(ash.holdings.get(), from_day=day("2015-01-01"), fte=Decimal("0.6"), **BY)
    assert places(ash) == [
        ("D1", day("2014-06-01"), day("2015-01-01"), WHOLE),
        ("D1", day("2015-01-01"), None, Decimal("0.6")),
    ]
    with refused("Nothing would change for Ash Invented"):
        actions.move(ash.holdings.last(), from_day=day("2015-02-01"), **BY)


def test_one_of_two_places_ends(downland):
    ash = started(downland, 0, 0, "2014-06-01", fte="0.5")
    other = actions.place(ash, post=downland.posts[1], starts_on=day("2014-06-01"), fte=Decimal("0.5"), **BY)
    actions.end_place(other, ends_on=day("2015-01-01"), **BY)
    with refused("the only place Ash Invented holds on 1 February 2015"):
        actions.end_place(ash.holdings.exclude(pk=other.pk).get(), ends_on=day("2015-02-01"), **BY)


def test_the_day_of_a_move_is_corrected_on_both_sides(downland):
    ash = started(downland, 0, 0, "2014-06-01")
    new = actions.move(ash.holdings.get(), from_day=day("2015-01-01"), post=downland.posts[2], **BY)
    actions.correct_place(new, starts_on=day("2015-01-15"), fte=Decimal("0.8"), **BY)
    assert places(ash) == [
        ("D1", day("2014-06-01"), day("2015-01-15"), WHOLE),
        ("D3", day("2015-01-15"), None, Decimal("0.8")),
    ]


def test_filling_a_post_can_end_its_cover(downland):
    cover = actions.cover(downland.people[1], post=downland.posts[0], starts_on=day("2014-02-01"), fte=WHOLE, **BY)
    started(downland, 0, 0, "2014-06-01", ends_cover=True)
    cover.refresh_from_db()
    assert cover.ends_on == day("2014-06-01")


def test_cover_that_does_not_fit_is_refused(downland):
    post = downland.posts[0]
    started(downland, 0, 1, "2014-06-01")
    with refused("Ash Invented is already employed from 1 June 2014"):
        actions.cover(downland.people[0], post=post, starts_on=day("2014-07-01"), fte=WHOLE, **BY)
    row = actions.cover(downland.people[1], post=post, starts_on=day("2014-07-01"), fte=WHOLE, **BY)
    with refused("Birch Invented already covers post D1 from 1 July 2014"):
        actions.cover(downland.people[2], post=post, starts_on=day("2014-08-01"), fte=WHOLE, **BY)
    with refused("Birch Invented is here as an agency worker"):
        started(downland, 1, 2, "2014-09-01")
    actions.end_cover(row, ends_on=day("2014-09-01"), **BY)
    with refused("already stops covering on 1 September 2014"):
        actions.end_cover(row, ends_on=day("2014-10-01"), **BY)
    started(downland, 1, 2, "2014-09-01")
    actions.undo_cover(row, **BY)
    assert not Cover.objects.exists()


def test_leaving_ends_what_is_open_and_can_be_undone(downland):
    ash = started(downland, 0, 0, "2014-06-01")
    away = actions.record_absence(ash, kind="SIC", starts_on=day("2014-12-01"), **BY)
    left(ash, "2015-01-01")
    away.refresh_from_db()
    assert (places(ash)[0][2], away.ends_on) == (day("2015-01-01"), day("2015-01-01"))
    with refused("Ash Invented already left, on 1 January 2015."):
        left(Employment.objects.get(), "2015-02-01")
    actions.undo_leave(ash, **BY)
    away.refresh_from_db()
    ash.refresh_from_db()
    assert (ash.ends_on, ash.reason, places(ash)[0][2], away.ends_on) == (None, "", None, None)


def test_a_leaving_is_not_undone_once_the_post_is_held_by_somebody_else(downland):
    ash = started(downland, 0, 0, "2014-06-01")
    left(ash, "2015-01-01")
    started(downland, 1, 0, "2015-03-01")
    with refused("Birch Invented already holds 1 of the 1 FTE of post D1 on 1 March 2015"):
        actions.undo_leave(ash, **BY)
    assert Employment.objects.get(pk=ash.pk).ends_on == day("2015-01-01")


def test_a_fixed_term_ends_on_its_day_and_may_be_left_before_it(downland):
    ash = started(downland, 0, 0, "2014-06-01", contract="fixed_term", ends_on=day("2015-06-01"))
    with refused("The contract of Ash Invented ends on 1 June 2015, before that day."):
        left(ash, "2015-07-01")
    left(ash, "2015-01-01")
    actions.undo_leave(ash, **BY)
    ash.refresh_from_db()
    assert (ash.ends_on, places(ash)[0][2]) == (day("2015-06-01"), day("2015-06-01"))


@pytest.mark.parametrize(
    ("reason", "destination", "match"), [("", "1", "why they leave"), ("1", "77", "where they go")]
)
def test_leaving_needs_known_codes(downland, reason, destination, match):
    ash = started(downland, 0, 0, "2014-06-01")
    with refused(match):
        actions.leave(ash, ends_on=day("2015-01-01"), reason=reason, destination=destination, **BY)


def test_a_leaving_is_corrected_with_the_places_that_ended_with_it(downland):
    ash = started(downland, 0, 0, "2014-06-01")
    left(ash, "2015-01-01")
    actions.correct_leaving(ash, ends_on=day("2015-01-20"), reason="5", destination="6", **BY)
    ash.refresh_from_db()
    assert (ash.ends_on, ash.reason, places(ash)[0][2]) == (day("2015-01-20"), "5", day("2015-01-20"))
    started(downland, 1, 0, "2015-02-01")
    with refused("Birch Invented already holds"):
        actions.correct_leaving(ash, ends_on=day("2015-03-01"), reason="5", destination="6", **BY)


def test_a_start_is_corrected_or_undone(downland):
    ash = started(downland, 0, 0, "2014-06-01")
    actions.correct_start(ash, starts_on=day("2014-05-01"), origin="4", contract="permanent", **BY)
    assert places(ash) == [("D1", day("2014-05-01"), None, WHOLE)]
    actions.undo_start(ash, **BY)
    assert (Employment.objects.count(), Holding.objects.count()) == (0, 0)
    with refused("took this employment away"):
        actions.undo_start(ash, **BY)


def test_somebody_who_has_left_did_start(downland):
    ash = started(downland, 0, 0, "2014-06-01")
    left(ash, "2015-01-01")
    with refused("has left, so they started"):
        actions.undo_start(ash, **BY)


def test_absences_lie_within_the_employment_and_apart(downland):
    ash = started(downland, 0, 0, "2014-06-01")
    with refused("cannot begin before Ash Invented starts, on 1 June 2014"):
        actions.record_absence(ash, kind="SIC", starts_on=day("2014-05-01"), **BY)
    with refused("6 working days cannot be lost in 5 days"):
        actions.record_absence(
            ash, kind="SIC", starts_on=day("2014-07-01"), ends_on=day("2014-07-06"), working_days_lost=Decimal(6), **BY
        )
    away = actions.record_absence(ash, kind="SIC", starts_on=day("2014-07-01"), **BY)
    with refused("is away already from 1 July 2014"):
        actions.record_absence(ash, kind="TRN", starts_on=day("2014-08-01"), **BY)
    actions.change_absence(
        away, kind="SIC", starts_on=day("2014-07-01"), ends_on=day("2014-07-06"), working_days_lost=Decimal(4), **BY
    )
    actions.record_absence(ash, kind="TRN", starts_on=day("2014-08-01"), ends_on=day("2014-08-02"), **BY)
    actions.undo_absence(away, **BY)
    assert ash.absences.count() == 1


def test_numbers_are_kept_as_the_register_writes_them_and_belong_to_one_person(downland):
    ash = downland.people[0]
    actions.change_worker(ash, registration_number="sw 00123", **BY)
    ash.refresh_from_db()
    assert ash.registration_number == "SW123"
    with refused("Somebody with the number SW2 is already recorded."):
        actions.change_worker(ash, registration_number="SW2", **BY)
    with refused("is not a registration number"):
        actions.change_worker(ash, registration_number="12", **BY)


def test_looking_at_equality_data_is_recorded_and_not_what_was_seen(downland):
    oak = actions.add_worker(
        downland.council, given_name="Oak", monitoring={"sex": "F", "born_on": dt.date(1980, 1, 1)}, **BY
    )
    seen = actions.see_monitoring(oak, **BY)
    assert seen is not None
    last = AuditEntry.objects.order_by("sequence").last()
    assert last is not None
    assert (last.action, last.thing_id, last.before, last.after) == ("monitoring.seen", str(oak.pk), None, None)


def test_a_start_corrected_across_a_change_of_the_post_is_cut_there(downland):
    actions.change_post(downland.posts[0], from_day=day("2014-05-15"), team=downland.south, **BY)
    ash = started(downland, 0, 0, "2014-06-01")
    actions.correct_start(ash, starts_on=day("2014-05-01"), origin="2", contract="permanent", **BY)
    assert [(h.team.name, h.starts_on, h.ends_on) for h in ash.holdings.order_by("starts_on")] == [
        ("North hub", day("2014-05-01"), day("2014-05-15")),
        ("South hub", day("2014-05-15"), None),
    ]


def test_a_move_that_was_corrected_can_still_be_undone(downland):
    ash = started(downland, 0, 0, "2014-06-01")
    new = actions.move(ash.holdings.get(), from_day=day("2015-01-01"), post=downland.posts[2], **BY)
    actions.correct_place(new, starts_on=day("2015-01-15"), fte=WHOLE, **BY)
    actions.undo_place(new, **BY)
    assert places(ash) == [("D1", day("2014-06-01"), None, WHOLE)]


def test_a_leaving_that_was_corrected_can_still_be_undone(downland):
    ash = started(downland, 0, 0, "2014-06-01")
    left(ash, "2015-01-01")
    actions.correct_leaving(ash, ends_on=day("2015-01-20"), reason="5", destination="6", **BY)
    actions.undo_leave(ash, **BY)
    ash.refresh_from_db()
    assert (ash.ends_on, places(ash)[0][2]) == (None, None)
