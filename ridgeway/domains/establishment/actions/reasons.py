"""Why a change is refused. A leaf."""

import datetime as dt


class CannotChangeEstablishment(Exception):
    """Why a post, a person or a holding cannot be changed so; a sentence for the person who tried.

    `can_insist` says that the same change is accepted from somebody who says that they mean it.
    """

    def __init__(self, sentence: str, *, can_insist: bool = False) -> None:
        super().__init__(sentence)
        self.can_insist = can_insist


def written(day: dt.date) -> str:
    """A day as it stands in a sentence: 31 March 2016."""
    return f"{day:%-d %B %Y}"


def need(condition: object, sentence: str) -> None:
    """Refuse with a sentence unless the condition holds."""
    if not condition:
        raise CannotChangeEstablishment(sentence)
