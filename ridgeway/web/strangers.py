"""Forms that anybody may fill in: what keeps machines out without a puzzle, and without keeping who came.

A form built on `OpenForm` has a field that people do not see and machines fill in, and knows when it was shown: what is sent
within two seconds was not typed. `sent` also counts how often one address sends, as a hash under the day's salt. Whoever is
refused is told so, and finds what they typed where they left it: now and then it is a person.
"""

import datetime as dt
import ipaddress

from allauth.account.adapter import get_adapter
from django import forms
from django.core.cache import caches
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from .staff.tracked import salt_of

TRAP, SHOWN = "website", "shown"
QUICKEST, OLDEST = 2, 24 * 60 * 60  # seconds
LEAVE = _("Leave this empty")
UNSURE = _("We could not tell this from a machine's doing. Look at what you typed and send it once more.")
OLD = _("This page was open for more than a day. Look at what you typed and send it once more.")
OFTEN = _("Too much was sent from where you are. Try again in an hour, or ring us.")
_signer = Signer(salt="ridgeway.web.strangers")


class OpenForm(forms.Form):
    """A form for anybody. Its template writes `{{ form.traps }}` beside `{% csrf_token %}`.

    `at` is the moment of the request.
    """

    def __init__(self, data=None, *, at: dt.datetime, **options) -> None:
        super().__init__(data, **options)
        self.at = at

    @property
    def traps(self) -> SafeString:
        """What a machine falls into: a field nobody sees, and when the form was shown, signed."""
        return format_html(
            '<div class="govuk-visually-hidden" aria-hidden="true"><label>{} '
            '<input type="text" name="{}" value="" tabindex="-1" autocomplete="off"></label></div>'
            '<input type="hidden" name="{}" value="{}">',
            LEAVE, TRAP, SHOWN, _signer.sign(str(int(self.at.timestamp()))),
        )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        age = self._age()
        if self.data.get(TRAP) or age is None or age < QUICKEST:
            self.add_error(None, UNSURE)
        elif age > OLDEST:
            self.add_error(None, OLD)
        return cleaned

    def _age(self) -> float | None:
        """How long ago the form was shown, in seconds; None where nobody knows."""
        try:
            return self.at.timestamp() - int(_signer.unsign(self.data.get(SHOWN, "")))
        except (BadSignature, ValueError):
            return None


def sent(request: HttpRequest, form: OpenForm, what: str, *, most: int = 6, seconds: int = 3600) -> bool:
    """Whether a form was sent, is right, and its sender has not sent `what` more than `most` times lately."""
    if request.method != "POST" or not form.is_valid():
        return False
    if not within_limit(request, what, most=most, seconds=seconds):
        form.add_error(None, OFTEN)
        return False
    return True


def within_limit(request: HttpRequest, what: str, *, most: int, seconds: int) -> bool:
    """Count one more of `what` from where the request comes; whether that is still few enough.

    An address is known as a hash that expires; of an IPv6 address the first half, which is what one household has.
    """
    who = f"{what} {_place_of(get_adapter(request).get_client_ip(request))}"
    hashed = salted_hmac("ridgeway.strangers", who, secret=salt_of(request), algorithm="sha256").hexdigest()
    cache, key = caches["visits"], f"ridgeway:strangers:{hashed}"
    if cache.add(key, 1, timeout=seconds):
        return True
    try:
        return cache.incr(key) <= most
    except ValueError:  # it ran out between the two
        return True


def _place_of(address: str | None) -> str:
    try:
        read = ipaddress.ip_address(address or "")
    except ValueError:
        return ""
    return str(ipaddress.ip_network(f"{read}/64", strict=False)) if read.version == 6 else str(read)
