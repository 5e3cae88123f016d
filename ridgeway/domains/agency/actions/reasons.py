"""Why a change is refused. A leaf."""


class CannotChangeAgency(Exception):
    """Why an assignment, a supplier or a cap cannot be changed so; a sentence for the person who tried."""

    can_insist = False


def need(condition: object, sentence: str) -> None:
    """Refuse with a sentence unless the condition holds."""
    if not condition:
        raise CannotChangeAgency(sentence)
