"""What can be said of an enquiry, of an advert, and of a request to recruit. A leaf."""

from django.db.models import TextChoices
from django.utils.translation import gettext_noop as _  # said in a council's language on a candidate's page


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

    SITE = "site", _("Careers site")
    BOARD = "board", _("Job board")
    SEARCH = "search", _("Search engine")
    SOCIAL = "social", _("Social media")
    PRINT = "print", _("Newspaper or magazine")
    EVENT = "event", _("Fair or event")
    COFFEE = "coffee", _("Coffee morning")
    WORD = "word", _("Word of mouth")
    AGENCY = "agency", _("Agency")
    STAFF = "staff", _("Works here or did")
    OTHER = "other", _("Another way")
    UNASKED = "unasked", _("Not asked")


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


class Pattern(TextChoices):
    """How much of the week an advert offers."""

    FULL_TIME = "full_time", "Full time"
    PART_TIME = "part_time", "Part time"
    EITHER = "either", "Full time or part time"
    JOB_SHARE = "job_share", "Full time, part time or a job share"


# what somebody looking asks for: the patterns that offer it
OFFERS_PATTERN: dict[str, frozenset[str]] = {
    Pattern.FULL_TIME: frozenset({Pattern.FULL_TIME, Pattern.EITHER, Pattern.JOB_SHARE}),
    Pattern.PART_TIME: frozenset({Pattern.PART_TIME, Pattern.EITHER, Pattern.JOB_SHARE}),
    Pattern.JOB_SHARE: frozenset({Pattern.JOB_SHARE}),
}


class ContractKind(TextChoices):
    PERMANENT = "permanent", "Permanent"
    FIXED_TERM = "fixed_term", "Fixed term"
    SECONDMENT = "secondment", "Secondment"
    RELIEF = "relief", "As and when needed"


class CriterionKind(TextChoices):
    ESSENTIAL = "essential", "Essential"
    DESIRABLE = "desirable", "Desirable"


class AdvertOutcome(TextChoices):
    """What came of an advert."""

    FILLED = "filled", "Filled"
    PARTLY = "partly", "Partly filled"
    NOT_FILLED = "not_filled", "Not filled"


class NotFilledWhy(TextChoices):
    """Why an advert, or part of it, was not filled."""

    NO_APPLICATIONS = "no_applications", "Nobody applied"
    NOBODY_SUITABLE = "nobody_suitable", "Nobody met what was asked for"
    WITHDREW = "withdrew", "Those wanted withdrew or declined"
    NO_LONGER = "no_longer", "The post is no longer to be filled"
    OTHER = "other", "Another reason"


class ExtendWhy(TextChoices):
    """Why an advert runs longer."""

    NO_APPLICATIONS = "no_applications", "Nobody has applied"
    TOO_FEW = "too_few", "Too few have applied"
    NOT_FOUND = "not_found", "The right person was not found"
    OTHER = "other", "Another reason"


class ChangeKind(TextChoices):
    """What happened to an advert after it was published."""

    WORDS = "words", "Changed"
    EXTENDED = "extended", "Closing day moved"
    CLOSED_EARLY = "closed_early", "Closed early"


class RequestWhy(TextChoices):
    """Why somebody asks to recruit."""

    LEAVER = "leaver", "Somebody left or leaves"
    NEW_POST = "new_post", "The post is new"
    AGENCY = "agency", "To end agency cover"
    HOURS = "hours", "Hours that nobody holds"
    OTHER = "other", "Another reason"


class EqualityStage(TextChoices):
    """How far somebody came, as the equality counts know it."""

    BEGUN = "begun", "Begun"
    SENT = "sent", "Applied"
    SHORTLISTED = "shortlisted", "Shortlisted"
    INTERVIEW = "interview", "Interviewed"
    OFFERED = "offered", "Offered"
    STARTED = "started", "Started"


class CheckKind(TextChoices):
    """What is checked before somebody starts."""

    IDENTITY = "identity", _("Identity")
    RIGHT_TO_WORK = "right_to_work", _("Right to work")
    DBS = "dbs", _("Enhanced DBS with children's barred list")
    REGISTER = "register", _("Social Work England register")
    QUALIFICATIONS = "qualifications", _("Qualifications")
    OVERSEAS = "overseas", _("Overseas checks")
    HEALTH = "health", _("Fitness for the work")
    ONLINE = "online", _("Online search")


class CheckState(TextChoices):
    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    NOT_NEEDED = "not_needed", _("Not needed")
    CONCERN = "concern", _("Something to talk about")


class Turn(TextChoices):
    """Whose turn it is."""

    CANDIDATE = "candidate", "The candidate"
    COUNCIL = "council", "The council"
    OTHER = "other", "Somebody else"


class DocumentKind(TextChoices):
    CV = "cv", _("CV")
    CERTIFICATE = "certificate", _("Certificate")


class Scan(TextChoices):
    """Whether a file was looked at by the virus scanner. An infected file is not kept."""

    CLEAN = "clean", _("Scanned, nothing found")
    NOT_SCANNED = "not_scanned", _("Not scanned")


class Sex(TextChoices):
    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    UNSAID = "unsaid", _("Prefer not to say")


class AgeBand(TextChoices):
    UNDER_25 = "under_25", _("Under 25")
    TO_34 = "25_34", _("25 to 34")
    TO_44 = "35_44", _("35 to 44")
    TO_54 = "45_54", _("45 to 54")
    OVER_55 = "over_55", _("55 or over")
    UNSAID = "unsaid", _("Prefer not to say")


class YesNoUnsaid(TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNSAID = "unsaid", _("Prefer not to say")


class Ethnicity(TextChoices):
    """The five groups of the census of England and Wales."""

    ASIAN = "asian", _("Asian or Asian British")
    BLACK = "black", _("Black, Black British, Caribbean or African")
    MIXED = "mixed", _("Mixed or multiple ethnic groups")
    WHITE = "white", _("White")
    OTHER = "other", _("Another ethnic group")
    UNSAID = "unsaid", _("Prefer not to say")


class Orientation(TextChoices):
    STRAIGHT = "straight", _("Straight or heterosexual")
    GAY = "gay", _("Gay or lesbian")
    BISEXUAL = "bisexual", _("Bisexual")
    OTHER = "other", _("Another")
    UNSAID = "unsaid", _("Prefer not to say")


class Religion(TextChoices):
    NONE = "none", _("No religion")
    BUDDHIST = "buddhist", _("Buddhist")
    CHRISTIAN = "christian", _("Christian")
    HINDU = "hindu", _("Hindu")
    JEWISH = "jewish", _("Jewish")
    MUSLIM = "muslim", _("Muslim")
    SIKH = "sikh", _("Sikh")
    OTHER = "other", _("Another religion")
    UNSAID = "unsaid", _("Prefer not to say")


# the equality questions, by their keys
EQUALITY: dict[str, type[TextChoices]] = {
    "sex": Sex,
    "age": AgeBand,
    "ethnicity": Ethnicity,
    "disability": YesNoUnsaid,
    "orientation": Orientation,
    "religion": Religion,
}


class HowOften(TextChoices):
    """How often somebody wants to be told of new jobs."""

    DAILY = "daily", "Each day that there is one"
    WEEKLY = "weekly", "Once a week, on Mondays"


class LookedAt(TextChoices):
    """What of an application somebody looked at."""

    UNNAMED = "unnamed", _("The answers, without the name")
    NAMED = "named", _("The application")
    REFERENCE = "reference", _("A reference")
    DISCLOSURE = "disclosure", _("The self-disclosure")
    FILE = "file", _("A file")


class NotTakenWhy(TextChoices):
    """Why somebody is not shortlisted or not appointed. The candidate is told in words, which begin with those in `stages`."""

    NOT_REGISTERED = "not_registered", "Not registered"
    CRITERIA = "criteria", "Others met more of what is asked for"
    INTERVIEW = "interview", "Others were stronger at interview"
    RIGHT_TO_WORK = "right_to_work", "No right to work here"
    CHECKS = "checks", "A check or reference"
    WITHDRAWN_POST = "withdrawn_post", "The post is not filled after all"
    OTHER = "other", "Another reason"


class Scale(TextChoices):
    """How points are given. The words for each stand in `shortlisting_rules.SCALES`."""

    TO_THREE = "0-3", "0 to 3"
    TO_FOUR = "0-4", "0 to 4"


class RoundKind(TextChoices):
    """Who meets the candidate."""

    PANEL = "panel", "Panel"
    PRACTITIONERS = "practitioners", "Practitioners’ panel"
    YOUNG_PEOPLE = "young", "Young people’s panel"


class PanelPart(TextChoices):
    """The part somebody plays on a panel."""

    CHAIR = "chair", "Chair"
    MEMBER = "member", "Member"
    PRACTITIONER = "practitioner", "Practitioner"
    YOUNG_PERSON = "young", "Young person"
    ADVISER = "adviser", "Adviser, does not score"


class DeclinedWhy(TextChoices):
    """Why somebody says no to an offer."""

    ANOTHER_JOB = "another_job", _("I have another job")
    PAY = "pay", _("The pay")
    HOURS = "hours", _("The hours or the start date")
    PLACE = "place", _("The place or the travel")
    TOO_LONG = "too_long", _("It took too long")
    CIRCUMSTANCES = "circumstances", _("Something changed for me")
    UNSAID = "unsaid", _("I would rather not say")


class OfferEndedWhy(TextChoices):
    """Why the council takes an offer back."""

    CHECKS = "checks", "A check, a reference or a disclosure"
    UNTRUE = "untrue", "Something in the application was not true"
    WITHDRAWN_POST = "withdrawn_post", "The post is not filled after all"
    TERMS = "terms", "Other terms are offered instead"
    OTHER = "other", "Another reason"
