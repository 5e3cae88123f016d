"""How the actions of this domain write, and why they refuse: what is personal enters the audit trail by its field's name alone."""

import datetime as dt
from typing import Any

from django.utils import timezone

from ridgeway.core import audit
from ridgeway.domains.organisation.actions import touch
from ridgeway.domains.organisation.models import Council

from ..models import (
    PERSONAL,
    AgreedInterviewScores,
    AgreedScores,
    Application,
    ApplicationMove,
    ApplicationNote,
    ApplicationSection,
    Call,
    Candidate,
    Check,
    Disclosure,
    Document,
    Enquiry,
    Interview,
    InterviewSheet,
    JobAlert,
    Offer,
    PanelMember,
    RecruitmentRequest,
    Reference,
    ResponsePromise,
    RiskAcceptance,
    ScoreSheet,
)
from ..rules import Hours

NOT_KEPT = "not kept here"
_PERSONAL: dict[type, frozenset[str]] = {
    Enquiry: PERSONAL,
    Call: frozenset({"words"}),
    JobAlert: frozenset({"email", "wanted", "said"}),
    RecruitmentRequest: frozenset({"words"}),  # somebody who leaves may be named
    Candidate: frozenset({"name", "email", "telephone", "telephone_key"}),
    Application: frozenset({"declared_words", "colleague"}),
    ApplicationMove: frozenset({"words_for_candidate"}),
    ApplicationSection: frozenset({"data"}),
    Reference: frozenset({"name", "email", "telephone", "organisation", "knows_as", "answers", "token_hash"}),
    Disclosure: frozenset({"answers", "discussed_words"}),
    Check: frozenset({"words", "reference"}),
    Document: frozenset({"name", "stored", "sha256"}),
    RiskAcceptance: frozenset({"words"}),
    ApplicationNote: frozenset({"words"}),
    ScoreSheet: frozenset({"points", "words"}),
    AgreedScores: frozenset({"points", "words"}),
    InterviewSheet: frozenset({"points", "words", "was", "reopened_why"}),
    AgreedInterviewScores: frozenset({"points", "words"}),
    Interview: frozenset({"adjustments"}),
    PanelMember: frozenset({"name", "email"}),
    Offer: frozenset({"letter", "words", "conditions"}),
}


class CannotChangeRecruitment(Exception):
    """Why an enquiry, an advert or a request cannot be changed so; a sentence for the person who tried. None can be insisted upon."""

    can_insist = False


def need(condition: object, sentence: str) -> None:
    """Refuse with a sentence unless the condition holds."""
    if not condition:
        raise CannotChangeRecruitment(sentence)


def locked(enquiry: Enquiry) -> Enquiry:
    """The enquiry as it is now, locked until the end of the transaction."""
    return Enquiry.objects.select_for_update(no_key=True, of=("self",)).select_related("council").get(pk=enquiry.pk)


def write_of(verb: str, thing, before: dict[str, Any] | None = None, *, is_gone: bool = False) -> audit.Write:
    """The write that made a thing what it is, or took it away; of a personal field it says only that it was written."""
    write = audit.write_of(verb, thing, before=before, deleted=is_gone)
    personal = _PERSONAL.get(type(thing), frozenset())
    for values in filter(None, (write.before, write.after)):
        values.update({name: NOT_KEPT for name in personal & values.keys() if values[name]})
    return write


def deleted(thing, verb: str, *, by, at: dt.datetime) -> None:
    """Delete a row; the trail keeps what it was, but for what is personal."""
    audit.record_all(thing.council.code, [write_of(verb, thing, audit.snapshot(thing), is_gone=True)], by=by, at=at)
    touch(thing.council)
    thing.delete()


def name_of(by) -> str:
    """Who did something, as a row says it."""
    return by if isinstance(by, str) else str(by)


def created(thing, verb: str, *, by, at: dt.datetime):
    """Record a row that was just created."""
    audit.record_all(thing.council.code, [write_of(verb, thing)], by=by, at=at)
    touch(thing.council)
    return thing


def changed(thing, verb: str, *, by, at: dt.datetime, **changes):
    """Change some fields of a row."""
    before = audit.snapshot(thing)
    for name, value in changes.items():
        setattr(thing, name, value)
    thing.save(update_fields=list(changes))
    audit.record_all(thing.council.code, [write_of(verb, thing, before)], by=by, at=at)
    touch(thing.council)
    return thing


def promise_of(council: Council) -> tuple[int, Hours]:
    """Within how many working hours a council answers, and when it works."""
    row = ResponsePromise.objects.filter(council=council).first() or ResponsePromise(council=council)
    return row.hours, Hours(row.opens, row.closes, frozenset(map(dt.date.fromisoformat, row.closed)))


def wall(moment: dt.datetime) -> dt.datetime:
    """A moment as the council's clock shows it, without a zone."""
    return timezone.localtime(moment).replace(tzinfo=None)


def aware(moment: dt.datetime) -> dt.datetime:
    """The moment at which the council's clock shows this."""
    return timezone.make_aware(moment)
