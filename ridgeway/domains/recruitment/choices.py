"""What can be said of an enquiry. A leaf."""

from django.db.models import TextChoices


class Way(TextChoices):
    """How an enquiry came."""

    CALL = "call", "Telephone call"
    EMAIL = "email", "E-mail"
    FORM = "form", "Web form"
    EVENT = "event", "At an event"
    VISIT = "visit", "Visit"
    LETTER = "letter", "Letter"


class Source(TextChoices):
    """How the person heard of us. Which site, paper or event stands beside it in words."""

    SITE = "site", "Careers site"
    BOARD = "board", "Job board"
    SEARCH = "search", "Search engine"
    SOCIAL = "social", "Social media"
    PRINT = "print", "Newspaper or magazine"
    EVENT = "event", "Fair or event"
    COFFEE = "coffee", "Coffee morning"
    WORD = "word", "Word of mouth"
    AGENCY = "agency", "Agency"
    STAFF = "staff", "Works here or did"
    OTHER = "other", "Another way"
    UNASKED = "unasked", "Not asked"


class Outcome(TextChoices):
    """How an enquiry ended."""

    APPLIED = "applied", "Applied"
    PROGRAMME = "programme", "Joined a programme"
    NOT_NOW = "not_now", "Not now"
    NOT_ELIGIBLE = "not_eligible", "Not eligible"
    NO_ANSWER = "no_answer", "Could not be reached"
    DUPLICATE = "duplicate", "The same as another"


class Placed(TextChoices):
    """Of somebody who joined a programme: whether a place has been found for them."""

    PLACED = "placed", "Placed"
    TO_PLACE = "to_place", "To be placed"


class CallKind(TextChoices):
    CALL = "call", "Call"
    MESSAGE = "message", "Text message"
    EMAIL = "email", "E-mail"


class CallResult(TextChoices):
    """What came of an attempt. The first two answer the enquiry."""

    SPOKE = "spoke", "Spoke"
    MESSAGE = "message", "Left a message"
    NO_ANSWER = "no_answer", "No answer"
    WRONG = "wrong", "Wrong number"


ANSWERS = frozenset({CallResult.SPOKE, CallResult.MESSAGE})
# the outcomes somebody chooses when they close an enquiry; a duplicate is merged
CLOSING = [choice for choice in Outcome.choices if choice[0] != Outcome.DUPLICATE]
