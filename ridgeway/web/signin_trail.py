"""What signing in leaves behind: marks in the session, entries in the audit trail. Connected in `apps.py`.

The sign-in library tells of what happens by signals; these are the only ones in the house.
"""

from allauth.account import signals as account
from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver

from ridgeway.domains.organisation import actions

from .signin import SECOND_FACTOR, SIGNED_IN_AT, mark_passed, moment, provider_asked


@receiver(user_logged_in)
def begin_session(sender, request, user, **kwargs) -> None:
    """The session knows when it began, for its limits."""
    request.session[SIGNED_IN_AT] = int(moment(request).timestamp())


@receiver(account.user_logged_in)
def note_sign_in(sender, request, user, **kwargs) -> None:
    by_council = "sociallogin" in kwargs
    if by_council and provider_asked(request, user):
        mark_passed(request, user)
    how = "council account" if by_council else "password"
    address = get_adapter(request).get_client_ip(request)
    actions.note("user.signed_in", user, by=user, at=moment(request), address=address, how=how)


@receiver(user_logged_out)
def note_sign_out(sender, request, user, **kwargs) -> None:
    if user is not None and request.session.get(SIGNED_IN_AT):
        actions.note("user.signed_out", user, by=user, at=moment(request))


@receiver(mfa.authenticator_used)
def pass_second_factor(sender, request, user, **kwargs) -> None:
    mark_passed(request, user)


@receiver(mfa.authenticator_added)
def note_second_factor(sender, request, user, authenticator, **kwargs) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        mark_passed(request, user)
        actions.note("user.second_factor_added", user, by=user, at=moment(request))


@receiver(mfa.authenticator_removed)
def note_second_factor_gone(sender, request, user, authenticator, **kwargs) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        request.session.pop(SECOND_FACTOR, None)
        actions.note("user.second_factor_removed", user, by=user, at=moment(request))


@receiver(mfa.authenticator_reset)
def note_recovery_codes(sender, request, user, **kwargs) -> None:
    actions.note("user.recovery_codes_made", user, by=user, at=moment(request))


@receiver(mfa.authentication_failed)
def note_wrong_code(sender, request, user, **kwargs) -> None:
    address = get_adapter(request).get_client_ip(request)
    actions.note("user.second_factor_failed", user, by=user, at=moment(request), address=address)


@receiver([account.password_changed, account.password_set])
def note_password_change(sender, request, user, **kwargs) -> None:
    actions.note("user.password_changed", user, by=user, at=moment(request))


@receiver(account.password_reset)
def note_password_reset(sender, request, user, **kwargs) -> None:
    """Whoever set a new password by e-mail is not kept waiting for what was guessed before."""
    key = user.email.lower()
    ratelimit.clear(request, app="allauth.account", action="login_failed", key=key)
    actions.note("user.password_reset", user, by=user, at=moment(request))
