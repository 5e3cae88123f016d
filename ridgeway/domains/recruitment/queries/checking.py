"""What still stands between a candidate and the first day."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from .. import application_rules as rules
from ..choices import CheckKind, CheckState
from ..models import Application, Check, Disclosure, Reference, RiskAcceptance
from ..states import ReferenceState

__all__ = ["Open", "can_start", "known_as", "open_for_start", "registered_as"]


@dataclass(frozen=True, slots=True)
class Open:
    """Something open before the start: a key, what it is in words, and whose turn it is."""

    key: str
    words: str
    turn: str

    @property
    def turn_words(self) -> str:
        """Whose turn it is, in words."""
        return {"candidate": "Candidate to act", "council": "We are to act", "other": "Somebody else to act"}[self.turn]


def registered_as(application: Application) -> str:
    """The registration number that the candidate gave; empty where none, or once it was erased. One query."""
    data = application.sections.filter(key="registration").values_list("data", flat=True).first() or {}
    return str(data.get("number", ""))[:60]


def known_as(application: Application) -> list[str]:
    """Every name the candidate gives for themselves, present or earlier. One query."""
    data = application.sections.filter(key="about").values_list("data", flat=True).first() or {}
    return [application.candidate.name, *rules.names_of(data)]


def can_start(application: Application) -> list[Open]:
    """What is open and not covered by a risk accepted in writing: nobody starts unless this is empty. Four queries."""
    accepted: set[str] = set()
    for covers in RiskAcceptance.objects.filter(application=application).values_list("covers", flat=True):
        accepted.update(covers)
    return [item for item in open_for_start(application) if item.key not in accepted]


def open_for_start(application: Application) -> list[Open]:
    """Every check, reference and disclosure that is not settled, accepted risks or not. Three queries."""
    checks = {row.kind: row for row in Check.objects.filter(application=application)}
    found = [_check(kind, checks.get(kind)) for kind in CheckKind.values]
    return [item for item in [*found, *_references(application), _disclosure(application)] if item]


def _check(kind: str, row: Check | None) -> Open | None:
    if row is not None and row.state in (CheckState.DONE, CheckState.NOT_NEEDED):
        return None
    turn = row.turn if row is not None else rules.FIRST_TURN[CheckKind(kind)]
    return Open(f"check:{kind}", _(str(CheckKind(kind).label)), turn)


def _references(application: Application) -> list[Open]:
    """Two, read, and one of them the current or last employer's."""
    named = list(Reference.objects.filter(application=application))
    rows = [row for row in named if row.state == ReferenceState.RECEIVED and row.read_at]
    turns = [_turn_of(row) for row in named if row not in rows and row.state != ReferenceState.DECLINED]
    # whoever is named and lacks an answer comes first; past those, the candidate names somebody else where one declined
    lacking = "candidate" if any(row.state == ReferenceState.DECLINED for row in named) else "council"
    found = [
        Open(f"reference:{number}", _("Reference {number}").format(number=number), turns.pop(0) if turns else lacking)
        for number in range(len(rows) + 1, rules.REFERENCES_NEEDED + 1)
    ]
    if len(rows) >= rules.REFERENCES_NEEDED and not any(row.is_employer for row in rows):
        awaited = [_turn_of(row) for row in named if row.is_employer and row.state != ReferenceState.DECLINED]
        found.append(
            Open("reference:employer", _("A reference from the current or last employer"), (awaited or ["council"])[0])
        )
    return found


def _turn_of(row: Reference) -> str:
    """Whose turn a reference is: the referee's once asked; ours while it is to be asked for, or read."""
    return "other" if row.state == ReferenceState.ASKED else "council"


def _disclosure(application: Application) -> Open | None:
    row = Disclosure.objects.filter(application=application).first()
    if row is None or row.received_at is None:
        return Open("disclosure", _("Self-disclosure"), "candidate" if row else "council")
    return None if row.read_at else Open("disclosure", _("Self-disclosure, to be read"), "council")
