"""Platforms' results and neighbours' offers on screen: from a file to rows and back, and who may."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ridgeway.domains.campaigns import actions
from ridgeway.domains.campaigns.models import NeighbourOffer, PlacementResult, ResultsFile
from ridgeway.web.careers import promises
from tests.factories import BY, a_user, day
from tests.signing_in import sign_in
from tests.web.asking import date, text_of, url, waiting_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def channel(place):
    return actions.add_channel(place.council, name="Facebook", kind="social", **BY)


@pytest.fixture
def placement(place, channel):
    campaign = actions.add_campaign(place.council, name="Social workers", **BY)
    phase = actions.add_phase(campaign, name="Phase 1", starts_on=day("2015-04-01"), **BY)
    return actions.add_placement(
        phase,
        channel=channel,
        kind="social_advert",
        title="Sponsored",
        starts_on=day("2015-05-01"),
        target_url="/careers/",
        **BY,
    )


def upload(client, place, channel, content: str, name="export.csv"):
    file = SimpleUploadedFile(name, content.encode(), "text/csv")
    return client.post(url("campaign_results", place), {"channel": channel.pk, "file": file})


def test_a_file_is_uploaded_matched_looked_at_written_and_undone(place, client, channel, placement):
    sign_in(client, place.head)
    answer = upload(
        client, place, channel, "Date,Advert,Views,Link clicks\n01/05/2015,Brand <b>,1000,20\n02/05/2015,Nobody,5,1\n"
    )
    row = ResultsFile.objects.get()
    page = url("campaign_results_file", place, results=row.pk)
    assert answer.headers["Location"] == page
    form = client.get(page).context["form"]
    assert {name: form[name].value() for name in ("on", "placement", "impressions", "clicks", "spend")} == {
        "on": "Date", "placement": "Advert", "impressions": "Views", "clicks": "Link clicks", "spend": "",
    }  # fmt: skip
    columns = {
        "on": "Date",
        "placement": "Advert",
        "impressions": "Views",
        "clicks": "Link clicks",
        "spend": "",
        "whole": "",
    }
    client.post(url("campaign_results_match", place, results=row.pk), columns)
    looked = client.get(page)
    assert looked.context["plan"].unknown == ["Brand <b>", "Nobody"]
    words = {"unknown": ["Brand <b>", "Nobody"], "word_0": placement.pk, "word_1": ""}
    client.post(url("campaign_results_match", place, results=row.pk), {**columns, **words})
    looked = client.get(page)
    assert "“Nobody” is not matched with a placement, so it is left out." in text_of(looked)
    assert PlacementResult.objects.count() == 0
    client.post(url("campaign_results_write", place, results=row.pk), {"digest": looked.context["plan"].digest})
    assert [(r.on, r.impressions, r.clicks) for r in PlacementResult.objects.all()] == [(day("2015-05-01"), 1000, 20)]
    assert "Undo this file" in text_of(client.get(page))
    client.post(url("campaign_results_undo", place, results=row.pk))
    row.refresh_from_db()
    assert (row.state, PlacementResult.objects.count()) == ("undone", 0)


def test_what_is_no_list_is_said_and_a_stale_look_is_not_written(place, client, channel, placement):
    sign_in(client, place.head)
    assert "There are no rows under the header" in text_of(upload(client, place, channel, "Day,Clicks\n"))
    upload(client, place, channel, "Day,Clicks\n01/05/2015,4\n")
    row = ResultsFile.objects.get()
    refused = client.post(url("campaign_results_match", place, results=row.pk), {"on": "Day", "clicks": "Clicks"})
    assert "Match the day, the placement" in text_of(refused)
    client.post(
        url("campaign_results_match", place, results=row.pk), {"on": "Day", "clicks": "Clicks", "whole": placement.pk}
    )
    client.post(url("campaign_results_write", place, results=row.pk), {"digest": "another"})
    assert PlacementResult.objects.count() == 0
    client.post(url("campaign_results_withdraw", place, results=row.pk))
    assert "Withdrawn" in text_of(client.get(url("campaign_results_file", place, results=row.pk)))


def test_who_only_sees_campaigns_finds_no_files(place, client, channel):
    sign_in(client, a_user(place.council, "council-member"))
    assert client.get(url("campaign_results", place)).status_code == 404


def test_the_list_of_files_costs_as_many_queries_for_one_as_for_three(
    place, client, channel, django_assert_num_queries
):
    sign_in(client, place.head)
    upload(client, place, channel, "Day,Clicks\n01/05/2015,4\n")
    with django_assert_num_queries(6):
        client.get(url("campaign_results", place))
    for n in range(2):
        upload(client, place, channel, "Day,Clicks\n01/05/2015,4\n", f"{n}.csv")
    with django_assert_num_queries(6):
        assert len(client.get(url("campaign_results", place)).context["rows"]) == 3


OFFER = {"neighbour": "Elsewhere", "role_words": "", "role": "", "caseload": "16", "source": "https://example.org/jobs"}


def test_an_offer_is_recorded_looked_at_again_and_removed(place, client):
    sign_in(client, place.head)
    page = url("campaign_offers", place)
    client.post(url("campaign_offer_add", place), {**OFFER, **date("known_on", "2015-02-01")})
    offer = NeighbourOffer.objects.get()
    assert ("stale" in text_of(client.get(page)), client.get(page).context["stale"]) == (True, 1)
    assert [thing.words for thing in waiting_of(client, place).due] == ["An offer of a neighbour"]
    client.post(url("campaign_offer_again", place, offer=offer.pk))
    assert (client.get(page).context["stale"], waiting_of(client, place).due) == (0, [])
    client.post(
        url("campaign_offer_change", place, offer=offer.pk),
        {**OFFER, "caseload": "15", **date("known_on", "2016-02-01")},
    )
    offer.refresh_from_db()
    assert (offer.caseload, offer.known_on) == ("15", day("2016-02-01"))
    client.post(url("campaign_offer_remove", place, offer=offer.pk))
    assert not NeighbourOffer.objects.exists()


def test_our_own_column_says_where_each_cell_is_from_and_comes_back_from_a_file(
    place, client, django_assert_max_num_queries
):
    sign_in(client, place.head)
    actions.add_offer(place.council, **{**OFFER, "role": place.role}, known_on=day("2016-02-01"), **BY)
    page = text_of(client.get(url("campaign_offers", place)))
    assert [words in page for words in ("The careers site makes no promise of cases", "Not known")] == [True, True]
    made = promises.make_promise(
        place.council, words="18 cases.", about="At most.", how="Counted.", measure="caseload", threshold=18, **BY
    )
    made.state, made.within, made.people = "kept", 144, 151
    made.save()
    with django_assert_max_num_queries(24):
        page = text_of(client.get(url("campaign_offers", place)))
    assert "Careers site: being kept, 144 of 151 people within it, counted 1 April 2016" in page
    made.state, made.reason = "unknown", "Nobody counted."
    made.save()
    assert "not yet evidenced (Nobody counted)" in text_of(client.get(url("campaign_offers", place)))
    out = client.get(url("campaign_offers", place, "?format=csv")).content
    client.post(url("campaign_offers_import", place), {"file": SimpleUploadedFile("offers.csv", out)})
    ours = NeighbourOffer.objects.get(neighbour=place.council.name)
    assert (ours.caseload, ours.role, ours.known_on) == ("18 cases.", place.role, day("2016-04-01"))


def test_offers_come_out_as_they_go_in(place, client):
    sign_in(client, place.head)
    actions.add_offer(place.council, **{**OFFER, "role": None}, known_on=day("2016-02-01"), pay_low=30_000, **BY)
    out = client.get(url("campaign_offers", place, "?format=csv")).content
    NeighbourOffer.objects.all().delete()
    client.post(url("campaign_offers_import", place), {"file": SimpleUploadedFile("offers.csv", out)})
    assert [(o.neighbour, o.pay_low, o.caseload, o.known_on) for o in NeighbourOffer.objects.all()] == [
        ("Elsewhere", 30_000, "16", day("2016-02-01"))
    ]
    bad = SimpleUploadedFile("offers.csv", out.replace(b"01/02/2016", b"soon") + out.splitlines()[1] + b"\r\n")
    page = client.post(url("campaign_offers_import", place), {"file": bad})
    assert ("Row 2: “soon” is not a date" in text_of(page), NeighbourOffer.objects.count()) == (True, 1)
