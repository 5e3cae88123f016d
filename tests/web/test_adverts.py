"""Asking to recruit, deciding, building an advert in steps, publishing and settling it; who sees and does what."""

import datetime as dt
from decimal import Decimal

import pytest

from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.models import Advert, AdvertTemplate, RecruitmentRequest
from ridgeway.domains.recruitment.queries.adverts import fitting, template_of
from ridgeway.web.staff.adverts_forms import TAKEN
from tests.factories import AT, BY, a_job_role, a_live_advert, a_post, a_service, a_user, an_advert
from tests.signing_in import sign_in
from tests.web.asking import date, text_of, url, waiting_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(place, client):
    """The resourcing manager of the council, signed in: may ask, write and decide."""
    sign_in(client, place.head)
    return place.head


def said(page) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def asked_for(place, *posts, by="test") -> RecruitmentRequest:
    return actions.ask_to_recruit(place.council, posts, why="leaver", by=by, at=AT)


def test_a_manager_asks_for_vacant_posts_and_sees_what_they_cost(place, client, head):
    actions.add_template(place.council, role=place.role, name="SW", pay_low=Decimal(30000), pay_high=Decimal(35000),
                         supplement_low=Decimal(3000), supplement_words="10%", **BY)  # fmt: skip
    page = client.get(url("adverts_ask", place, "?post=A2"))
    rows = [(p["row"].number, p["is_ticked"], p["paid"]) for g in page.context["groups"] for p in g["posts"]]
    assert rows == [
        ("A2", True, "£33,000 to £35,000 a year"), ("B1", False, "£33,000 to £35,000 a year"),
    ]  # fmt: skip
    answers = {"posts": [place.a2.pk, place.b1.pk], "why": "leaver", "words": "Two left"}
    page = client.post(url("adverts_ask", place), answers, follow=True)
    made = RecruitmentRequest.objects.get()
    assert (made.cost_low, made.cost_high, made.asked_by, made.team) == (66000, 70000, head, None)
    assert said(page) == ["You have asked. Somebody who may decide sees it on Today."]
    assert (page.context["decide"], page.context["is_own"], page.context["deciders"]) == (None, True, "")
    other = a_user(place.council, "head-of-service")
    assert client.get(url("adverts_ask", place)).context["deciders"] == other.name  # and not the head who asks
    adult = a_service(place.council, kind="adult", name="Adult care")
    a_user(place.council, "head-of-service", service=adult)
    page = client.get(url("adverts_request", place, request_pk=made.pk))
    assert [free for _, _, free in page.context["posts"]] == ["1.0 FTE free now", "1.0 FTE free now"]
    assert (page.context["deciders"], f"To be decided by one of: {other.name}" in text_of(page)) == (other.name, True)
    RecruitmentRequest.objects.update(asked_by=None)  # whoever asked is gone: the reader is left out no more
    page = client.get(url("adverts_request", place, request_pk=made.pk))
    assert page.context["deciders"] == ", ".join(sorted([head.name, other.name]))


def test_what_cannot_be_asked_for_keeps_what_was_ticked(place, client, head):
    page = client.post(url("adverts_ask", place), {"posts": [place.a2.pk], "why": ""})
    assert (set(page.context["form"].errors), "Choose the reason" in text_of(page)) == ({"why"}, True)
    assert [p["is_ticked"] for g in page.context["groups"] for p in g["posts"]] == [True, False]
    page = client.post(url("adverts_ask", place), {"posts": [place.a1.pk], "why": "leaver"})
    assert page.context["form"].errors == {"posts": [TAKEN]}
    asked_for(place, place.a2)
    page = client.post(url("adverts_ask", place), {"posts": [place.a2.pk], "why": "leaver"})
    assert page.context["form"].errors == {"posts": [TAKEN]}


def test_somebody_else_decides_and_sees_it_on_today(place, client, head):
    request = asked_for(place, place.a2)
    assert [(t.words, t.note) for t in waiting_of(client, place).due] == [
        ("Social worker, North hub", "Decide: asked on Fri 1 Apr 2016, 09:00")
    ]
    home = url("adverts_request", place, request_pk=request.pk)
    page = client.post(home + "decide/", {"decision": "refused", "words": ""})
    assert page.context["form"].non_field_errors() == ["Say why it is refused."]
    page = client.post(home + "decide/", {"decision": "approved"}, follow=True)
    assert (said(page), page.context["row"].decided_by) == (["Approved. An advert can be written now."], head)
    page = client.post(home + "decide/", {"decision": "approved"})
    assert page.context["form"].non_field_errors() == ["This request is approved already."]


def test_a_request_is_withdrawn(place, client, head):
    request = asked_for(place, place.a2, by=head)
    assert client.get(url("adverts_request_withdraw", place, request_pk=request.pk)).status_code == 200
    client.post(url("adverts_request_withdraw", place, request_pk=request.pk))
    request.refresh_from_db()
    assert request.state == "withdrawn"


def test_an_advert_is_built_in_steps_previewed_and_published(place, client, head):
    actions.add_template(place.council, role=place.role, name="SW", week="Visit\nWrite", essential="Registered", **BY)
    request = actions.approve(asked_for(place, place.a2), **BY)
    template = AdvertTemplate.objects.get()
    page = client.post(
        url("adverts_request_begin", place, request_pk=request.pk), {"template": template.pk}, follow=True
    )
    advert = Advert.objects.get()
    assert (page.context["here"], page.context["many"], advert.request) == (1, 5, request)
    step = {"job": {"title": "Social worker, North hub", "how_many": 1, "pattern": "either", "contract_kind": "permanent",
                    "pay_low": "38220", "pay_high": "43693"},
            "words": {"summary": "In the North hub.", "week": "Visit\nWrite"},
            "asks": {"essential": "Registered\nDrives", "desirable": ""},
            "who": {"place": "Chippenham", "postcode": "SN15", "contact": head.pk, "contact_telephone": "01632 960100"},
            "dates": {**date("closes_on", "2016-04-29"), "closes_time": "17:00", "next_steps": "We answer in two days"}}  # fmt: skip
    titles = []
    for key, answers in step.items():
        page = client.post(url("advert_step", place, advert=advert.pk, step=key), answers, follow=True)
        titles.append(page.context.get("title", "the advert"))
    assert titles == ["What it is like", "What is asked for", "Where, and whom to ring", "Dates", "the advert"]
    assert (page.context["lacking"], [s["is_done"] for s in page.context["steps"]]) == ([], [True] * 5)
    assert "Drives" in text_of(client.get(url("advert_preview", place, advert=advert.pk)))
    page = client.post(url("advert_publish", place, advert=advert.pk), {}, follow=True)
    advert.refresh_from_db()
    assert (said(page), advert.is_live(AT)) == ([f"{advert.reference} is out."], True)
    assert (advert.closes_at, advert.contact_name, advert.contact_email) == (
        dt.datetime(2016, 4, 29, 16, tzinfo=dt.UTC), head.name, head.email,
    )  # fmt: skip


def test_a_draft_says_what_it_lacks_and_nothing_typed_is_lost(place, client, head):
    page = client.post(url("adverts_begin", place), {"place": place.service.slug, "role": place.role.pk, "template": "none"}, follow=True)  # fmt: skip
    advert = Advert.objects.get()
    page = client.post(url("advert_publish", place, advert=advert.pk), {})
    assert len(page.context["form"].non_field_errors()) == 1
    assert len(client.get(url("advert", place, advert=advert.pk)).context["lacking"]) == 8
    answers = {
        "title": "A title",
        "how_many": "0",
        "pay_low": "much",
        "pattern": "either",
        "contract_kind": "permanent",
    }
    page = client.post(url("advert_step", place, advert=advert.pk, step="job"), answers)
    assert ("A title" in text_of(page), set(page.context["form"].errors)) == (True, {"pay_low"})


def test_a_published_advert_is_changed_extended_closed_and_settled(place, client, head):
    advert = a_live_advert(place.north, place.role)
    assert client.get(url("advert_step", place, advert=advert.pk, step="asks")).status_code == 404
    answers = {**{name: getattr(advert, name) for name in ("place", "postcode", "contact_name", "contact_telephone")}}
    client.post(url("advert_step", place, advert=advert.pk, step="who"), {**answers, "manager_name": "Hazel Combe"})
    ends = {**date("closes_on", "2016-05-06"), "closes_time": "23:59", "why": "too_few"}
    page = client.post(url("advert_extend", place, advert=advert.pk), ends, follow=True)
    assert [(c.what, c.after) for c in page.context["job"].changes] == [
        ("The team's manager", "Hazel Combe"), ("Closes", "Fri 6 May 2016, 23:59")
    ]  # fmt: skip
    actions.change_advert(advert, shortlist_on=dt.date(2016, 5, 9), **BY)
    ends = {**date("closes_on", "2016-05-13"), "closes_time": "23:59", "why": "too_few"}
    page = client.post(url("advert_extend", place, advert=advert.pk), {**ends, **date("shortlist_on", "2016-05-12")})
    assert page.context["form"].non_field_errors() == ["The shortlist is not before the last day to apply."]
    page = client.post(url("advert_extend", place, advert=advert.pk), ends, follow=True)
    assert [str(message) for message in page.context["messages"]][-1].endswith("So the shortlist is by 16 May 2016.")
    client.post(url("advert_close", place, advert=advert.pk), {"words": "Filled from within"})
    page = client.post(url("advert_settle", place, advert=advert.pk), {"outcome": "filled", "channel": ""})
    assert page.context["form"].non_field_errors() == ["Say how those who were appointed heard of us."]
    page = client.post(
        url("advert_settle", place, advert=advert.pk), {"outcome": "filled", "channel": "word"}, follow=True
    )
    assert page.context["stands"] == "Filled"
    client.post(url("advert_unsettle", place, advert=advert.pk))
    advert.refresh_from_db()
    assert advert.state == "closed"


def test_the_list_by_how_adverts_stand_and_a_reference_leads_to_its_advert(place, client, head):
    live, draft = a_live_advert(place.north, place.role), an_advert(place.south, place.role)
    closed = actions.close_early(a_live_advert(place.north, a_job_role(place.council, name="Manager")), words="x", **BY)

    def listed(query: str) -> list[str]:
        return [row[0].text for row in client.get(url("adverts", place, query)).context["rows"]]

    assert [listed(f"?show={show}") for show in ("live", "writing", "over", "settled", "nonsense")] == [
        [live.reference], [draft.reference], [closed.reference], [], [live.reference],
    ]  # fmt: skip
    assert listed(f"?show=all&role={place.role.pk}") == [draft.reference, live.reference]
    assert listed(f"?show=all&scope={place.service.slug}/{place.south.slug}") == [draft.reference]
    found = client.get(url("adverts", place, f"?q={live.reference.lower()}"))
    assert found.headers["Location"].split("?")[0] == url("advert", place, advert=live.pk)
    assert client.get(url("adverts", place, "?q=J9999")).context["no_such"] == "J9999"
    assert client.get(url("adverts", place, "?show=all&format=csv")).content.decode().count("\r\n") == 4


def test_a_list_is_read_a_page_at_a_time(place, client, head):
    template = a_live_advert(place.north, place.role)
    rows = [Advert(council=place.council, service=place.service, team=place.north, role=place.role, reference=f"K{n:04}", begun_at=AT,
                   published_at=AT, closes_at=template.closes_at, state="published") for n in range(54)]  # fmt: skip
    Advert.objects.bulk_create(rows)
    first = client.get(url("adverts", place)).context
    second = client.get(url("adverts", place) + first["later"]).context
    seen = [row[0].text for row in (*first["rows"], *second["rows"])]
    assert (len(first["rows"]), len(second["rows"]), len(set(seen)), second["later"]) == (50, 5, 55, "")


def test_posts_of_an_advert_are_chosen_among_the_vacant_of_its_role(place, client, head):
    advert, extra = an_advert(place.north, place.role), a_post(place.north, number="A3")
    page = client.get(url("advert_posts", place, advert=advert.pk))
    assert [label for _, label in page.context["form"].fields["posts"].choices] == [
        "A2, North hub, Social worker", "A3, North hub, Social worker"
    ]  # fmt: skip
    client.post(url("advert_posts", place, advert=advert.pk), {"posts": [place.a2.pk, extra.pk]})
    assert [row.post.number for row in advert.posts.all()] == ["A2", "A3"]
    assert client.get(url("post", place, number="A2")).context["looked_for"]["words"] == f"Advert {advert.reference}"
    assert client.get(url("post", place, number="B1")).context["looked_for"]["words"] == "Ask to recruit"
    assert client.get(url("post", place, number="A1")).context["looked_for"] == {}


def test_a_team_manager_asks_for_the_team_alone_and_decides_nothing(place, client):
    manager = a_user(place.council, "team-manager", team=place.north)
    sign_in(client, manager)
    scope = f"?scope={place.service.slug}/{place.north.slug}"
    page = client.get(url("adverts_ask", place, scope))
    assert [p["row"].number for g in page.context["groups"] for p in g["posts"]] == ["A2"]
    mine, other = asked_for(place, place.a2), asked_for(place, place.b1)
    assert client.get(url("adverts_request", place, request_pk=mine.pk)).context["decide"] is None
    assert (
        client.post(url("adverts_request_decide", place, request_pk=mine.pk), {"decision": "approved"}).status_code
        == 404
    )
    assert client.get(url("adverts_request", place, request_pk=other.pk)).status_code == 404
    advert = a_live_advert(place.south, place.role)
    assert client.get(url("advert", place, advert=advert.pk)).status_code == 404
    assert client.get(url("adverts_begin", place)).status_code == 404


def test_templates_are_kept_by_who_manages_the_council(place, client, head):
    assert client.get(url("admin_adverts", place)).status_code == 404
    sign_in(client, a_user(place.council, "administrator"))
    answers = {"name": "SW", "role": place.role.pk, "pattern": "either", "contract_kind": "permanent", "week": "Visit"}
    client.post(url("admin_adverts_add", place), answers)
    template = AdvertTemplate.objects.get()
    client.post(url("admin_adverts_change", place, template=template.pk), {**answers, "name": "Social worker"})
    assert [str(t) for t in client.get(url("admin_adverts", place)).context["templates"]] == ["Social worker"]
    client.post(url("admin_adverts_remove", place, template=template.pk))
    assert AdvertTemplate.objects.count() == 0


def test_the_template_is_the_one_named_for_the_service_else_the_one_named_for_none():
    def named(pk, name, role=1):
        return AdvertTemplate(pk=pk, name=name, role_id=role)

    every = [named(1, "Social worker, adult care"), named(2, "Social worker"), named(3, "Manager", 2)]
    for service, first in (("Adult care operations", 1), ("Operational children's services", 2)):
        assert [row.pk for row in fitting(every, 1, service)] == [first, 3 - first]
    assert fitting(every, 9, "Adult care operations") == []
    services, children = ("Adult care operations", "Operational children's services"), "Operational children's services"
    for kept, cost in (([0, 1], 2), ([0], None), ([3], 4)):  # what a post costs never comes from another service's
        found = template_of([[*every, named(4, "Social worker, full time")][n] for n in kept], 1, children, services)
        assert (found.pk if found else None) == cost


def test_pay_is_typed_as_people_write_it_and_a_closing_day_is_still_to_come(place, client, head):
    advert = an_advert(place.north)
    here = url("advert_step", place, advert=advert.pk, step="job")
    page = client.post(here, {"title": "Social worker", "how_many": 1, "pattern": "either", "contract_kind": "permanent", "pay_low": "lots"})  # fmt: skip
    assert page.context["form"].errors == {"pay_low": ["Lowest pay must be a number of pounds, such as 38,220"]}
    client.post(here, {"title": "Social worker", "how_many": 1, "pattern": "either", "contract_kind": "permanent", "pay_low": "£38,220"})  # fmt: skip
    advert.refresh_from_db()
    assert advert.pay_low == 38220
    gone = {"closes_on_0": 1, "closes_on_1": 1, "closes_on_2": 2016, "closes_time": "23:59"}
    page = client.post(url("advert_step", place, advert=advert.pk, step="dates"), gone)
    assert page.context["form"].errors == {"closes_on": ["The last day to apply must be still to come"]}
