"""Writes of market supplements: drafted and argued by one person, decided by another, reviewed, renewed, ended."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction

from ridgeway.core.words import day as day_words
from ridgeway.domains.organisation.models import Council

from .. import rules
from ..choices import ReviewOutcome
from ..models import Evidence, Review, Supplement, SupplementScope
from ..states import SUPPLEMENT, SupplementState
from .reasons import need
from .writing import changed, created, moved

S = SupplementState
_OPEN = (S.DRAFTED, S.PROPOSED)


def _locked(supplement: Supplement) -> Supplement:
    rows = Supplement.objects.select_for_update(no_key=True, of=("self",)).select_related("council")
    return rows.get(pk=supplement.pk)


def _check(fields: dict[str, Any]) -> dict[str, Any]:
    amount: Decimal = fields["amount"]
    need(fields["title"].strip(), "Give the supplement a title.")
    need(amount > 0, "A supplement is more than nothing.")
    need(fields.get("basis") != "percent" or amount <= 100, "A supplement is at most 100% of pay.")
    need(1 <= fields.get("review_months", 12) <= 60, "A supplement is reviewed within five years.")
    return {**fields, "title": fields["title"].strip()}


@transaction.atomic
def draft(council: Council, *, by, at: dt.datetime, **fields: Any) -> Supplement:
    """Draft a supplement: the fields of `Supplement` up to its justification."""
    return created(Supplement.objects.create(council=council, **_check(fields)), "supplement.drafted", by=by, at=at)


@transaction.atomic
def redraft(supplement: Supplement, *, by, at: dt.datetime, **fields: Any) -> Supplement:
    """Change a supplement that nobody has decided about yet."""
    supplement = _locked(supplement)
    need(supplement.state in _OPEN, "It has been decided, so its case stands as it was decided.")
    return changed(supplement, "supplement.redrafted", by=by, at=at, **_check(fields))


@transaction.atomic
def add_scope(supplement: Supplement, *, by, at: dt.datetime, role=None, team=None, grade=None) -> SupplementScope:
    """Say whom a supplement is for."""
    supplement = _locked(supplement)
    need(supplement.state in _OPEN, "It has been decided, so whom it is for stands as it was decided.")
    need(role or team or grade, "Name a role, a team or a grade.")
    ours = all(part is None or part.council_id == supplement.council_id for part in (role, team, grade))
    need(ours, "Role, team and grade must be the council's own.")
    made = SupplementScope.objects.create(council=supplement.council, supplement=supplement, role=role, team=team, grade=grade)  # fmt: skip
    return created(made, "supplement.scope_added", by=by, at=at)


@transaction.atomic
def add_evidence(supplement: Supplement, *, kind: str, words: str, on: dt.date, source: str, by, at: dt.datetime) -> Evidence:  # fmt: skip
    """Add what the case rests on. A decided case can be argued on, for its next review."""
    supplement = _locked(supplement)
    need(words.strip() and source.strip(), "Say what it is, and where it is from.")
    made = Evidence.objects.create(council=supplement.council, supplement=supplement, kind=kind, words=words.strip(), on=on, source=source.strip())  # fmt: skip
    return created(made, "supplement.evidence_added", by=by, at=at)


@transaction.atomic
def propose(supplement: Supplement, *, by, at: dt.datetime) -> Supplement:
    """Put a drafted supplement up for approval: it needs somebody it is for, evidence, a cost, funding and a justification."""
    supplement = _locked(supplement)
    need(supplement.scopes.exists(), "Say whom it is for first.")
    need(
        supplement.evidence.exists(),
        "Give the evidence first: an advert that failed, leavers who named pay, what neighbours pay.",
    )
    need(supplement.cost_per_year is not None, "Say what it costs a year first.")
    need(supplement.funding.strip(), "Say how it is paid for first.")
    need(supplement.justification.strip(), "Say first why it is objectively justified: equal pay law asks for it.")
    proposer = None if isinstance(by, str) else by
    return moved(supplement, S.PROPOSED, table=SUPPLEMENT, by=by, at=at, proposed_by=proposer)


@transaction.atomic
def approve(supplement: Supplement, *, decided_on: dt.date, decided_by_body: str, by, at: dt.datetime, decision_words: str = "") -> Supplement:  # fmt: skip
    """Approve a proposed supplement. Its first review is due so many months after it starts."""
    supplement = _locked(supplement)
    _not_own(supplement, by)
    need(decided_by_body.strip(), "Say who decided.")
    due = rules.after_months(max(supplement.starts_on, decided_on), supplement.review_months)
    return moved(
        supplement, S.APPROVED, table=SUPPLEMENT, by=by, at=at, decided_on=decided_on, decided_by_body=decided_by_body.strip(),
        decision_words=decision_words.strip(), next_review_on=due,
    )  # fmt: skip


@transaction.atomic
def refuse(supplement: Supplement, *, decided_on: dt.date, decided_by_body: str, decision_words: str, by, at: dt.datetime) -> Supplement:  # fmt: skip
    """Refuse a proposed supplement, and say why."""
    supplement = _locked(supplement)
    _not_own(supplement, by)
    need(decision_words.strip(), "Say why it is refused.")
    return moved(supplement, S.REFUSED, table=SUPPLEMENT, by=by, at=at, decided_on=decided_on, decided_by_body=decided_by_body.strip(), decision_words=decision_words.strip())  # fmt: skip


def _not_own(supplement: Supplement, by) -> None:
    own = not isinstance(by, str) and supplement.proposed_by_id == by.pk
    need(not own, "You proposed it, so somebody else decides.")


@transaction.atomic
def take_back(supplement: Supplement, *, by, at: dt.datetime) -> Supplement:
    """Take a proposed supplement back to be drafted again."""
    return moved(_locked(supplement), S.DRAFTED, table=SUPPLEMENT, by=by, at=at)


@transaction.atomic
def drop(supplement: Supplement, *, by, at: dt.datetime) -> Supplement:
    """Drop a draft."""
    return moved(_locked(supplement), S.DROPPED, table=SUPPLEMENT, by=by, at=at)


@transaction.atomic
def review(supplement: Supplement, *, held_on: dt.date, outcome: str, words: str, by, at: dt.datetime) -> Review:
    """Record a review. The next is due as many months after this one was held; one that ends it leaves the notice to be given."""
    supplement = _locked(supplement)
    need(supplement.state in (S.APPROVED, S.UNDER_NOTICE), "Only an approved supplement is reviewed.")
    need(supplement.next_review_on is not None and held_on >= supplement.starts_on, "A review is held after it starts.")
    need(words.strip(), "Say what the review rests on.")
    made = Review.objects.create(
        council=supplement.council, supplement=supplement, due_on=supplement.next_review_on or held_on, held_on=held_on,
        outcome=outcome, words=words.strip(), by_name=str(by)[:254],
    )  # fmt: skip
    months = supplement.review_months if outcome == ReviewOutcome.KEEP else 3
    due = rules.after_months(held_on, months)
    changed(supplement, "supplement.reviewed", by=by, at=at, next_review_on=due)
    return created(made, "review.held", by=by, at=at)


@transaction.atomic
def give_notice(supplement: Supplement, *, given_on: dt.date, ends_on: dt.date, by, at: dt.datetime) -> Supplement:
    """Give notice that a supplement ends: its first day without it is at least the notice away."""
    supplement = _locked(supplement)
    earliest = rules.earliest_end(given_on, supplement.notice_weeks)
    need(ends_on >= earliest, f"{supplement.notice_weeks} weeks' notice ends on {day_words(earliest)} at the earliest.")
    need(ends_on > supplement.starts_on, "It ends after it starts.")
    return moved(supplement, S.UNDER_NOTICE, table=SUPPLEMENT, by=by, at=at, notice_given_on=given_on, ends_on=ends_on)


@transaction.atomic
def renew(supplement: Supplement, *, decided_on: dt.date, decided_by_body: str, decision_words: str, by, at: dt.datetime) -> Supplement:  # fmt: skip
    """Renew a supplement under notice: it goes on, and is reviewed anew."""
    supplement = _locked(supplement)
    need(decision_words.strip(), "Say why it goes on.")
    due = rules.after_months(decided_on, supplement.review_months)
    return moved(
        supplement, S.APPROVED, table=SUPPLEMENT, by=by, at=at, ends_on=None, notice_given_on=None, decided_on=decided_on,
        decided_by_body=decided_by_body.strip(), decision_words=decision_words.strip(), next_review_on=due,
    )  # fmt: skip


@transaction.atomic
def end(supplement: Supplement, *, on: dt.date, by, at: dt.datetime) -> Supplement:
    """Close a supplement whose notice has run out."""
    supplement = _locked(supplement)
    need(
        supplement.ends_on is None or on >= supplement.ends_on,
        f"Its notice runs until {day_words(supplement.ends_on)}.",
    )
    return moved(supplement, S.ENDED, table=SUPPLEMENT, by=by, at=at)
