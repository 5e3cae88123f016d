"""The states of an enquiry, an advert, a request to recruit, an application, an offer, a reference, scores and interviews, as tables."""

from django.db.models import TextChoices
from django.utils.translation import gettext_noop as _  # said in a council's language on a candidate's page


class EnquiryState(TextChoices):
    NEW = "new", "Waiting for a first answer"
    TALKING = "talking", "In conversation"
    CLOSED = "closed", "Closed"


S = EnquiryState
TRANSITIONS: dict[str, frozenset[str]] = {
    S.NEW: frozenset({S.TALKING, S.CLOSED}),
    S.TALKING: frozenset({S.NEW, S.CLOSED}),  # new again: the call that answered it is undone
    S.CLOSED: frozenset({S.NEW, S.TALKING}),  # opened again
}


class AdvertState(TextChoices):
    DRAFT = "draft", "Being written"
    PUBLISHED = "published", "Published"
    CLOSED = "closed", "Closed, outcome not yet said"
    SETTLED = "settled", "Settled"


A = AdvertState
ADVERT_TRANSITIONS: dict[str, frozenset[str]] = {
    A.DRAFT: frozenset({A.PUBLISHED}),
    A.PUBLISHED: frozenset({A.CLOSED}),
    A.CLOSED: frozenset({A.PUBLISHED, A.SETTLED}),  # published again: the closing day was moved
    A.SETTLED: frozenset({A.CLOSED}),  # what happened is said again
}


class RequestState(TextChoices):
    ASKED = "asked", "Waiting for a decision"
    APPROVED = "approved", "Approved"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"


R = RequestState
REQUEST_TRANSITIONS: dict[str, frozenset[str]] = {
    R.ASKED: frozenset({R.APPROVED, R.REFUSED, R.WITHDRAWN}),
    R.APPROVED: frozenset({R.WITHDRAWN}),
    R.REFUSED: frozenset(),
    R.WITHDRAWN: frozenset(),
}


class ApplicationState(TextChoices):
    BEGUN = "begun", _("Begun")
    SENT = "sent", _("Sent")
    SHORTLISTED = "shortlisted", _("Shortlisted")
    INTERVIEW = "interview", _("Interview")
    OFFERED = "offered", _("Offered")
    ACCEPTED = "accepted", _("Accepted")
    CHECKING = "checking", _("Checks")
    STARTED = "started", _("Started")
    NOT_SHORTLISTED = "not_shortlisted", _("Not shortlisted")
    NOT_APPOINTED = "not_appointed", _("Not appointed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DECLINED = "declined", _("Offer declined")
    DID_NOT_START = "did_not_start", _("Did not start")
    LAPSED = "lapsed", _("Lapsed")


P = ApplicationState
UNNAMED = frozenset({P.SENT, P.NOT_SHORTLISTED})  # nobody is named in a list before somebody has decided to meet them
APPLICATION_TRANSITIONS: dict[str, frozenset[str]] = {
    P.BEGUN: frozenset({P.SENT, P.WITHDRAWN, P.LAPSED}),
    P.SENT: frozenset({P.SHORTLISTED, P.NOT_SHORTLISTED, P.WITHDRAWN}),
    P.SHORTLISTED: frozenset({P.INTERVIEW, P.NOT_APPOINTED, P.NOT_SHORTLISTED, P.WITHDRAWN}),
    P.INTERVIEW: frozenset({P.OFFERED, P.NOT_APPOINTED, P.WITHDRAWN}),
    P.OFFERED: frozenset({P.ACCEPTED, P.DECLINED, P.NOT_APPOINTED, P.WITHDRAWN, P.LAPSED}),
    P.ACCEPTED: frozenset({P.CHECKING, P.NOT_APPOINTED, P.WITHDRAWN}),
    P.CHECKING: frozenset({P.STARTED, P.NOT_APPOINTED, P.DID_NOT_START, P.WITHDRAWN}),
    P.STARTED: frozenset({P.DID_NOT_START}),
    P.NOT_SHORTLISTED: frozenset({P.SHORTLISTED}),  # looked at again
    P.NOT_APPOINTED: frozenset({P.INTERVIEW, P.OFFERED}),  # the next one is offered it
    P.WITHDRAWN: frozenset(),
    P.DECLINED: frozenset({P.OFFERED}),  # other terms are offered
    P.DID_NOT_START: frozenset(),
    P.LAPSED: frozenset({P.OFFERED}),  # an offer that lapsed is made again
}


class OfferState(TextChoices):
    MADE = "made", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    LAPSED = "lapsed", _("Lapsed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    STARTED = "started", _("Started")
    FELL_THROUGH = "fell_through", _("Did not start")


O = OfferState  # noqa: E741
OFFER_TRANSITIONS: dict[str, frozenset[str]] = {
    O.MADE: frozenset({O.ACCEPTED, O.DECLINED, O.LAPSED, O.WITHDRAWN}),
    O.ACCEPTED: frozenset({O.STARTED, O.FELL_THROUGH, O.DECLINED, O.WITHDRAWN}),
    O.DECLINED: frozenset(),
    O.LAPSED: frozenset(),
    O.WITHDRAWN: frozenset(),
    O.STARTED: frozenset({O.FELL_THROUGH}),
    O.FELL_THROUGH: frozenset(),
}
OFFERS_OPEN = frozenset({O.MADE, O.ACCEPTED})  # these keep their place in a post


class ReferenceState(TextChoices):
    TO_ASK = "to_ask", "To be asked"
    ASKED = "asked", "Asked"
    RECEIVED = "received", "Received"
    DECLINED = "declined", "Cannot give one"


Q = ReferenceState
REFERENCE_TRANSITIONS: dict[str, frozenset[str]] = {
    Q.TO_ASK: frozenset({Q.ASKED, Q.RECEIVED}),  # received outside Ridgeway
    Q.ASKED: frozenset({Q.ASKED, Q.RECEIVED, Q.DECLINED}),  # asked again: another link
    Q.RECEIVED: frozenset(),
    Q.DECLINED: frozenset({Q.ASKED, Q.RECEIVED}),
}


class SheetState(TextChoices):
    SCORING = "scoring", "Being scored"
    SUBMITTED = "submitted", "Handed in"


H = SheetState
SHEET_TRANSITIONS: dict[str, frozenset[str]] = {
    H.SCORING: frozenset({H.SUBMITTED}),
    H.SUBMITTED: frozenset({H.SCORING}),  # taken back, while nobody else could have seen it
}


class RoundState(TextChoices):
    ARRANGING = "arranging", "Being arranged"
    OPEN = "open", "Candidates choose their times"
    DONE = "done", "Over"
    CALLED_OFF = "called_off", "Called off"


D = RoundState
ROUND_TRANSITIONS: dict[str, frozenset[str]] = {
    D.ARRANGING: frozenset({D.OPEN, D.CALLED_OFF}),
    D.OPEN: frozenset({D.DONE, D.CALLED_OFF}),
    D.DONE: frozenset({D.OPEN}),
    D.CALLED_OFF: frozenset(),
}


class InterviewState(TextChoices):
    INVITED = "invited", _("No time chosen yet")
    CHOSEN = "chosen", _("Time chosen")
    HELD = "held", _("Held")
    MISSED = "missed", _("Did not come")
    CANCELLED = "cancelled", _("Cancelled")


I = InterviewState  # noqa: E741
INTERVIEW_TRANSITIONS: dict[str, frozenset[str]] = {
    I.INVITED: frozenset({I.CHOSEN, I.CANCELLED}),
    I.CHOSEN: frozenset({I.CHOSEN, I.INVITED, I.HELD, I.MISSED, I.CANCELLED}),  # another time; the time given back
    I.HELD: frozenset({I.CHOSEN}),  # said by mistake
    I.MISSED: frozenset({I.CHOSEN, I.INVITED}),  # met after all, or asked again
    I.CANCELLED: frozenset({I.INVITED}),
}
