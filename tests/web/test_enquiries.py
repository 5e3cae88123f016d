"""Enquiries on screen: taking one down, Ring first on Today, the story, the list, the figures, the rules."""

import datetime as dt
import re

import pytest

from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.bulk import NewApplication, Step, record_applications
from ridgeway.domains.recruitment.models import ContactRule, Enquiry
from tests.factories import AT, BY, a_council, a_live_advert, a_service, a_user
from tests.signing_in import sign_in
from tests.web.asking import date, text_of, url

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def bryony(place, client):
    """The link manager of the service, signed in."""
    user = a_user(place.council, "link-manager", service=place.service)
    sign_in(client, user)
    return user


def asks(place, contact=None, **fields) -> Enquiry:
    fields = {"way": "call", "telephone": "01632 960 127", "service": place.service, **fields}
    return actions.take(place.council, contact=contact, **{**BY, **fields})


def names_on(page) -> list[str]:
    """The names on a page of the list."""
    return [re.search(r">([^<]+)</a>", row[0].text)[1] for row in page.context["rows"]]


def logged(client, place, enquiry, **fields):
    return client.post(url("enquiry_call", place, enquiry=enquiry.pk), {"result": "spoke", **fields}, follow=True)


def test_a_call_is_taken_down_and_its_contact_named(place, client, bryony):
    actions.add_rule(place.council, contact=bryony, order=1, service=place.service, **BY)
    asks(place, name="Corin Tamarisk")
    answers = {
        "name": "C Tamarisk", "telephone": "+44 1632 960127", "way": "call", "source": "coffee", "source_words": "County Hall",
        "place": f"{place.service.slug}/{place.north.slug}", "role": place.role.pk, "about": "Part-time?", "consent_to_keep": "on",
    }  # fmt: skip
    page = client.post(url("enquiries_new", place), answers, follow=True)
    made = Enquiry.objects.get(about="Part-time?")
    assert (made.contact, made.team, made.role, made.source) == (bryony, place.north, place.role, "coffee")
    assert [str(m) for m in page.context["messages"]] == [
        "Saved. Tamsin Greenway answers by Mon 4 Apr 2016, 17:00.", "Another enquiry has the same number or address.",
    ]  # fmt: skip
    assert [other.name for other, _ in page.context["similar"]] == ["Corin Tamarisk"]


def test_an_enquiry_of_another_day_came_at_its_noon(place, client, bryony):
    answers = {"email": "a@example.org", "way": "event", "source": "event", "place": place.service.slug}
    client.post(url("enquiries_new", place), {**answers, **date("came_on", "2016-03-24")})
    assert Enquiry.objects.get().came_at == dt.datetime(2016, 3, 24, 12, tzinfo=dt.UTC)
    page = client.post(url("enquiries_new", place), {**answers, **date("came_on", "2016-04-02")})
    assert page.context["form"].errors == {"came_on": ["The day it came cannot be later than today"]}


def test_an_enquiry_without_a_number_or_outside_ones_service_is_refused(place, client, bryony):
    adult = a_service(place.council, kind="adult", name="Adult care")
    page = client.post(url("enquiries_new", place), {"way": "call", "source": "site", "place": adult.slug})
    assert set(page.context["form"].errors) == {"telephone", "place"}
    assert Enquiry.objects.count() == 0


def test_ring_first_is_the_oldest_promise_and_saving_goes_to_the_next(place, client, bryony):
    second = asks(place, bryony, name="Linnet Oakapple")
    first = asks(place, bryony, name="Corin Tamarisk", came_at=AT - 20 * 24 * HOUR)
    page = client.get(url("today", place, f"?open={first.pk}"))
    lines = page.context["ring"].lines
    assert [(line.row.name, line.is_open) for line in lines] == [("Corin Tamarisk", True), ("Linnet Oakapple", False)]
    assert page.context["sentence"] == (
        "Two people are waiting for you to ring. One has waited longer than the two working days we promise."
    )
    assert 'href="tel:01632960127"' in text_of(page)
    page = logged(
        client, place, first, words="Three days a week", ring_again_at="2016-04-05T10:00", **{"from": "today"}
    )
    assert [str(m) for m in page.context["messages"]] == ["Call saved. Next: Linnet Oakapple."]
    undo = url("enquiry_call_undo", place, enquiry=first.pk, call=first.calls.get().pk)
    assert re.search(r'<a href="([^"?]*)[^"]*">Undo</a>', text_of(page))[1] == undo
    assert [(line.row, line.is_open) for line in page.context["ring"].lines] == [(second, True)]
    first.refresh_from_db()
    assert (first.state, first.ring_by) == ("talking", dt.datetime(2016, 4, 5, 9, tzinfo=dt.UTC))
    page = logged(client, place, second, **{"from": "today"})
    assert [str(m) for m in page.context["messages"]] == ["Call saved. Nobody else is waiting."]


def test_a_call_that_cannot_be_is_said_on_the_story(place, client, bryony):
    made = asks(place, bryony)
    page = logged(client, place, made, ring_again_at="2016-03-01T10:00")
    assert page.context["form"].non_field_errors() == ["Ring again at a moment that is still to come."]
    page = logged(client, place, made, result="sang")
    assert set(page.context["form"].errors) == {"result"}
    assert made.calls.count() == 0


def test_a_call_is_corrected_and_undone_by_who_logged_it_or_may_edit(place, client, bryony):
    made = asks(place, bryony, name="Corin Tamarisk")
    logged(client, place, made, words="Somebody else")
    call = made.calls.get()
    correct, undo = (url(f"enquiry_call_{what}", place, enquiry=made.pk, call=call.pk) for what in ("correct", "undo"))
    assert (call.logged_by, correct in client.get(url("enquiry", place, enquiry=made.pk)).content.decode()) == (
        bryony,
        True,
    )
    page = client.post(correct, {"kind": "message", "result": "no_answer", "words": "Two texts"}, follow=True)
    assert [str(m) for m in page.context["messages"]] == ["The call is corrected."]
    made.refresh_from_db()
    assert (made.state, made.calls.get().words, "Two texts" in text_of(client.get(correct))) == (
        "new",
        "Two texts",
        True,
    )
    sign_in(client, a_user(place.council, "finance-partner"))
    assert client.get(undo).status_code in (403, 404)
    other = a_user(place.council, "link-manager", service=a_service(place.council, kind="adult", name="Adult care"))
    sign_in(client, other)
    assert client.get(undo).status_code == 404
    other.grants.update(service=place.service)
    assert client.get(undo).status_code == 200
    sign_in(client, bryony)
    page = client.post(undo, {}, follow=True)
    assert ([str(m) for m in page.context["messages"]], made.calls.count()) == (
        ["The call is undone. The enquiry stands as it did before."], 0,
    )  # fmt: skip
    assert client.post(undo).status_code == 404


def test_the_story_from_the_first_call_to_the_end(place, client, bryony, django_assert_max_num_queries):
    made = asks(place, name="Corin Tamarisk", telephone="", email="corin@example.org")
    assert [str(m) for m in logged(client, place, made, words="Meets the team").context["messages"]] == ["Call saved."]
    client.post(url("enquiry_contact", place, enquiry=made.pk), {"contact": bryony.pk})
    client.post(url("enquiry_consent", place, enquiry=made.pk), date("until", "2016-12-31"))
    with django_assert_max_num_queries(12):
        page = client.get(url("enquiry", place, enquiry=made.pk))
    for words in ("Meets the team", "Agreed, until 31 December 2016", "corin@example.org"):
        assert words in text_of(page)
    closing = url("enquiry_close", place, enquiry=made.pk)
    assert client.post(closing, {"outcome": "programme"}).context["form"].non_field_errors() == ["Say which programme."]
    client.post(closing, {"outcome": "programme", "words": "Return to Social Work", "placed": "placed"})
    made.refresh_from_db()
    assert (made.contact, made.outcome, made.placed) == (bryony, "programme", "placed")
    client.post(url("enquiry_reopen", place, enquiry=made.pk))
    made.refresh_from_db()
    assert made.state == "talking"
    page = client.post(url("enquiry_reopen", place, enquiry=made.pk), follow=True)
    assert "cannot become" in text_of(page)


def test_two_are_merged_on_screen_and_apart_again(place, client, bryony):
    first, second = asks(place, name="Corin"), asks(place, name="C. Tamarisk")
    page = client.post(url("enquiry_merge", place, enquiry=second.pk), {"into": first.pk}, follow=True)
    assert (page.context["row"], [other for other, _ in page.context["merged"]]) == (first, [second])
    assert page.context["similar"] == []
    page = client.post(url("enquiry_unmerge", place, enquiry=second.pk), follow=True)
    assert [other for other, _ in page.context["similar"]] == [first]
    page = client.post(
        url("enquiry_merge", place, enquiry=second.pk), {"into": asks(place, service=None).pk}, follow=True
    )
    assert "Choose another enquiry that you may change." in text_of(page)
    page = client.post(url("enquiry_merge", place, enquiry=second.pk), {"into": second.pk}, follow=True)
    assert "Choose another enquiry of this council." in text_of(page)


def test_the_list_open_mine_all_filtered_and_as_a_file(place, client, bryony):
    mine = asks(place, bryony, name="Mine", source="coffee", source_words="County Hall")
    other = asks(place, name="=Other")
    closed = asks(place, name="Closed")
    actions.close(closed, outcome="applied", **BY)
    asks(place, service=None, name="Of no service")

    def names(query):
        return names_on(client.get(url("enquiries", place, query)))

    assert (names(""), names("?show=mine"), names("?show=all")) == (
        ["=Other", "Mine"], ["Mine"], ["Closed", "=Other", "Mine"],
    )  # fmt: skip
    assert (names("?source=coffee"), names("?show=all&outcome=applied")) == (["Mine"], ["Closed"])
    assert names("?show=came&against=2016-04-01") == []
    file = client.get(url("enquiries", place, "?format=csv")).content.decode("utf-8-sig")
    assert [part in file for part in ("'=Other", "Coffee morning,County Hall", "01632 960 127")] == [True] * 3
    assert client.get(url("enquiries", place, "?after=nonsense")).status_code == 404
    assert (mine.contact, other.contact) == (bryony, None)


def test_the_next_page_goes_on_where_the_first_ended(place, client, bryony):
    made = [asks(place, name=f"N{n}", came_at=AT - HOUR * (n // 2)) for n in range(53)]
    first = client.get(url("enquiries", place))
    rest = client.get(first.context["later"].join([url("enquiries", place), ""]))
    names = [name for page in (first, rest) for name in names_on(page)]
    assert (len(names), set(names), rest.context["later"]) == (53, {row.name for row in made}, "")


def test_who_may_see_and_who_may_change(place, client):
    made = asks(place, team=place.north)
    pages = [url("enquiries", place), url("enquiries_figures", place), url("enquiry", place, enquiry=made.pk)]
    changes = [url(f"enquiry_{name}", place, enquiry=made.pk) for name in ("close", "contact", "consent")]

    def seen(user):
        sign_in(client, user)
        return [client.get(page).status_code for page in [*pages, *changes, url("enquiries_new", place)]]

    assert seen(a_user(place.council, "team-manager", team=place.north)) == [200] * 3 + [404] * 4
    assert seen(a_user(place.council, "team-manager", team=place.south)) == [200, 200, 404] + [404] * 4
    assert seen(a_user(place.council, "council-member")) == [404] * 7
    assert seen(a_user(a_council(), "link-manager")) == [404] * 7
    assert seen(place.head) == [200] * 7


def found(client, place, text: str, kind: str) -> list[int]:
    page = client.get(url("search", place), {"q": text})
    return [hit.key for hit in page.context["found"].hits.get(kind, ())]


def test_search_finds_enquirers_for_those_who_may_see_them(place, client, bryony):
    made = asks(place, name="Corin Tamarisk")
    for text in ("tamar", "Corin T", "01632 960", "+441632960127"):
        assert found(client, place, text, "enquiry") == [made.pk]
    sign_in(client, a_user(place.council, "council-member"))
    assert found(client, place, "tamar", "enquiry") == []


def test_the_figures_count_what_the_rows_say(place, client, bryony):
    came = AT - 20 * 24 * HOUR  # Saturday 12 March, nine in the morning
    adult = a_service(place.council, kind="adult", name="Adult care")
    coffee = {"source": "coffee", "source_words": "County Hall", "came_at": came}
    rows = [asks(place, **coffee, service=adult if n == 0 else place.service) for n in range(4)]
    asks(place, source="site", came_at=came)
    asks(place, source="site", came_at=AT)  # not due yet
    asks(place, source="site", came_at=AT - 400 * 24 * HOUR)
    for row, days in zip(rows, (2, 2, 3, 6), strict=True):
        actions.log_call(row, result="spoke", when=came + days * 24 * HOUR + 2 * HOUR, **BY)
    for row, placed in zip(rows, ("placed", "placed", "to_place"), strict=False):
        actions.close(row, outcome="programme", words="Return", placed=placed, **BY)
    sign_in(client, place.head)
    page = client.get(url("enquiries_figures", place, "?on=2016-04-01"))
    lines = {line.name: line for line in page.context["lines"]}
    line = lines["Coffee morning: County Hall"]
    # rung on the Monday at ten twice, on the Tuesday and on the Friday: 1, 1, 9 and 33 working hours
    assert (line.count.number, line.answered.number, line.median, line.spread) == (4, 4, "5.0", "1.0 to 15.0")
    assert (line.within.number, line.within.of) == (3, 4)
    assert (line.placed.number, line.kinds, line.to_place.number) == (2, "1 adult, 1 children's", 1)
    assert (lines["Careers site"].count.number, lines["Careers site"].within.of) == (2, 1)
    assert page.context["total"].count.number == 6
    for count in (line.count, line.within, line.placed, line.joined, line.still_open, lines["Careers site"].count):
        assert len(client.get(count.url).context["rows"]) == count.number


def test_what_came_of_enquiries_is_read_from_applications_and_opens_its_rows(place, client, bryony):
    came = AT - 20 * 24 * HOUR
    rows = [asks(place, source="site", email=f"e{n}@example.org", came_at=came) for n in range(6)]
    twin = asks(place, source="site", email="other@example.org", came_at=came)
    actions.merge(twin, into=rows[2], **BY)
    for n, row in enumerate((rows[0], rows[1], twin)):
        sent = came + (n + 1) * 24 * HOUR
        steps = [
            Step(sent, "begun"),
            Step(sent, "sent"),
            *([Step(sent, to) for to in ("shortlisted", "interview", "offered", "accepted")] if n else []),
        ]
        record_applications(
            place.council, [NewApplication(a_live_advert(place.north), steps, email=row.email, enquiry=row)], **BY
        )
    sign_in(client, place.head)
    page = client.get(url("enquiries_figures", place, "?on=2016-04-01"))
    total = page.context["total"]
    assert [(one.number, one.of) for one in (total.applied, total.appointed)] == [(3, 6), (2, 6)]
    assert round(total.appointed_share, 1) == 33.3
    for count in (total.applied, total.appointed):
        assert len(client.get(count.url).context["rows"]) == count.number


def test_somebody_who_asked_is_invited_from_their_own_page(place, client, bryony):
    row, silent = asks(place, email="corin@example.org", near="Salisbury"), asks(place, telephone="01632 960 777")
    advert = a_live_advert(place.north)
    assert [client.get(url("enquiry", place, enquiry=one.pk)).context["can_invite"] for one in (row, silent)] == [
        True,
        False,
    ]
    sent = {"advert": advert.pk, "words": "As we said"}
    page = client.post(url("enquiry_invite", place, enquiry=row.pk), sent, follow=True)
    assert (
        "is invited by mail" in text_of(page),
        "Invited to apply for" in text_of(page),
        "Salisbury" in text_of(page),
    ) == (True,) * 3
    again = client.post(url("enquiry_invite", place, enquiry=row.pk), sent, follow=True)
    assert "was invited to that job already" in text_of(again)


def test_who_asked_twice_stands_in_a_list_of_its_own(place, client, bryony):
    first, second = asks(place, telephone="01632 960 114"), asks(place, telephone="+44 1632 960114")
    asks(place, telephone="01632 960 115")
    assert len(client.get(url("enquiries", place, "?show=twice")).context["rows"]) == 2
    actions.merge(second, into=first, **BY)
    assert client.get(url("enquiries", place, "?show=twice")).context["rows"] == []


def test_promise_and_rules_are_set_by_whoever_manages_the_council(place, client):
    sign_in(client, a_user(place.council, "administrator"))
    answers = {"hours": "8", "opens": "09:00", "closes": "17:00", "closed": "29 12 2016\n30/12/2016"}
    page = client.post(url("admin_enquiries_promise", place), answers, follow=True)
    assert "An answer within one working day (8 working hours)" in text_of(page)
    assert "29 December 2016" in text_of(page)
    wrong = client.post(url("admin_enquiries_promise", place), {**answers, "closed": "some day"})
    assert wrong.context["form"].errors == {"closed": ["“some day” is not a day, such as 27 12 2026"]}
    contact = a_user(place.council, "link-manager")
    path = f"{place.service.slug}/{place.north.slug}"
    client.post(
        url("admin_enquiries_rule_add", place),
        {"order": 1, "place": path, "contact": contact.pk, "near": "Salisbury , SP1"},
    )
    rule = ContactRule.objects.get()
    assert (rule.near, asks(place, team=place.north).contact) == ("Salisbury, SP1", None)
    assert (rule.team, rule.service, rule.contact) == (place.north, None, contact)
    assert asks(place, team=place.north, near="SP1 2AB").contact == contact
    client.post(url("admin_enquiries_rule_remove", place, rule=rule.pk))
    assert ContactRule.objects.count() == 0
    assert client.post(url("admin_enquiries_rule_remove", place, rule=rule.pk)).status_code == 404


def test_what_was_kept_long_enough_is_removed_on_request(place, client):
    made = asks(place, name="Corin", came_at=AT - 500 * 24 * HOUR)
    actions.close(made, outcome="no_answer", when=AT - 490 * 24 * HOUR, **BY)
    sign_in(client, a_user(place.council, "administrator"))
    assert "Now one enquiry has been kept long enough" in text_of(client.get(url("admin_enquiries", place)))
    page = client.post(url("admin_enquiries_expired_remove", place), follow=True)
    assert "Now no enquiries have been kept long enough" in text_of(page)
    assert "Name removed" in text_of(client.get(url("enquiry", place, enquiry=made.pk)))
