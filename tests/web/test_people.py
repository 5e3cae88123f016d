"""People on screen: the lists, the page of one, and what can be recorded there."""

from decimal import Decimal

import pytest
from django.urls import reverse

from ridgeway.core.models import AuditEntry
from ridgeway.domains.establishment import actions
from ridgeway.domains.establishment.models import Absence, Employment, Holding, WorkerMonitoring
from ridgeway.domains.practice.actions import count_cases
from tests.factories import BY, a_cover, a_post, a_user, a_worker, an_employee, day
from tests.signing_in import sign_in
from tests.web.asking import date, text_of, url

pytestmark = pytest.mark.django_db


def names(page):
    return [line.worker_id for line in page.context["lines"]]


@pytest.mark.parametrize("show", ["", "leavers", "starters", "agency", "all"])
def test_each_list_costs_six_queries_for_one_person_and_for_many(place, client, django_assert_num_queries, show):
    sign_in(client, place.head)
    actions.leave(place.held, ends_on=day("2016-02-01"), reason="1", destination="1", **BY)
    an_employee(place.b1, starts_on=day("2015-06-01"))
    a_cover(place.a2)
    with django_assert_num_queries(6):
        client.get(url("people", place, f"?show={show}"))
    for n in range(4):
        post = a_post(place.south, number=f"C{n}")
        actions.leave(
            an_employee(post, starts_on=day("2015-06-01")), ends_on=day("2016-01-01"), reason="1", destination="1", **BY
        )
        an_employee(post, starts_on=day("2016-01-02"))
        a_cover(a_post(place.south, number=f"D{n}"))
    with django_assert_num_queries(6):
        page = client.get(url("people", place, f"?show={show}"))
    assert len(page.context["rows"]) == {"": 5, "leavers": 5, "starters": 9, "agency": 5, "all": 15}[show]


def test_lists_are_paged_filtered_and_downloaded(place, client, monkeypatch):
    monkeypatch.setattr("ridgeway.web.staff.people.PAGE", 1)
    sign_in(client, place.head)
    an_employee(place.b1, starts_on=day("2015-06-01"))
    first = client.get(url("people", place))
    second = client.get(url("people", place) + first.context["later"])
    assert {*names(first), *names(second)} == set(Holding.objects.values_list("worker", flat=True))
    assert second.context["later"] == ""
    assert names(client.get(url("people", place, "?contract=casual"))) == []
    assert client.get(url("people", place, "?after=[%22x%22]")).status_code == 404
    lines = client.get(url("people", place, "?format=csv")).content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Name,Registration,Post,Team,Role,FTE,Contract,Started,Away"
    assert len(lines) == 3


def test_the_page_of_a_person(place, client):
    sign_in(client, place.head)
    worker = place.held.worker
    count_cases(place.council, on=day("2016-03-31"), counts=[(worker, place.north, 14)], **BY)
    actions.record_absence(
        place.held,
        kind="SIC",
        starts_on=day("2015-11-02"),
        ends_on=day("2015-11-14"),
        working_days_lost=Decimal(10),
        **BY,
    )
    page = client.get(url("person", place, person=worker.pk))
    assert page.context["sentence"] == "In post: 1.0 FTE in A1, North hub."
    for words in ("Sick leave", "14 cases on 31 March 2016", "Employed from 1 June 2014"):
        assert words in text_of(page)


def test_somebody_elses_people_are_not_there(place, client):
    other = an_employee(a_post())
    sign_in(client, a_user(other.council, "resourcing-manager"))
    worker, row = place.held.worker, place.held.holdings.get()
    assert client.get(url("person", place, person=worker.pk)).status_code == 404
    # nor through one's own council's address
    mine = {"council": other.council.slug, "person": worker.pk}
    assert client.get(reverse("person", kwargs=mine)).status_code == 404
    assert client.post(reverse("person_leave", kwargs=mine)).status_code == 404
    assert client.get(reverse("person_place_move", kwargs={**mine, "place": row.pk})).status_code == 404
    his = {"council": other.council.slug, "person": other.worker_id, "place": row.pk}
    assert client.get(reverse("person_place_move", kwargs=his)).status_code == 404


def test_a_team_manager_sees_their_own_people_and_changes_nobody(place, client):
    an_employee(place.b1)
    sign_in(client, a_user(place.council, "team-manager", team=place.north))
    worker = place.held.worker
    assert names(client.get(url("people", place))) == [worker.pk]
    page = client.get(url("person", place, person=worker.pk))
    assert page.context["may_change"] is False
    for name in ("details", "start", "leave", "absence"):
        assert client.get(url(f"person_{name}", place, person=worker.pk)).status_code == 404
    assert client.get(url("person_add", place)).status_code == 404


def test_somebody_new_starts(place, client):
    sign_in(client, place.head)
    sent = {
        "given_name": "Teasel", "family_name": "Fairmile", "registration_number": "SW0099", "post": "a2", "fte": "0.8",
        "origin": "1", "contract": "permanent", **date("starts_on", "2016-04-04"),
    }  # fmt: skip
    assert client.post(url("person_add", place), sent).status_code == 302
    made = Employment.objects.get(worker__registration_number="SW99")
    assert (made.holdings.get().post, made.holdings.get().fte) == (place.a2, Decimal("0.8"))
    twice = client.post(url("person_add", place), sent)
    assert "Somebody with the number SW99 is already recorded." in text_of(twice)
    nowhere = client.post(url("person_add", place), {**sent, "registration_number": "SW100", "post": "Z9"})
    assert "There is no post Z9, or it is not yours to see" in text_of(nowhere)


def test_leaving_with_reason_and_destination_and_undo(place, client):
    sign_in(client, place.head)
    worker = place.held.worker
    sent = {"reason": "1", "destination": "3", **date("ends_on", "2016-03-01")}
    assert client.post(url("person_leave", place, person=worker.pk), sent).status_code == 302
    place.held.refresh_from_db()
    assert (place.held.ends_on, place.held.reason, place.held.destination) == (day("2016-03-01"), "1", "3")
    again = client.post(url("person_leave", place, person=worker.pk), sent)
    assert f"{worker} already left, on 1 March 2016." in text_of(again)
    assert "Undo the leaving" in text_of(client.get(url("person", place, person=worker.pk)))
    undo = url("person_spell_undo_leave", place, person=worker.pk, spell=place.held.pk)
    assert client.get(undo).status_code == 405
    client.post(undo)
    place.held.refresh_from_db()
    assert place.held.ends_on is None


def test_move_change_of_hours_correction_and_undo(place, client):
    sign_in(client, place.head)
    worker, row = place.held.worker, place.held.holdings.get()
    args = {"person": worker.pk, "place": row.pk}
    client.post(url("person_place_move", place, **args), {"post": "B1", "fte": "1", **date("starts_on", "2016-01-04")})
    new = place.held.holdings.get(post=place.b1)
    args["place"] = new.pk
    client.post(url("person_place_correct", place, **args), {"fte": "0.9", **date("starts_on", "2016-01-05")})
    new.refresh_from_db()
    assert (new.starts_on, new.fte) == (day("2016-01-05"), Decimal("0.9"))
    client.post(url("person_place_hours", place, **args), {"fte": "0.5", **date("from_day", "2016-03-01")})
    half = place.held.holdings.get(fte=Decimal("0.5"))
    client.post(url("person_place_undo", place, person=worker.pk, place=half.pk))
    client.post(url("person_place_undo", place, **args))
    assert [(h.post, h.ends_on) for h in place.held.holdings.all()] == [(place.a1, None)]


def test_absences_come_go_and_are_taken_away(place, client):
    sign_in(client, place.head)
    worker = place.held.worker
    client.post(url("person_absence", place, person=worker.pk), {"kind": "SIC", **date("starts_on", "2016-03-01")})
    row = Absence.objects.get()
    args = {"person": worker.pk, "absence": row.pk}
    sent = {"kind": "SIC", "working_days_lost": "3", **date("starts_on", "2016-03-01"), **date("ends_on", "2016-03-04")}
    client.post(url("person_absence_change", place, **args), sent)
    row.refresh_from_db()
    assert (row.ends_on, row.working_days_lost) == (day("2016-03-04"), 3)
    client.post(url("person_absence_undo", place, **args))
    assert not Absence.objects.exists()


def test_starts_and_details_are_corrected_and_who_did_not_start_is_taken_away(place, client):
    sign_in(client, place.head)
    worker = place.held.worker
    args = {"person": worker.pk, "spell": place.held.pk}
    sent = {"origin": "4", "contract": "permanent", **date("starts_on", "2014-05-01")}
    client.post(url("person_spell_correct_start", place, **args), sent)
    place.held.refresh_from_db()
    assert (place.held.starts_on, place.held.origin) == (day("2014-05-01"), "4")
    client.post(url("person_details", place, person=worker.pk), {"family_name": "Renamed"})
    worker.refresh_from_db()
    assert worker.name == "Renamed"
    client.post(url("person_spell_undo_start", place, **args))
    assert not Employment.objects.filter(worker=worker).exists()


def test_equality_data_are_shown_on_asking_and_the_asking_is_recorded(place, client):
    worker = place.held.worker
    WorkerMonitoring.objects.create(worker=worker, council=place.council, sex="F", ethnicity="WBRI")
    address = url("person_monitoring", place, person=worker.pk)
    sign_in(client, place.head)
    assert "Equality data" not in text_of(client.get(url("person", place, person=worker.pk)))
    assert client.post(address).status_code == 404
    sign_in(client, a_user(place.council, "administrator"))
    hidden = client.get(url("person", place, person=worker.pk))
    assert "White British" not in text_of(hidden)
    assert "Show equality data" in text_of(hidden)
    before = AuditEntry.objects.filter(action="monitoring.seen").count()
    assert "White British" in text_of(client.post(address))
    assert client.get(address).status_code == 405
    assert AuditEntry.objects.filter(action="monitoring.seen").count() == before + 1


def test_agency_workers_have_a_page(place, client):
    sign_in(client, place.head)
    row = a_cover(place.a2)
    page = client.get(url("person", place, person=row.worker_id))
    assert page.context["sentence"] == "Here through an agency, covering post A2."


def test_a_second_place_beside_the_first(place, client):
    sign_in(client, place.head)
    worker, row = place.held.worker, place.held.holdings.get()
    client.post(
        url("person_place_hours", place, person=worker.pk, place=row.pk),
        {"fte": "0.5", **date("from_day", "2016-03-01")},
    )
    client.post(
        url("person_place", place, person=worker.pk), {"post": "A2", "fte": "0.5", **date("starts_on", "2016-03-01")}
    )
    assert place.held.holdings.on(day("2016-03-02")).count() == 2
    again = an_employee(place.b1, worker=a_worker(place.council))
    assert again.holdings.count() == 1
