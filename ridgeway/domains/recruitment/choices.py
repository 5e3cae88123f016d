"""What can be said of an enquiry, of an advert, and of a request to recruit. A leaf."""

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

    IDENTITY = "identity", "Identity"
    RIGHT_TO_WORK = "right_to_work", "Right to work"
    DBS = "dbs", "Enhanced DBS with children's barred list"
    REGISTER = "register", "Social Work England register"
    QUALIFICATIONS = "qualifications", "Qualifications"
    OVERSEAS = "overseas", "Overseas checks"
    HEALTH = "health", "Fitness for the work"
    ONLINE = "online", "Online search"


class CheckState(TextChoices):
    OPEN = "open", "Open"
    DONE = "done", "Done"
    NOT_NEEDED = "not_needed", "Not needed"
    CONCERN = "concern", "Something to talk about"


class Turn(TextChoices):
    """Whose turn it is."""

    CANDIDATE = "candidate", "The candidate"
    COUNCIL = "council", "The council"
    OTHER = "other", "Somebody else"


class DocumentKind(TextChoices):
    CV = "cv", "CV"
    CERTIFICATE = "certificate", "Certificate"


class Scan(TextChoices):
    """Whether a file was looked at by the virus scanner. An infected file is not kept."""

    CLEAN = "clean", "Scanned, nothing found"
    NOT_SCANNED = "not_scanned", "Not scanned"


class Sex(TextChoices):
    FEMALE = "female", "Female"
    MALE = "male", "Male"
    UNSAID = "unsaid", "Prefer not to say"


class AgeBand(TextChoices):
    UNDER_25 = "under_25", "Under 25"
    TO_34 = "25_34", "25 to 34"
    TO_44 = "35_44", "35 to 44"
    TO_54 = "45_54", "45 to 54"
    OVER_55 = "over_55", "55 or over"
    UNSAID = "unsaid", "Prefer not to say"


class YesNoUnsaid(TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    UNSAID = "unsaid", "Prefer not to say"


class Ethnicity(TextChoices):
    """The five groups of the census of England and Wales."""

    ASIAN = "asian", "Asian or Asian British"
    BLACK = "black", "Black, Black British, Caribbean or African"
    MIXED = "mixed", "Mixed or multiple ethnic groups"
    WHITE = "white", "White"
    OTHER = "other", "Another ethnic group"
    UNSAID = "unsaid", "Prefer not to say"


class Orientation(TextChoices):
    STRAIGHT = "straight", "Straight or heterosexual"
    GAY = "gay", "Gay or lesbian"
    BISEXUAL = "bisexual", "Bisexual"
    OTHER = "other", "Another"
    UNSAID = "unsaid", "Prefer not to say"


class Religion(TextChoices):
    NONE = "none", "No religion"
    BUDDHIST = "buddhist", "Buddhist"
    CHRISTIAN = "christian", "Christian"
    HINDU = "hindu", "Hindu"
    JEWISH = "jewish", "Jewish"
    MUSLIM = "muslim", "Muslim"
    SIKH = "sikh", "Sikh"
    OTHER = "other", "Another religion"
    UNSAID = "unsaid", "Prefer not to say"


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

    UNNAMED = "unnamed", "The answers, without the name"
    NAMED = "named", "The application"
    REFERENCE = "reference", "A reference"
    DISCLOSURE = "disclosure", "The self-disclosure"
    FILE = "file", "A file"


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

    ANOTHER_JOB = "another_job", "I have another job"
    PAY = "pay", "The pay"
    HOURS = "hours", "The hours or the start date"
    PLACE = "place", "The place or the travel"
    TOO_LONG = "too_long", "It took too long"
    CIRCUMSTANCES = "circumstances", "Something changed for me"
    UNSAID = "unsaid", "I would rather not say"


class OfferEndedWhy(TextChoices):
    """Why the council takes an offer back."""

    CHECKS = "checks", "A check, a reference or a disclosure"
    UNTRUE = "untrue", "Something in the application was not true"
    WITHDRAWN_POST = "withdrawn_post", "The post is not filled after all"
    TERMS = "terms", "Other terms are offered instead"
    OTHER = "other", "Another reason"
