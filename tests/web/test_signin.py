"""Signing in: by password, with a second factor, by the council's account; and what stops people."""

import datetime as dt
import json
import re
import time
import urllib.parse

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from ridgeway.core import audit
from ridgeway.core.models import AuditEntry
from ridgeway.domains.organisation import actions
from ridgeway.domains.organisation.models import Role
from ridgeway.web.signin import MFAAdapter
from tests import factories, identity_provider
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

LOGIN, HOME = reverse("account_login"), reverse("councils")
ACTIVATE, CODE = reverse("mfa_activate_totp"), reverse("mfa_authenticate")
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NINE = dt.datetime(2016, 4, 1, 8, 0, tzinfo=dt.UTC)
WRONG = ["That e-mail address and password do not belong together. Check both and try again."]
TOO_MANY = ["There were too many attempts to sign in. Wait 15 minutes and try again."]


@pytest.fixture(autouse=True)
def clock():
    """The clock starts at nine and is moved on by hand; no count of failures is left from before."""
    cache.clear()
    with time_machine.travel(NINE, tick=False) as traveller:
        yield traveller


@pytest.fixture
def council():
    return factories.a_council("Downland", code="865")


@pytest.fixture
def user(council):
    return factories.a_user(council, "link-manager", email="ada@example.org")


@pytest.fixture
def admin(council):
    return factories.a_user(council, "administrator", email="admin@example.org")


def sign_in(client, email: str = "ada@example.org", password: str = PASSWORD, **kwargs):
    return client.post(LOGIN, {"login": email, "password": password}, **kwargs)


def refused(response) -> list[str]:
    return list(response.context["form"].non_field_errors())


def code_now(secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def with_totp(user):
    """Give somebody an authenticator; the adapter encrypts, as it does on the page."""
    TOTP.activate(user, SECRET)
    return user


def where(response) -> str:
    return response.headers["Location"]


def trail() -> list[str]:
    events = AuditEntry.objects.filter(chain="865", thing_type="organisation.user").order_by("sequence")
    return list(events.values_list("action", flat=True))


# password


def test_a_password_lets_in(client, user):
    response = sign_in(client)
    assert (response.status_code, where(response)) == (302, "/")
    assert client.get(HOME).status_code == 200
    assert trail() == ["user.signed_in"]
    entry = AuditEntry.objects.get(action="user.signed_in")
    assert (entry.actor, entry.after) == ("ada@example.org", {"address": "127.0.0.1", "how": "password"})


def test_the_address_may_be_written_in_any_case(client, user):
    assert sign_in(client, " ADA@Example.org ").status_code == 302


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, user):
    assert refused(sign_in(client, password="not it")) == WRONG
    assert refused(sign_in(client, email="nobody@example.org")) == WRONG
    assert trail() == ["user.sign_in_failed"]
    assert list(
        AuditEntry.objects.filter(chain=audit.INSTALLATION, thing="nobody@example.org").values_list("action")
    ) == [("user.sign_in_failed",)]


def test_who_may_not_sign_in_is_told_so_only_after_the_right_password(client, user):
    user.is_active = False
    user.save()
    assert refused(sign_in(client, password="not it")) == WRONG
    assert where(sign_in(client)) == reverse("account_inactive")
    assert client.get(HOME).status_code == 302


@pytest.mark.parametrize("address", ["signup/", "email/", "confirm-email/", "3rdparty/", "3rdparty/signup/"])
def test_nobody_signs_up_or_adds_an_address(client, user, address):
    assert client.get(f"/accounts/{address}").status_code == 404
    sign_in(client)
    assert client.post(f"/accounts/{address}", {"email": "new@example.org"}).status_code == 404


def test_signing_out_needs_a_push_of_a_button(client, user):
    sign_in(client)
    client.get(reverse("account_logout"))
    assert client.get(HOME).status_code == 200
    client.post(reverse("account_logout"))
    assert client.get(HOME).status_code == 302
    assert trail() == ["user.signed_in", "user.signed_out"]


def test_one_is_not_sent_to_another_host_after_signing_in(client, user):
    response = client.post(f"{LOGIN}?next=https://evil.example/", {"login": "ada@example.org", "password": PASSWORD})
    assert where(response) == "/"


# guessing


@pytest.fixture(params=["memory", "database"])
def counts(request, settings):
    """Where failures are counted: as in the other tests, and in the table of a real installation."""
    if request.param == "database":
        from django.core.management import call_command

        settings.CACHES = {
            **settings.CACHES,
            "default": {
                "BACKEND": "django.core.cache.backends.db.DatabaseCache",
                "LOCATION": "ridgeway_cache",
                "OPTIONS": {"MAX_ENTRIES": 200_000},
            },
        }
        call_command("createcachetable")


def test_guessing_is_locked_out_and_the_lock_opens_again(client, user, clock, counts):
    assert [refused(sign_in(client, password="not it")) for _ in range(5)] == [WRONG] * 5
    assert refused(sign_in(client)) == TOO_MANY
    assert refused(sign_in(client)) == TOO_MANY
    assert trail() == ["user.sign_in_failed"] * 5 + ["user.locked_out"]
    clock.shift(dt.timedelta(minutes=14))
    assert refused(sign_in(client)) == TOO_MANY
    clock.shift(dt.timedelta(minutes=2))
    assert sign_in(client).status_code == 302


def test_an_unknown_address_is_locked_out_alike(client, user):
    assert [refused(sign_in(client, "nobody@example.org")) for _ in range(6)] == [WRONG] * 5 + [TOO_MANY]


def test_the_lock_is_not_picked_by_another_spelling_or_host_or_by_signing_in_between(client, user):
    factories.a_user(email="other@example.org")
    for number, email in enumerate(["ada@example.org", "ADA@example.org", " ada@example.org ", "Ada@Example.Org"]):
        assert refused(sign_in(client, email, "not it", headers={"host": f"testserver:{8000 + number}"})) == WRONG
    sign_in(type(client)(), "other@example.org")
    assert refused(sign_in(client, password="not it", headers={"host": "testserver:9000"})) == WRONG
    assert refused(sign_in(client, password="not it", headers={"host": "testserver:9001"})) == TOO_MANY


def test_one_place_cannot_try_many_addresses(client, user):
    answers = [refused(sign_in(client, f"user{number}@example.net"))[0] for number in range(21)]
    assert answers == WRONG * 20 + TOO_MANY
    assert refused(sign_in(client)) == TOO_MANY
    elsewhere = client.post(LOGIN, {"login": "ada@example.org", "password": PASSWORD}, REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 302


def test_a_new_password_by_e_mail_opens_the_lock(client, user):
    for _ in range(6):
        sign_in(client, password="not it")
    set_password_by_mail(client, "stile-bramble-91")
    assert sign_in(client, password="stile-bramble-91").status_code == 302


# setting a password


def set_password_by_mail(client, password: str) -> None:
    client.post(reverse("account_reset_password"), {"email": "ada@example.org"})
    link = re.search(r"http://testserver(/\S+)", mail.outbox[-1].body).group(1)
    form = where(client.get(link))
    client.post(form, {"password1": password, "password2": password})


def test_a_password_is_set_by_e_mail(client, user):
    sign_in(client)
    elsewhere = type(client)()
    set_password_by_mail(elsewhere, "stile-bramble-91")
    assert client.get(HOME).status_code == 302
    assert refused(sign_in(elsewhere)) == WRONG
    assert sign_in(elsewhere, password="stile-bramble-91").status_code == 302
    assert trail() == ["user.signed_in", "user.password_reset", "user.sign_in_failed", "user.signed_in"]


def test_asking_for_a_password_does_not_tell_who_is_known(client, user):
    known = client.post(reverse("account_reset_password"), {"email": "ada@example.org"}, follow=True)
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert known.content == unknown.content
    assert [letter.to for letter in mail.outbox] == [["ada@example.org"], ["nobody@example.org"]]
    assert "http" not in mail.outbox[1].body


def test_a_password_easy_to_guess_is_refused(client, user):
    sign_in(client)
    sent = {"oldpassword": PASSWORD, "password1": "password1234", "password2": "password1234"}
    response = client.post(reverse("account_change_password"), sent)
    assert list(response.context["form"].errors) == ["password1"]


def test_changing_a_password_ends_other_sessions_and_keeps_this_one(client, user):
    other = type(client)()
    sign_in(client)
    sign_in(other)
    new = {"oldpassword": PASSWORD, "password1": "stile-bramble-91", "password2": "stile-bramble-91"}
    client.post(reverse("account_change_password"), new)
    assert client.get(HOME).status_code == 200
    assert other.get(HOME).status_code == 302
    assert trail() == ["user.signed_in", "user.signed_in", "user.password_changed"]
    assert mail.outbox[-1].subject == "Ridgeway: Your password was changed"


# sessions


def test_an_idle_session_ends(client, user, clock, settings):
    sign_in(client)
    clock.shift(dt.timedelta(minutes=59))
    assert client.get(HOME).status_code == 200
    clock.shift(dt.timedelta(minutes=59))
    assert client.get(HOME).status_code == 200
    clock.shift(dt.timedelta(minutes=60))
    response = client.get(HOME, follow=True)
    assert response.redirect_chain == [(f"{LOGIN}?next=/councils/", 302)]
    assert [str(m) for m in response.context["messages"]] == [
        "You were signed out because you were away for a while. Sign in again to go on."
    ]
    assert trail() == ["user.signed_in", "user.signed_out"]


def test_no_session_outlives_the_working_day(client, user, clock):
    sign_in(client)
    answers = []
    for _ in range(24):
        clock.shift(dt.timedelta(minutes=30))
        answers.append(client.get(HOME).status_code)
    assert answers == [200] * 23 + [302]


def test_when_somebody_was_last_seen_is_written_every_five_minutes(client, user, clock, django_assert_num_queries):
    sign_in(client)
    with django_assert_num_queries(4):  # session, user, grants, councils
        client.get(HOME)
    clock.shift(dt.timedelta(minutes=5))
    with django_assert_num_queries(7):  # and the session, in a transaction
        client.get(HOME)
    clock.shift(dt.timedelta(minutes=4))
    with django_assert_num_queries(4):
        client.get(HOME)


def test_a_part_of_a_page_asked_for_by_htmx_sends_the_whole_page_to_sign_in(client, user, clock):
    sign_in(client)
    clock.shift(dt.timedelta(minutes=61))
    response = client.get(HOME, headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["HX-Redirect"]) == (200, LOGIN)


# the second factor


def test_a_role_that_needs_a_second_factor_opens_nothing_without_one(client, admin, council):
    sign_in(client, "admin@example.org")
    assert where(client.get(HOME)) == f"{ACTIVATE}?next=/councils/"
    assert where(client.get("/c/downland/admin/")) == f"{ACTIVATE}?next=/c/downland/admin/"
    assert where(client.post("/c/downland/admin/council/", {})) == ACTIVATE
    assert where(client.get(reverse("account_change_password"))) == f"{ACTIVATE}?next=/accounts/password/change/"
    assert client.get(ACTIVATE).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_setting_it_up_lets_in_and_shows_the_recovery_codes(client, admin):
    sign_in(client, "admin@example.org")
    secret = client.get(ACTIVATE).context["form"].secret
    assert client.post(ACTIVATE, {"code": "000000"}).context["form"].errors == {
        "code": ["That code is not right. Codes change every 30 seconds: enter the one that shows now."]
    }
    assert where(client.post(ACTIVATE, {"code": code_now(secret)})) == reverse("mfa_view_recovery_codes")
    response = client.get(reverse("mfa_view_recovery_codes"))
    assert len(response.context["unused_codes"]) == 10
    assert client.get(HOME).status_code == 200
    assert trail() == ["user.signed_in", "user.second_factor_added"]


def test_its_secrets_are_not_readable_in_the_database(client, admin, settings):
    sign_in(client, "admin@example.org")
    secret = client.get(ACTIVATE).context["form"].secret
    client.post(ACTIVATE, {"code": code_now(secret)})
    stored = json.dumps([entry.data for entry in Authenticator.objects.all()])
    totp = Authenticator.objects.get(type="totp")
    assert secret not in stored
    assert totp.data["secret"] != secret
    assert MFAAdapter().decrypt(totp.data["secret"]) == secret
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert MFAAdapter().decrypt(totp.data["secret"]) == secret


def test_a_code_is_asked_for_after_the_password(client, admin):
    with_totp(admin)
    assert where(sign_in(client, "admin@example.org")) == CODE
    assert where(client.get(HOME)) == f"{LOGIN}?next=/councils/"
    assert where(client.post(CODE, {"code": code_now()})) == "/"
    assert client.get(HOME).status_code == 200


def test_a_code_works_once(client, admin, clock):
    with_totp(admin)
    sign_in(client, "admin@example.org")
    code = code_now()
    client.post(CODE, {"code": code})
    other = type(client)()
    sign_in(other, "admin@example.org")
    for spelling in (code, f"{code[:3]} {code[3:]}"):
        assert other.post(CODE, {"code": spelling}).status_code == 200
    clock.shift(dt.timedelta(seconds=45))
    assert other.post(CODE, {"code": code}).status_code == 200
    assert other.get(HOME).status_code == 302
    assert where(other.post(CODE, {"code": code_now()})) == "/"


def test_a_code_is_good_for_half_a_minute_either_way(client, admin, clock):
    with_totp(admin)
    code = code_now()
    sign_in(client, "admin@example.org")
    clock.shift(dt.timedelta(seconds=75))
    assert client.post(CODE, {"code": code}).status_code == 200
    clock.shift(dt.timedelta(seconds=-30))
    assert where(client.post(CODE, {"code": code})) == "/"


def test_a_recovery_code_works_once(client, admin):
    with_totp(admin)
    code = RecoveryCodes.activate(admin).get_unused_codes()[0]
    sign_in(client, "admin@example.org")
    assert where(client.post(CODE, {"code": code})) == "/"
    other = type(client)()
    sign_in(other, "admin@example.org")
    assert other.post(CODE, {"code": code}).status_code == 200


def test_guessing_codes_is_locked_out(client, admin):
    with_totp(admin)
    sign_in(client, "admin@example.org")
    wrong = [client.post(CODE, {"code": "000000"}).context["form"].errors["code"] for _ in range(6)]
    assert wrong[-1] == TOO_MANY
    assert client.post(CODE, {"code": code_now()}).context["form"].errors["code"] == TOO_MANY
    assert trail().count("user.second_factor_failed") == 5


def test_who_signed_in_before_it_was_needed_is_stopped_at_the_next_page(client, user, council):
    sign_in(client)
    assert client.get(HOME).status_code == 200
    actions.change_council(council, requires_second_factor=True, **factories.BY)
    assert where(client.get(HOME)) == f"{ACTIVATE}?next=/councils/"


def test_who_has_one_but_did_not_use_it_in_this_session_enters_a_code(client, user, council):
    sign_in(client)
    with_totp(user)
    assert client.get(HOME).status_code == 200
    actions.change_council(council, requires_second_factor=True, **factories.BY)
    confirm = reverse("mfa_reauthenticate")
    assert where(client.get(HOME)) == f"{confirm}?next=/councils/"
    assert where(client.post(f"{confirm}?next=/councils/", {"code": code_now()})) == "/councils/"
    assert client.get(HOME).status_code == 200


def test_a_role_withdrawn_or_given_changes_what_is_asked_at_once(client, user, council):
    sign_in(client)
    administrator = Role.objects.get(key="administrator")
    held = actions.grant(user, administrator, council=council, **factories.BY)
    factories.a_user(council, "administrator")
    assert client.get(HOME).status_code == 302
    actions.withdraw(held, **factories.BY)
    assert client.get(HOME).status_code == 200


def test_who_needs_it_cannot_turn_it_off(client, admin):
    with_totp(admin)
    sign_in(client, "admin@example.org")
    client.post(CODE, {"code": code_now()})
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=admin, type="totp").count() == 1


def test_who_does_not_need_it_can_turn_it_off(client, user):
    with_totp(user)
    sign_in(client)
    client.post(CODE, {"code": code_now()})
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=user).count() == 0
    assert trail() == ["user.signed_in", "user.second_factor_removed"]


def test_a_mark_in_the_session_counts_for_its_owner_alone(client, admin, user):
    client.force_login(admin)
    session = client.session
    session["second_factor_passed_by"] = str(user.pk)
    session.save()
    assert client.get(HOME).status_code == 302


def test_the_second_factor_costs_no_query(client, user, admin, django_assert_num_queries):
    with_totp(admin)
    other = type(client)()
    sign_in(client)
    sign_in(other, "admin@example.org")
    other.post(CODE, {"code": code_now()})
    for signed in (client, other):
        with django_assert_num_queries(4):  # session, user, grants, councils
            signed.get(HOME)


def test_setting_it_up_after_a_password_by_e_mail_is_not_stopped_by_an_unconfirmed_address(client, user, council):
    actions.change_council(council, requires_second_factor=True, **factories.BY)
    set_password_by_mail(client, "stile-bramble-91")
    sign_in(client, password="stile-bramble-91")
    assert client.get(ACTIVATE).status_code == 200


# the council's own account


@pytest.fixture
def provider(settings):
    with identity_provider.running() as running:
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {
                "APPS": [
                    {
                        "provider_id": "council",
                        "name": "Downland account",
                        "client_id": identity_provider.CLIENT,
                        "secret": "s",
                        "settings": {"server_url": running.issuer, "oauth_pkce_enabled": True, "verified_email": []},
                    }
                ]
            }
        }
        yield running


def by_council(client, provider, process: str = "login"):
    """Go to the provider and back, as a browser would."""
    there = where(client.post(f"/accounts/oidc/council/login/?process={process}"))
    back = urllib.parse.urlsplit(provider.answer(there))
    return client.get(f"{back.path}?{back.query}")


def test_somebody_known_signs_in_by_the_councils_account(client, user, provider):
    provider.says(sub="1", email="Ada@example.org", email_verified=True)
    assert where(by_council(client, provider)) == "/"
    assert client.get(HOME).status_code == 200
    client.post(reverse("account_logout"))
    provider.says(sub="1", email="ada.married@example.org", email_verified=True)
    assert where(by_council(client, provider)) == "/"
    assert sign_in(type(client)()).status_code == 302
    assert trail() == [
        "user.council_account_connected", "user.signed_in", "user.signed_out", "user.signed_in", "user.signed_in",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"email": "nobody@example.org", "email_verified": True}, "unknown"),
        ({"email": "ada@example.org", "email_verified": False}, "unverified"),
        ({"email": "ada@example.org", "email_verified": "false"}, "unverified"),
        ({"email": "ada@example.org"}, "unverified"),
        ({}, "unverified"),
    ],
)
def test_others_are_refused_in_a_sentence_and_not_added(client, user, provider, claims, reason):
    provider.says(sub="2", **claims)
    response = by_council(client, provider)
    assert (response.status_code, response.context["reason"]) == (403, reason)
    assert client.get(HOME).status_code == 302
    assert type(user).objects.count() == 1


def test_an_account_cannot_be_connected_to_whoever_is_signed_in(client, user, provider):
    sign_in(client)
    provider.says(sub="3", email="mallory@example.org", email_verified=True)
    response = by_council(client, provider, process="connect")
    assert (response.status_code, response.context["reason"]) == (403, "connect")


def test_who_may_no_longer_sign_in_is_stopped_here_too(client, user, provider):
    user.is_active = False
    user.save()
    provider.says(sub="1", email="ada@example.org", email_verified=True)
    assert where(by_council(client, provider)) == reverse("account_inactive")


def test_the_second_factor_is_asked_for_after_the_councils_account(client, admin, provider):
    with_totp(admin)
    provider.says(sub="4", email="admin@example.org", email_verified=True)
    assert where(by_council(client, provider)) == CODE
    assert client.get(HOME).status_code == 302


def test_unless_the_council_says_that_its_sign_in_asked_for_one(client, admin, provider, settings):
    settings.OIDC_PROVIDES_SECOND_FACTOR = True
    provider.says(sub="4", email="admin@example.org", email_verified=True)
    assert where(by_council(client, provider)) == "/"
    assert client.get(HOME).status_code == 200
    other = type(client)()
    sign_in(other, "admin@example.org")
    assert where(other.get(HOME)) == f"{ACTIVATE}?next=/councils/"


def test_a_provider_that_fails_is_told_in_a_sentence(client, user, provider):
    client.post("/accounts/oidc/council/login/?process=login")
    response = client.get("/accounts/oidc/council/login/callback/?error=server_error&state=none")
    assert response.status_code == 403
    assert response.context["reason"] == "failed"
