"""How people sign in: the library's flows, with the house's rules laid over them.

By e-mail address and password, or by the council's own account (OpenID Connect); a second factor where one is set up. Nobody
signs up: people are added by an administrator.
"""

import base64
import hashlib
import logging
import smtplib
import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage as SecondFactorStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base.constants import AuthProcess
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.shortcuts import render

from ridgeway.core import clock
from ridgeway.domains.organisation import actions
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.models import User

log = logging.getLogger(__name__)

SIGNED_IN_AT = "signed_in_at"
SECOND_FACTOR = "second_factor_passed_by"
SECOND_FACTOR_AT = "second_factor_passed_at"
LATELY_SECONDS = 10 * 60  # in which a code that was entered counts for what only a recent one allows
FRESH_SECONDS = 300
LOCKED_SECONDS = 15 * 60  # as long as the limit on failures for one address, in settings


def moment(request):
    """The moment of a request, also of one that did not pass the middleware."""
    return getattr(request, "at", None) or clock.now()


def has_passed(request) -> bool:
    """Whether the person of this session has shown a second factor in it."""
    return request.session.get(SECOND_FACTOR) == str(request.user.pk)


def mark_passed(request, user) -> None:
    """Remember in the session that this person has shown a second factor in it."""
    request.session[SECOND_FACTOR] = str(user.pk)
    request.session[SECOND_FACTOR_AT] = int(moment(request).timestamp())


def passed_lately(request) -> bool:
    """Whether the person of this session has shown a second factor in it within the last ten minutes."""
    since = moment(request).timestamp() - request.session.get(SECOND_FACTOR_AT, 0)
    return has_passed(request) and since < LATELY_SECONDS


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in by e-mail address and password."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "That e-mail address and password do not belong together. Check both and try again.",
        "too_many_login_attempts": "There were too many attempts to sign in. Wait 15 minutes and try again.",
        "incorrect_code": "That code is not right. Codes change every 30 seconds: enter the one that shows now.",
        "incorrect_password": "That password is not right.",
        "rate_limited": "There were too many requests. Wait a few minutes and try again.",
        "account_inactive": "You can no longer sign in here. Ask the person who looks after Ridgeway at your council.",
    }

    def is_open_for_signup(self, request) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        ours = f"{__name__}.{SecondFactorUnlessProvided.__name__}"
        theirs = "allauth.mfa.stages.AuthenticateStage"
        return [ours if stage == theirs else stage for stage in super().get_login_stages()]

    def _get_login_attempts_cache_key(self, request, **credentials) -> str:
        """Failures are counted by address alone: the name of the host comes from the caller, port and all."""
        return credentials.get("email", "").strip().lower()

    def pre_authenticate(self, request, **credentials) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            self._note_lock_out(request, credentials.get("email", ""))
            raise

    def authentication_failed(self, request, **credentials) -> None:
        email = credentials.get("email", "")
        actions.note("user.sign_in_failed", _known(email), by=email, at=moment(request), address=self._address(request))

    def _note_lock_out(self, request, email: str) -> None:
        """Once for each time somebody is locked out, however often they knock."""
        key = hashlib.sha256(f"{email.lower()} {self._address(request)}".encode()).hexdigest()
        if cache.add(f"ridgeway:locked-out:{key}", True, timeout=LOCKED_SECONDS):
            actions.note("user.locked_out", _known(email), by=email, at=moment(request), address=self._address(request))

    def _address(self, request) -> str:
        return self.get_client_ip(request)

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Whoever signed in a moment ago is not asked for the password again to set up a second factor."""
        session = context.request.session
        if time.time() - session.get(SIGNED_IN_AT, 0) < FRESH_SECONDS:
            return False
        return super().is_reauthentication_required(app=app)

    def send_notification_mail(self, *args, **kwargs) -> None:
        """A notice that cannot be sent does not stop what it tells of."""
        try:
            super().send_notification_mail(*args, **kwargs)
        except (OSError, smtplib.SMTPException):
            log.exception("A notice by e-mail could not be sent")


def _known(email: str) -> User | str:
    return User.objects.filter(email__iexact=email).first() or email


class SecondFactorUnlessProvided(SecondFactorStage):
    """Asks for the second factor, except of somebody whose own council's sign-in has asked for one already."""

    def _should_handle(self, request) -> bool:
        return super()._should_handle(request) and not provider_asked(request, self.login.user)


def provider_asked(request, user) -> bool:
    """Whether this session began at a provider that is configured to ask for a second factor itself."""
    from allauth.account.internal.flows.login import get_authentication_records

    records = get_authentication_records(request, user)
    return settings.OIDC_PROVIDES_SECOND_FACTOR and bool(records) and records[-1]["method"] == "socialaccount"


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Sign-in by the council's own account: only people who were added here, found by an address the provider vouches for."""

    def is_open_for_signup(self, request, sociallogin) -> bool:
        return False

    def pre_social_login(self, request, sociallogin) -> None:
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            raise ImmediateHttpResponse(_refused(request, "connect"))
        if sociallogin.is_existing:
            return
        emails = [a.email for a in sociallogin.email_addresses if a.verified in (True, "true")]
        user = User.objects.filter(email__in=[email.lower() for email in emails]).first()
        if user is None:
            raise ImmediateHttpResponse(_refused(request, "unknown" if emails else "unverified"))
        sociallogin.connect(request, user)
        actions.note("user.council_account_connected", user, by=user, at=moment(request))

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None) -> None:
        log.warning("Sign-in by the council's account failed: %s %s", error, exception)
        raise ImmediateHttpResponse(_refused(request, "failed"))


def _refused(request, reason: str):
    return render(request, "account/council_account_refused.html", {"reason": reason}, status=403)


class MFAAdapter(DefaultMFAAdapter):
    """The second factor: its secrets are encrypted in the database, and who must have one cannot take it away."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_delete_authenticator": "Your role needs a second factor, so it cannot be turned off.",
    }

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _fernet().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not access_of(authenticator.user).needs_second_factor


def _fernet() -> MultiFernet:
    """Keys derived from SECRET_KEY; those it replaced (SECRET_KEY_FALLBACKS) still open what they closed."""
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    digests = [hashlib.sha256(b"ridgeway second factor " + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
