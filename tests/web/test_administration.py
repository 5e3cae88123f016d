"""Administration of a council: what can be done, what is refused and how it is said, and what it costs."""

import datetime as dt
import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.urls import reverse

from ridgeway.core import clock
from ridgeway.core.models import AuditEntry
from ridgeway.domains.organisation import actions
from ridgeway.domains.organisation.models import Council, Grant, Role, Service, Team, User
from ridgeway.web.signin import LATELY_SECONDS, SECOND_FACTOR_AT
from ridgeway.web.staff.administration_forms import CouncilForm
from ridgeway.web.staff.administration_offices import NOTE
from tests import factories
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def council():
    return factories.a_council("Downland", code="865")


@pytest.fixture
def admin(council):
    return factories.a_user(council, "administrator", email="admin@example.org")


@pytest.fixture
def signed(client, admin):
    return sign_in(client, admin)


def to(name: str, **parts) -> str:
    return reverse(name, kwargs={"council": "downland", **parts})


def said(response) -> list[str]:
    """The last sentence of the page that follows."""
    return [str(message) for message in response.context["messages"]][-1:]


def errors(response) -> dict[str, list[str]]:
    return {name: list(words) for name, words in response.context["form"].errors.items()}


def last_entry() -> tuple[str, str]:
    entry = AuditEntry.objects.order_by("-pk").first()
    return entry.chain, entry.action


# the council, its services and teams


def test_the_council_is_changed(signed, council):
    sent = {"name": "Downs", "wordmark": "Downs Council", "accent": "#28633a", "requires_second_factor": "on"}
    response = signed.post(to("admin_council"), sent, follow=True)
    council.refresh_from_db()
    assert said(response) == ["The council's details are saved."]
    assert (council.name, council.wordmark, council.accent) == ("Downs", "Downs Council", "#28633A")
    assert council.requires_second_factor is True
    assert council.slug == "downland"
    assert last_entry() == ("865", "council.changed")


@pytest.mark.parametrize("accent", ["green", "#FFFF00", "#8A2765"])
def test_an_accent_that_will_not_do_is_refused_with_the_nearest_that_will(accent):
    form = CouncilForm({"name": "Downs", "wordmark": "Downs", "accent": accent})
    words = form.errors["accent"][0] if form.errors["accent"] else ""
    assert re.fullmatch(r".+ The nearest that will do is #[0-9A-F]{6}\.|Enter a colour such as #28633A\.", words)


def test_a_council_cannot_take_the_name_of_another(signed):
    factories.a_council("Weald")
    response = signed.post(to("admin_council"), {"name": "weald", "wordmark": "W", "accent": "#28633A"})
    assert errors(response) == {"__all__": ["There is already a council called weald."]}
    assert Council.objects.filter(name__iexact="weald").count() == 1


def test_a_service_and_a_team_are_added_changed_and_ended(signed, council):
    signed.post(to("admin_service_add"), {"name": "Children's services", "kind": "children"})
    service = Service.objects.get(council=council)
    signed.post(
        to("admin_team_add"),
        {
            "service": service.pk, "name": "North hub", "group": "Safeguarding", "order": "2",
            "starts_on_0": "1", "starts_on_1": "4", "starts_on_2": "2015",
        },
    )  # fmt: skip
    team = Team.objects.get(council=council)
    assert (team.name, team.group, team.order, team.starts_on) == ("North hub", "Safeguarding", 2, dt.date(2015, 4, 1))
    signed.post(to("admin_team", team="north-hub"), {"name": "North", "group": "", "order": "1"})
    signed.post(to("admin_service", service=service.slug), {"name": "Children", "kind": "children"})
    ends = {"ends_on_0": "31", "ends_on_1": "3", "ends_on_2": "2016"}
    response = signed.post(to("admin_team_end", team="north-hub"), ends, follow=True)
    team.refresh_from_db()
    service.refresh_from_db()
    assert said(response) == ["North is saved."]
    assert (team.name, team.slug, team.order, team.ends_on) == ("North", "north-hub", 1, dt.date(2016, 3, 31))
    assert service.name == "Children"
    assert last_entry() == ("865", "team.changed")


def test_bad_input_is_answered_in_sentences(signed, council):
    service = factories.a_service(council)
    factories.a_team(service, name="North hub")
    assert errors(signed.post(to("admin_service_add"), {"name": "", "kind": ""})) == {
        "name": ["Enter the service's name."],
        "kind": ["Choose a kind."],
    }
    clash = {"service": service.pk, "name": "North hub", "order": "0"}
    clash |= {"starts_on_0": "1", "starts_on_1": "4", "starts_on_2": "2015"}
    assert errors(signed.post(to("admin_team_add"), clash)) == {
        "__all__": ["Downland already has a team called North hub."]
    }
    backwards = {"ends_on_0": "1", "ends_on_1": "4", "ends_on_2": "2013"}
    assert errors(signed.post(to("admin_team_end", team="north-hub"), backwards)) == {
        "__all__": ["A team ends after the day it began."]
    }


def test_ending_a_team_says_what_is_still_in_it(signed, council):
    post = factories.a_post(factories.a_team(factories.a_service(council), name="North hub"))
    factories.an_employee(post)
    response = signed.get(to("admin_team_end", team="north-hub"))
    assert response.context["inside"] == (
        "In this team today: 1 post and 1 person. Move them, or the figures count them in a team that is no more."
    )


# roles


def test_a_role_of_ones_own_is_added_changed_and_removed(signed, council):
    sent = {"name": "Archivist", "permissions": ["audit.view"], "requires_second_factor": "on"}
    signed.post(to("admin_role_add"), sent)
    role = Role.objects.get(council=council)
    assert (role.key, role.permissions, role.requires_second_factor) == ("archivist", ["audit.view"], True)
    signed.post(
        to("admin_role", role="archivist"), {"name": "Archivist", "permissions": ["figures.view", "audit.view"]}
    )
    role.refresh_from_db()
    assert (role.permissions, role.requires_second_factor) == (["figures.view", "audit.view"], False)
    response = signed.post(to("admin_role_remove", role="archivist"), follow=True)
    assert said(response) == ["The role Archivist is removed."]
    assert Role.objects.filter(council=council).count() == 0
    assert last_entry() == ("865", "role.removed")


def test_a_role_that_somebody_holds_stays(signed, council, admin):
    role = actions.add_role(council, name="Archivist", permissions=["audit.view"], **factories.BY)
    actions.grant(admin, role, council=council, **factories.BY)
    response = signed.post(to("admin_role_remove", role="archivist"), follow=True)
    assert said(response) == ["Archivist is or was held by somebody, so it stays for the record."]


def test_a_built_in_role_has_no_page_for_changing_it(signed):
    assert signed.get(to("admin_role", role="administrator")).status_code == 404


def test_nobody_writes_into_a_role_what_they_do_not_hold(client, council):
    role = actions.add_role(council, name="Tidier", permissions=["council.manage"], **factories.BY)
    user = factories.a_user(email="tidier@example.org")
    actions.grant(user, role, council=council, **factories.BY)
    sign_in(client, user)
    response = client.post(to("admin_role_add"), {"name": "Everything", "permissions": ["access.manage"]})
    assert errors(response) == {
        "permissions": ["Select a valid choice. access.manage is not one of the available choices."]
    }


# people


def test_a_person_is_added_and_written_to_and_sets_a_password_by_the_link(signed, client, council):
    service = factories.a_service(council)
    role = Role.objects.get(key="team-manager", council=None)
    sent = {"name": "Ada Fern", "email": "Ada@Example.org", "role": role.pk, "scope": f"service-{service.pk}"}
    response = signed.post(to("admin_person_add"), sent, follow=True)
    user = User.objects.get(email="ada@example.org")
    assert said(response) == ["We have written to ada@example.org."]
    assert user.has_usable_password() is False
    assert [(g.role, g.service, g.team) for g in user.grants.all()] == [(role, service, None)]
    assert [letter.to for letter in mail.outbox] == [["ada@example.org"]]
    link = re.search(r"http://testserver(/\S+)", mail.outbox[0].body).group(1)
    client.logout()
    page = client.get(link, follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": "stile-bramble-91", "password2": "stile-bramble-91"})
    assert client.login(request=None, email="ada@example.org", password="stile-bramble-91") is True
    spent = client.get(link)
    assert spent.context["token_fail"] is True


def test_somebody_known_already_is_given_the_role_and_told(signed, council):
    known = factories.a_user(factories.a_council("Weald"), email="ada@example.org")
    role = Role.objects.get(key="council-member", council=None)
    sent = {"name": "Another", "email": "ADA@example.org", "role": role.pk, "scope": "council"}
    response = signed.post(to("admin_person_add"), sent, follow=True)
    assert said(response) == ["We have written to ada@example.org."]
    assert mail.outbox[0].subject == "Ridgeway: You can sign in for Downland"
    assert "set your password" not in mail.outbox[0].body
    assert list(known.grants.values_list("council__name", flat=True).order_by("pk")) == ["Weald", "Downland"]
    known.refresh_from_db()
    assert known.name == "Tamsin Greenway"


def test_a_role_already_held_is_refused_in_a_sentence(signed, council, admin):
    role = Role.objects.get(key="administrator", council=None)
    sent = {"name": "Ada", "email": "admin@example.org", "role": role.pk, "scope": "council"}
    assert errors(signed.post(to("admin_person_add"), sent)) == {
        "__all__": ["Tamsin Greenway already holds System administrator there."]
    }


def test_nobody_gives_a_role_that_allows_more_than_they_hold(client, council):
    role = actions.add_role(council, name="Doorkeeper", permissions=["access.manage"], **factories.BY)
    user = factories.a_user(email="door@example.org")
    actions.grant(user, role, council=council, **factories.BY)
    sign_in(client, user)
    administrator = Role.objects.get(key="administrator", council=None)
    response = client.post(to("admin_person_role_add", person=user.pk), {"role": administrator.pk, "scope": "council"})
    assert errors(response) == {
        "role": ["You can only give a role if you hold all it allows over the whole council yourself."]
    }


def code_entered(client, *, ago=0):
    """As if a code of the second factor had been entered so many seconds ago."""
    session = client.session
    session[SECOND_FACTOR_AT] = int(clock.now().timestamp()) - ago
    session.save()


def a_second_factor(user):
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})


def test_an_administrator_appoints_somebody_else_to_an_office_after_a_code(signed, council, admin):
    a_second_factor(admin)
    user, role = factories.a_user(council, "link-manager"), Role.objects.get(key="director", council=None)
    page, sent = to("admin_person_role_add", person=user.pk), {"role": role.pk, "scope": "council"}
    assert signed.get(page).context["note"] == NOTE
    response = signed.post(page, sent)
    assert response.url == f"{reverse('mfa_reauthenticate')}?next={page.replace('/', '%2F')}"
    assert user.grants.count() == 1
    begun = signed.get(page).context["form"]
    assert (begun["role"].value(), begun["scope"].value()) == (str(role.pk), "council")
    code_entered(signed)
    response = signed.post(page, sent, follow=True)
    assert said(response) == ["Tamsin Greenway now holds Director of children's services."]
    assert last_entry() == ("865", "grant.office_given")
    assert "signs for an office" in response.content.decode()


def test_a_code_of_a_while_ago_is_not_enough(signed, council, admin):
    a_second_factor(admin)
    code_entered(signed, ago=LATELY_SECONDS)
    sent = {"name": "Ada", "email": "ada@example.org", "role": Role.objects.get(key="chief-executive").pk, "scope": "council"}  # fmt: skip
    assert signed.post(to("admin_person_add"), sent).url.startswith(reverse("mfa_reauthenticate"))
    assert User.objects.filter(email="ada@example.org").count() == 0
    code_entered(signed, ago=LATELY_SECONDS - 60)
    signed.post(to("admin_person_add"), sent)
    assert Grant.objects.get(user__email="ada@example.org").role.key == "chief-executive"


def test_nobody_appoints_themselves_to_an_office(signed, council, admin):
    code_entered(signed)
    own = "Nobody appoints themselves to sign for an office; another administrator can."
    sent = {"role": Role.objects.get(key="director").pk, "scope": "council"}
    assert errors(signed.post(to("admin_person_role_add", person=admin.pk), sent)) == {"__all__": [own]}
    person = {"name": "Another", "email": "ADMIN@example.org", **sent}
    assert errors(signed.post(to("admin_person_add"), person)) == {"__all__": [own]}
    role = actions.add_role(council, name="Archivist", permissions=["audit.view"], **factories.BY)
    held = actions.grant(admin, role, council=council, **factories.BY)
    deputy = {"name": "Archivist", "permissions": ["audit.view", "agency.sign_chief"]}
    assert errors(signed.post(to("admin_role", role="archivist"), deputy)) == {"__all__": [own]}
    actions.withdraw(held, **factories.BY)
    signed.post(to("admin_role", role="archivist"), deputy)
    role.refresh_from_db()
    assert role.permissions == ["agency.sign_chief", "audit.view"]
    assert errors(signed.post(to("admin_person_role_add", person=admin.pk), {**sent, "role": role.pk})) == {"__all__": [own]}  # fmt: skip


def test_nobody_is_appointed_by_a_role_that_is_changed_meanwhile_or_that_they_will_hold(council, admin):
    own, sign, by = "Nobody appoints themselves", ["audit.view", "agency.sign_chief"], {**factories.BY, "by": admin}
    role = actions.add_role(council, name="Archivist", permissions=["audit.view"], **factories.BY)
    read_before = Role.objects.get(pk=role.pk)
    actions.change_role(role, permissions=sign, **by)
    with pytest.raises(actions.CannotChangeOrganisation, match=own):
        actions.grant(admin, read_before, council=council, **by)
    later = actions.add_role(council, name="Later", permissions=["audit.view"], **factories.BY)
    begins = factories.AT.date() + dt.timedelta(days=1)
    actions.grant(admin, later, council=council, starts_on=begins, **factories.BY)
    with pytest.raises(actions.CannotChangeOrganisation, match=own):
        actions.change_role(later, permissions=sign, **by)


def test_who_may_not_appoint_is_refused_an_office(client, council):
    role = actions.add_role(council, name="Doorkeeper", permissions=["access.manage", "agency.view", "reports.build", "figures.view", "posts.view"], **factories.BY)  # fmt: skip
    user = factories.a_user(email="door@example.org")
    actions.grant(user, role, council=council, **factories.BY)
    code_entered(sign_in(client, user))
    other, chief = factories.a_user(council, "link-manager"), Role.objects.get(key="chief-executive")
    response = client.post(to("admin_person_role_add", person=other.pk), {"role": chief.pk, "scope": "council"})
    assert errors(response) == {
        "role": ["You can only give a role if you hold all it allows over the whole council yourself."]
    }


def test_a_role_is_given_and_withdrawn(signed, council):
    user = factories.a_user(council, "link-manager")
    held = user.grants.get()
    response = signed.post(to("admin_person_role_withdraw", person=user.pk, grant=held.pk), follow=True)
    held.refresh_from_db()
    assert said(response) == ["Link manager over Downland is withdrawn."]
    assert Grant.objects.on(response.wsgi_request.today).filter(user=user).count() == 0
    assert held.ends_on == response.wsgi_request.today
    assert last_entry() == ("865", "grant.withdrawn")


def test_a_role_given_and_withdrawn_on_one_day_leaves_nobody_behind(signed, council):
    person = {"name": "Teal Rushmere", "email": "teal@example.org", "role": Role.objects.get(key="link-manager").pk}
    signed.post(to("admin_person_add"), {**person, "scope": "council"})
    held = Grant.objects.get(user__email="teal@example.org")
    response = signed.post(to("admin_person_role_withdraw", person=held.user_id, grant=held.pk), follow=True)
    assert response.redirect_chain == [(to("admin_people"), 302)]
    assert said(response)[-1] == "Link manager over Downland is withdrawn."


def test_nobody_removes_their_own_last_administrator_role(signed, council, admin):
    factories.a_user(council, "administrator", email="other@example.org")
    held = admin.grants.get()
    response = signed.post(to("admin_person_role_withdraw", person=admin.pk, grant=held.pk), follow=True)
    assert said(response) == ["You cannot remove your own last administrator role; ask another administrator."]
    held.refresh_from_db()
    assert held.ends_on is None


def test_the_last_administrator_of_a_council_stays(council):
    admin = factories.a_user(council, "administrator")
    with pytest.raises(actions.CannotChangeOrganisation) as refused:
        actions.withdraw(admin.grants.get(), **factories.BY)
    assert str(refused.value) == "Nobody else can manage access in Downland; give somebody else such a role first."


def test_stopping_somebody_ends_their_roles_and_signs_them_out(signed, council, client):
    user = factories.a_user(council, "link-manager")
    other = sign_in(type(client)(), user)
    assert other.get(reverse("councils")).status_code == 200
    response = signed.post(to("admin_person_stop", person=user.pk), follow=True)
    user.refresh_from_db()
    assert said(response) == [f"{user} can no longer open anything of Downland."]
    assert user.is_active is False
    assert other.get(reverse("councils")).status_code == 302
    assert last_entry() == ("865", "user.deactivated")


def test_stopping_somebody_of_two_councils_leaves_the_other_alone(signed, council):
    user = factories.a_user(council, "link-manager")
    weald = factories.a_council("Weald")
    actions.grant(user, Role.objects.get(key="link-manager"), council=weald, **factories.BY)
    signed.post(to("admin_person_stop", person=user.pk))
    user.refresh_from_db()
    assert user.is_active is True
    assert [g.council for g in Grant.objects.filter(user=user, ends_on=None)] == [weald]


@pytest.mark.parametrize("name", ["admin_person_name", "admin_person_second_factor"])
def test_what_belongs_to_two_councils_is_not_changed_by_one(signed, council, name):
    user = factories.a_user(council, "link-manager")
    actions.grant(user, Role.objects.get(key="link-manager"), council=factories.a_council("Weald"), **factories.BY)
    response = signed.post(to(name, person=user.pk), {"name": "Mallory"}, follow=True)
    words = (
        "Tamsin Greenway signs in for another council as well, so only those who run this installation can change this."
    )
    told = response.context["form"].non_field_errors() if name == "admin_person_name" else said(response)
    assert list(told) == [words]
    user.refresh_from_db()
    assert user.name == "Tamsin Greenway"


def test_a_second_factor_is_reset_and_its_owner_signed_out(signed, council, client):
    user = factories.a_user(council, "link-manager")
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    other = sign_in(type(client)(), user)
    response = signed.post(to("admin_person_second_factor", person=user.pk), follow=True)
    assert said(response) == ["The second factor of Tamsin Greenway is reset."]
    assert Authenticator.objects.filter(user=user).count() == 0
    assert other.get(reverse("councils")).status_code == 302
    assert last_entry() == ("865", "user.second_factor_reset")


def test_the_link_is_sent_again(signed, council):
    user = factories.a_user(council, "link-manager", email="ada@example.org")
    response = signed.post(to("admin_person_link", person=user.pk), follow=True)
    assert said(response) == ["We have written to ada@example.org."]
    assert [letter.to for letter in mail.outbox] == [["ada@example.org"]]


# who may, and what it costs

PAGES = [
    "admin", "admin_council", "admin_service_add", "admin_team_add", "admin_roles", "admin_role_add",
    "admin_people", "admin_person_add",
]  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_administration_are_not_there_for_others(client, council, name):
    sign_in(client, factories.a_user(council, "head-of-service"))
    assert client.get(to(name)).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_another_council_are_not_there(signed, council, name):
    factories.a_council("Weald")
    assert signed.get(reverse(name, kwargs={"council": "weald"})).status_code == 404


@pytest.mark.parametrize("name", [*PAGES, "audit", "audit_check"])
def test_pages_open_for_the_administrator(signed, council, name):
    assert signed.get(to(name)).status_code == 200


def test_people_of_another_council_are_not_there(signed, council):
    stranger = factories.a_user(factories.a_council("Weald"), "link-manager")
    names = [
        "admin_person",
        "admin_person_name",
        "admin_person_stop",
        "admin_person_second_factor",
        "admin_person_link",
    ]
    assert [signed.get(to(name, person=stranger.pk)).status_code for name in names] == [404] * 5


def test_somebody_who_looks_after_access_alone_finds_the_way(client, council):
    role = actions.add_role(council, name="Doorkeeper", permissions=["access.manage"], **factories.BY)
    user = factories.a_user()
    actions.grant(user, role, council=council, **factories.BY)
    sign_in(client, user)
    assert client.get(to("admin")).context["may"] == {"council": False, "access": True}
    assert client.get(to("admin_people")).status_code == 200
    assert client.get(to("admin_roles")).status_code == 404


def grow_people(council):
    factories.a_user(council, "link-manager")


def grow_roles(council):
    number = Role.objects.filter(council=council).count()
    actions.add_role(council, name=f"Role {number}", permissions=["audit.view"], **factories.BY)


def grow_teams(council):
    service = council.services.first() or factories.a_service(council)
    factories.a_team(service)


@pytest.mark.parametrize(
    ("name", "grow", "queries"),
    [("admin_people", grow_people, 5), ("admin_roles", grow_roles, 4), ("admin", grow_teams, 5)],
)
def test_a_list_costs_the_same_at_one_row_and_at_three(signed, council, django_assert_num_queries, name, grow, queries):
    grow(council)
    signed.get(to(name))
    with django_assert_num_queries(queries):
        signed.get(to(name))
    grow(council)
    grow(council)
    with django_assert_num_queries(queries):
        signed.get(to(name))


def test_the_list_of_people_goes_on_where_it_stopped(signed, council, monkeypatch):
    monkeypatch.setattr("ridgeway.web.staff.administration_people.PAGE", 2)
    for _ in range(4):
        grow_people(council)
    seen, url = [], to("admin_people")
    while url:
        page = signed.get(url)
        seen += [user.pk for user, _ in page.context["lines"]]
        url = page.context["more"] and to("admin_people") + page.context["more"]
    assert seen == list(User.objects.order_by("name", "pk").values_list("pk", flat=True))


def test_the_councils_one_can_open(client, council):
    weald = factories.a_council("Weald")
    factories.a_council("Elsewhere")
    user = factories.a_user(council, "link-manager")
    actions.grant(user, Role.objects.get(key="link-manager"), council=weald, **factories.BY)
    sign_in(client, user)
    assert [found for found, _ in client.get(reverse("councils")).context["pages"]] == [council, weald]
