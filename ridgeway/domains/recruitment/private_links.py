"""Private links in mails: an address that nobody guesses, made of a row's number and signed, so that nothing is stored for it.

A link is good as long as its row is there, and for one purpose alone.
"""

import re

from django.core.signing import BadSignature, Signer
from django.utils.crypto import constant_time_compare, salted_hmac

CONFIRM, STOP, CONSENT = "confirm an alert", "stop or renew an alert", "keep in touch"
INTERVIEW = "choose the time of an interview"


def token_of(purpose: str, pk: int) -> str:
    """The token of a row for a purpose, fit for an address."""
    return _signer(purpose).sign(str(pk))


def number_of(purpose: str, token: str) -> int | None:
    """The row's number; None where the token was not made for this purpose."""
    try:
        text = _signer(purpose).unsign(token)
    except BadSignature:
        return None
    return int(text) if text.isascii() and text.isdigit() else None


def _signer(purpose: str) -> Signer:
    return Signer(salt=f"ridgeway.recruitment.{purpose}", sep=".")


_INVITED = re.compile(r"i([1-9][0-9]{0,17})_([0-9a-f]{16})", re.ASCII)


def invited_token(pk: int) -> str:
    """What the link of an invitation carries as `via`, short enough for every page that carries it on."""
    return f"i{pk}_{_mark(pk)}"


def invited_number(token: str) -> int | None:
    """The enquiry that was invited; None where the token is another's, or made up."""
    match = _INVITED.fullmatch(token)
    return int(match[1]) if match and constant_time_compare(match[2], _mark(int(match[1]))) else None


def _mark(pk: int) -> str:
    return salted_hmac("ridgeway.recruitment.invited", str(pk), algorithm="sha256").hexdigest()[:16]
