"""Private links in mails: an address that nobody guesses, made of a row's number and signed, so that nothing is stored for it.

A link is good as long as its row is there, and for one purpose alone.
"""

from django.core.signing import BadSignature, Signer

CONFIRM, STOP, CONSENT = "confirm an alert", "stop or renew an alert", "keep in touch"


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
