"""Why a change is refused. A leaf."""


class CannotChangePay(Exception):
    """Why something of pay cannot be changed so; a sentence for the person who tried."""

    can_insist = False


def need(condition: object, sentence: str) -> None:
    """Refuse with a sentence unless the condition holds."""
    if not condition:
        raise CannotChangePay(sentence)
