"""What a card says of the checks before a start: what comes next and whose turn it is, in the order in which a council acts.

What we are to do comes first, then what the candidate is to do, then what somebody else is asked for. `queries/checking.py` knows the same of
one application; here it is said in the database, of all the cards of a board at once.
"""

import json

from django.db.models import Case, CharField, Count, Exists, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from ridgeway.domains.establishment.queries.gathered import gathered

from .. import application_rules as rules
from ..choices import CheckKind, CheckState, Turn
from ..models import Check, Disclosure, Reference, RiskAcceptance
from ..states import ReferenceState

R = ReferenceState
UNSETTLED = (CheckState.OPEN, CheckState.CONCERN)
SETTLED = (CheckState.DONE, CheckState.NOT_NEEDED)
TURNS = {"candidate": "Candidate to act", "council": "We are to act", "other": "Somebody else to act"}
# what is to be done, whose turn it is, and what the card calls it (of a check, its own name)
TO_DO: dict[str, tuple[str, str]] = {
    "our_check": ("council", ""), "ask_references": ("council", "Ask for two references"),
    "read_reference": ("council", "Ask for a reference, or read one"), "ask_disclosure": ("council", "Ask for the self-disclosure"),
    "read_disclosure": ("council", "Read the self-disclosure"), "their_check": ("candidate", ""),
    "answer_disclosure": ("candidate", "Answer the self-disclosure"), "name_referee": ("candidate", "Name another referee"),
    "other_check": ("other", ""), "referee": ("other", "Give a reference"),
}  # fmt: skip
OURS = tuple(key for key, (turn, _) in TO_DO.items() if turn == "council")


def with_checks(rows):
    """Applications with how many checks were made and are open, references read, and what is to be done next; no query more."""
    checks = Check.objects.filter(application=OuterRef("pk")).order_by()
    unsettled, counted = checks.filter(state__in=UNSETTLED), checks.values("application")
    ours = Case(When(turn=Turn.COUNCIL, then=0), When(turn=Turn.CANDIDATE, then=1), default=2)
    read = Reference.objects.filter(application=OuterRef("pk"), state=R.RECEIVED, read_at__isnull=False).order_by()
    left = Reference.objects.filter(application=OuterRef("pk")).exclude(state=R.DECLINED).order_by()
    of_all = {"output_field": IntegerField()}
    return rows.annotate(
        checks_made=Subquery(counted.annotate(n=Count("pk")).values("n"), **of_all),
        checks_open=Subquery(counted.filter(state__in=UNSETTLED).annotate(n=Count("pk")).values("n"), **of_all),
        next_check=Subquery(unsettled.order_by(ours, "pk").values("kind")[:1]),
        refs_read=Coalesce(Subquery(read.values("application").annotate(n=Count("pk")).values("n"), **of_all), 0),
        refs_left=Coalesce(Subquery(left.values("application").annotate(n=Count("pk")).values("n"), **of_all), 0),
        checks_known=gathered(checks, "kind", "state"),
        has_employer=Exists(read.filter(is_employer=True)),
        is_disclosed=Exists(
            Disclosure.objects.filter(application=OuterRef("pk"), received_at__isnull=False, read_at__isnull=False)
        ),
        accepted=gathered(RiskAcceptance.objects.filter(application=OuterRef("pk")), "covers"),
    ).annotate(to_do=_to_do(unsettled, read))


def _to_do(unsettled, read) -> Case:
    references = Reference.objects.filter(application=OuterRef("pk"))
    disclosure = Disclosure.objects.filter(application=OuterRef("pk"))
    asked, declined = Exists(references.filter(state=R.ASKED)), Exists(references.filter(state=R.DECLINED))
    waits = Exists(references.filter(Q(state=R.TO_ASK) | Q(state=R.RECEIVED, read_at__isnull=True)))
    few = Q(refs_read__lt=rules.REFERENCES_NEEDED)
    lacking = few | ~Exists(read.filter(is_employer=True))  # two, and one of them the employer's
    return Case(
        When(Exists(unsettled.filter(turn=Turn.COUNCIL)), then=Value("our_check")),
        When(~Exists(references), then=Value("ask_references")),
        When(lacking & (waits | (~asked & (~declined | ~few))), then=Value("read_reference")),
        When(~Exists(disclosure), then=Value("ask_disclosure")),
        When(Exists(disclosure.filter(received_at__isnull=False, read_at__isnull=True)), then=Value("read_disclosure")),
        When(Exists(unsettled.filter(turn=Turn.CANDIDATE)), then=Value("their_check")),
        When(Exists(disclosure.filter(received_at__isnull=True)), then=Value("answer_disclosure")),
        When(
            (few & declined & Q(refs_left__lt=rules.REFERENCES_NEEDED)) | (lacking & ~asked),
            then=Value("name_referee"),
        ),
        When(Exists(unsettled), then=Value("other_check")),
        When(lacking, then=Value("referee")),
        default=Value(""),
        output_field=CharField(),
    )


def checks_words(row, starts: str, turn: str) -> tuple[str, str, str, bool]:
    """The fact, the next thing, whose turn, and whether the first day can be recorded: nothing is open, or all of it was accepted in writing."""
    if not row.checks_made:
        return f"No check has begun{starts}", "Begin the checks", turn, False
    settled, needed = row.checks_made - (row.checks_open or 0), rules.REFERENCES_NEEDED
    fact = (
        f"{settled} of {row.checks_made} checks clear, {min(row.refs_read, needed)} of {needed} references read{starts}"
    )
    may_start = _open_keys(row) <= _accepted(row)
    if not row.to_do:
        return fact, "Record the first day", turn, may_start
    whose, words = TO_DO[row.to_do]
    return fact, words or str(CheckKind(row.next_check).label), TURNS[whose], may_start


def _open_keys(row) -> set[str]:
    """What `open_for_start` would find open of a card's application, by its keys."""
    made = dict(row.checks_known or ())
    found = {f"check:{kind}" for kind in CheckKind.values if made.get(kind) not in SETTLED}
    found |= {f"reference:{number}" for number in range(row.refs_read + 1, rules.REFERENCES_NEEDED + 1)}
    if row.refs_read >= rules.REFERENCES_NEEDED and not row.has_employer:
        found.add("reference:employer")
    return found if row.is_disclosed else found | {"disclosure"}


def _accepted(row) -> set[str]:
    """What was accepted in writing, by its keys: each acceptance covers what was open then. SQLite gives a list in a list as its text."""
    lists = [json.loads(covers) if isinstance(covers, str) else covers for (covers,) in row.accepted or ()]
    return {key for covers in lists for key in covers}
