"""Letters to people who were given access: a link to set a password, or word of a new role."""

import logging
import smtplib

from allauth.account.adapter import get_adapter
from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from ridgeway.domains.organisation.models import Council, User

log = logging.getLogger(__name__)


def send_welcome(request: HttpRequest, user: User, council: Council) -> bool:
    """Write to somebody with a link by which they set a password; says whether the letter went."""
    key = f"{user_pk_to_url_str(user)}-{PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)}"
    days = settings.PASSWORD_RESET_TIMEOUT // 86400
    return _send(
        request, "welcome", user, council, url=get_adapter(request).get_reset_password_from_key_url(key), days=days
    )


def send_notice(request: HttpRequest, user: User, council: Council) -> bool:
    """Write to somebody who can sign in already that they have a role; says whether the letter went."""
    url = request.build_absolute_uri(reverse("account_login"))
    return _send(request, "new_role", user, council, url=url)


def _send(request: HttpRequest, letter: str, user: User, council: Council, **more) -> bool:
    context = {"user": user, "council": council, "by": request.user, **more}
    try:
        get_adapter(request).send_mail(f"account/email/{letter}", user.email, context)
    except (OSError, smtplib.SMTPException):
        log.exception("A letter to %s could not be sent", user.email)
        return False
    return True
