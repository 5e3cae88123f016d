"""Platforms' exports: read by a remembered map, every row taken or its problem said, replaced, undone."""

from decimal import Decimal
from io import BytesIO

import pytest

from ridgeway.core.models import AuditEntry
from ridgeway.domains.campaigns import actions, results
from ridgeway.domains.campaigns.actions import CannotChangeCampaign
from ridgeway.domains.campaigns.actions.importing import plan
from ridgeway.domains.campaigns.models import PlacementResult, ResultsFile, ResultsMap
from tests.factories import BY, a_service, day

TODAY = day("2016-04-01")
HEAD = "Reporting starts,Campaign name,Impressions,Link clicks,Amount spent (GBP)"
COLUMNS = {
    "on": "Reporting starts", "placement": "Campaign name", "impressions": "Impressions", "clicks": "Link clicks", "spend": "Amount spent (GBP)",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def listings(planned):
    return planned.place("Listings", ends_on=day("2015-06-01"))


def received(planned, *lines: str, name="export.csv", head=HEAD) -> ResultsFile:
    return actions.receive_results(planned.channel, file=BytesIO("\n".join([head, *lines]).encode()), name=name, **BY)


def matched(planned, *lines: str, words=None, **more) -> tuple[ResultsFile, results.Plan]:
    row = received(planned, *lines, **more)
    kept = actions.match_results(row, columns=COLUMNS, words=words or {}, **BY)
    return row, plan(row, kept, TODAY)


def written(planned, *lines: str, **more) -> ResultsFile:
    row, found = matched(planned, *lines, **more)
    return actions.write_results(row, digest=found.digest, **BY)


def recorded() -> list[tuple]:
    return [(r.on.isoformat(), r.impressions, r.clicks, r.spend) for r in PlacementResult.objects.order_by("on")]


def test_columns_are_known_by_the_names_that_platforms_use():
    assert results.suggest(HEAD.split(",")) == COLUMNS
    assert results.suggest(["Date", "Job title", "Views", "Apply clicks", "Something"]) == {
        "on": "Date", "placement": "Job title", "impressions": "Views", "clicks": "Apply clicks",
    }  # fmt: skip
    assert results.suggest(["Foo"]) == {}


def test_a_file_is_looked_at_then_written(planned, listings):
    row, found = matched(planned, "01/05/2015,Listings,1200,40,12.50", "2015-05-02,listings,900,30,£9.99")
    assert (found.counts, recorded()) == ({"rows": 2, "problems": 0, "new": 2, "replaced": 0, "same": 0}, [])
    actions.write_results(row, digest=found.digest, **BY)
    assert recorded() == [("2015-05-01", 1200, 40, Decimal("12.50")), ("2015-05-02", 900, 30, Decimal("9.99"))]
    assert set(PlacementResult.objects.values_list("source", "file")) == {("File export.csv", row.pk)}
    assert AuditEntry.objects.filter(action="placementresult.recorded").count() == 2


def test_every_row_is_taken_or_its_problem_is_said(planned, listings):
    _, found = matched(
        planned, "01/05/2015,Listings,10,1,1", "soon,Listings,10,1,1", ",Listings,10,1,1", "02/05/2017,Listings,10,1,1",
        "02/05/2015,Another,10,1,1", "02/05/2015,,10,1,1", "03/05/2015,Listings,,,", "04/05/2015,Listings,5,6,1",
        "05/05/2015,Listings,1.5,1,1", "06/05/2015,Listings,-1,0,1", "07/05/2015,Listings,many,1,1", "Total,,30,3,3",
    )  # fmt: skip
    assert [(p.row, p.message) for p in found.problems] == [
        (3, "“soon” is not a date. Write it as 31/03/2016."),
        (4, "It has no day, so it is left out."),
        (5, "02/05/2017 is still to come, so it is left out."),
        (6, "“Another” is not matched with a placement, so it is left out."),
        (7, "It names no placement, so it is left out."),
        (8, "It says neither impressions nor clicks nor spend, so it is left out."),
        (9, "It was clicked more often than it was shown, so it is left out."),
        (10, "Impressions: 1.5 is not a whole number, so it is left out."),
        (11, "Impressions: -1 cannot be, so it is left out."),
        (12, "“many” is not a number."),
        (13, "Left out: a row of totals."),
    ]
    assert (found.counts["new"], found.counts["problems"], found.unknown) == (1, 11, ["Another"])


def test_rows_of_one_day_are_added_and_days_outside_are_said(planned, listings):
    _, found = matched(
        planned, "01/05/2015,Listings,10,1,1.10", "01/05/2015,Listings,20,2,2.20", "01/07/2015,Listings,5,1,"
    )
    assert [(d.on, d.impressions, d.clicks, d.spend, d.rows) for d in found.days] == [
        (day("2015-05-01"), 30, 3, Decimal("3.30"), [2, 3]), (day("2015-07-01"), 5, 1, None, [4]),
    ]  # fmt: skip
    assert [(p.row, p.is_left_out) for p in found.problems] == [(2, False), (4, False)]


def test_words_are_matched_once_and_remembered(planned, listings):
    row, found = matched(planned, "01/05/2015,SW_Brand_01,10,1,1")
    assert found.unknown == ["SW_Brand_01"]
    actions.match_results(row, columns=COLUMNS, words={"SW_Brand_01": listings.pk}, **BY)
    _, again = matched(planned, "02/05/2015,sw_brand_01,10,1,1")
    assert (again.unknown, [d.placement for d in again.days]) == ([], [listings])


def test_a_placement_is_known_by_its_tracked_link_or_by_the_whole_file(planned, listings):
    _, found = matched(planned, f"01/05/2015,https://here/go/{listings.token}/,10,1,1")
    assert [d.placement for d in found.days] == [listings]
    row = received(planned, "02/05/2015,7", head="Day,Clicks")
    kept = actions.match_results(row, columns={"on": "Day", "clicks": "Clicks"}, words={"*": listings.pk}, **BY)
    assert [(d.placement, d.clicks) for d in plan(row, kept, TODAY).days] == [(listings, 7)]


def test_the_same_day_again_replaces_and_says_so_and_is_undone(planned, listings):
    first = written(planned, "01/05/2015,Listings,10,1,1", "02/05/2015,Listings,20,2,2")
    row, found = matched(
        planned,
        "02/05/2015,Listings,25,2,2",
        "01/05/2015,Listings,10,1,1",
        "03/05/2015,Listings,5,1,1",
        name="later.csv",
    )
    assert [(d.on.day, d.what, d.known.impressions if d.known else None) for d in found.days] == [
        (1, "same", 10), (2, "replaced", 20), (3, "new", None),
    ]  # fmt: skip
    actions.write_results(row, digest=found.digest, **BY)
    with pytest.raises(CannotChangeCampaign, match=r"later\.csv replaced some of its days since"):
        actions.undo_results(first, **BY)
    assert actions.undo_results(row, **BY) == (2, 0)
    assert recorded() == [("2015-05-01", 10, 1, Decimal("1.00")), ("2015-05-02", 20, 2, Decimal("2.00"))]
    assert actions.undo_results(first, **BY) == (2, 0)
    assert recorded() == []
    with pytest.raises(CannotChangeCampaign, match="cannot become undone"):
        actions.undo_results(first, **BY)


def test_a_day_changed_by_hand_since_is_left_when_its_file_is_undone(planned, listings):
    row = written(planned, "01/05/2015,Listings,10,1,1", "02/05/2015,Listings,20,2,2")
    actions.record_result(listings, on=day("2015-05-02"), clicks=9, **BY)
    assert (actions.undo_results(row, **BY), recorded()) == ((1, 1), [("2015-05-02", None, 9, None)])


def test_what_was_looked_at_is_what_is_written(planned, listings):
    row, found = matched(planned, "01/05/2015,Listings,10,1,1")
    actions.record_result(listings, on=day("2015-05-01"), clicks=9, **BY)
    with pytest.raises(CannotChangeCampaign, match="Look at the preview again"):
        actions.write_results(row, digest=found.digest, **BY)
    assert recorded() == [("2015-05-01", None, 9, None)]


def test_nothing_new_is_not_written_and_what_is_written_is_not_withdrawn(planned, listings):
    row = written(planned, "01/05/2015,Listings,10,1,1")
    again, found = matched(planned, "01/05/2015,Listings,10,1,1")
    with pytest.raises(CannotChangeCampaign, match="Nothing in this file is new"):
        actions.write_results(again, digest=found.digest, **BY)
    actions.withdraw_results(again, **BY)
    with pytest.raises(CannotChangeCampaign):
        actions.withdraw_results(row, **BY)
    assert [row.state for row in ResultsFile.objects.order_by("pk")] == ["written", "withdrawn"]


@pytest.mark.parametrize(
    ("columns", "words", "sentence"),
    [({"on": "Day"}, {}, "Match the day"), ({"clicks": "Clicks"}, {"*": 1}, "Match the day"),
     ({"on": "Day", "clicks": "Day", "placement": "Clicks"}, {}, "only one thing")],
)  # fmt: skip
def test_a_map_must_say_enough(planned, columns, words, sentence):
    row = received(planned, "02/05/2015,7", head="Day,Clicks")
    with pytest.raises(CannotChangeCampaign, match=sentence):
        actions.match_results(row, columns=columns, words=words, **BY)
    assert not ResultsMap.objects.exists()


def test_another_channels_placement_is_not_matched(planned, listings):
    other = a_service().council
    theirs = actions.add_channel(other, name="Theirs", kind="search", **BY)
    row = actions.receive_results(theirs, file=BytesIO(b"Day,Clicks\n02/05/2015,4\n"), name="a.csv", **BY)
    with pytest.raises(CannotChangeCampaign, match="own channel"):
        actions.match_results(row, columns={"on": "Day", "clicks": "Clicks"}, words={"*": listings.pk}, **BY)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "The file is empty"), (b"%PDF-1.4 some pdf that is no list", "type application/pdf"), (b"x" * (5 * 1024 * 1024 + 1), "Files of up to 5 MB")],
)  # fmt: skip
def test_what_is_no_list_is_refused(planned, content, sentence):
    with pytest.raises(CannotChangeCampaign, match=sentence):
        actions.receive_results(planned.channel, file=BytesIO(content), name="a.csv", **BY)
    assert not ResultsFile.objects.exists()
