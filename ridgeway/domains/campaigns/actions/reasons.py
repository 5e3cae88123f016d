"""Why a change is refused. A leaf."""

from decimal import Decimal

from ..choices import MoneySource


class CannotChangeCampaign(Exception):
    """Why a campaign or a part of it cannot be changed so; a sentence for the person who tried."""

    can_insist = False


def need(condition: object, sentence: str) -> None:
    """Refuse with a sentence unless the condition holds."""
    if not condition:
        raise CannotChangeCampaign(sentence)


def need_money(amount: Decimal | None, source: str, *, invoice: str | None = None, called: str = "cost") -> None:
    """Refuse an amount that is less than nothing, that nobody says the source of, or whose invoice has no number."""
    if amount is None:
        return
    need(amount >= 0, f"The {called} cannot be less than nothing.")
    need(source, f"Say how the {called} is known.")
    if invoice is not None:
        need(source != MoneySource.INVOICE or invoice.strip(), "Give the number of the invoice.")
