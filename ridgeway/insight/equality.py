"""How far candidates came, by what they answered about equality: counts at each stage, and relative likelihood with its interval.

The answers are kept apart from the applications, without a name, and are counted here and nowhere else. A count from one to four is
hidden. Where one count of a question's stage would then follow from the whole, the next smallest is hidden with it.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from ridgeway.calc.effect import Interval, share_ratio
from ridgeway.domains.organisation.queries import Scope
from ridgeway.domains.recruitment.choices import EQUALITY, EqualityStage
from ridgeway.domains.recruitment.models import EqualityAnswers

FEWEST = 5
"""Below this many people nothing is shown."""
STAGES = tuple(stage for stage in EqualityStage.values if stage != EqualityStage.BEGUN)
QUESTIONS = {
    "sex": "Sex", "age": "Age", "ethnicity": "Ethnic group", "disability": "Disability", "orientation": "Sexual orientation",
    "religion": "Religion or belief",
}  # fmt: skip
UNANSWERED = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Those who gave one answer: how many came to each of `STAGES` (None = hidden), and how likely they were to come to each stage after
    the first, against everybody else who answered (None = too few to say)."""

    answer: str
    words: str
    counts: tuple[int | None, ...]
    likely: tuple[Interval | None, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question, with its groups in the order of the form and all together."""

    key: str
    name: str
    groups: Sequence[Group]
    total: tuple[int | None, ...]


def answers_in(user, scope: Scope, after: dt.date, until: dt.date) -> QuerySet[EqualityAnswers]:
    """The answers `user` may count: applications sent in the quarters that began after one day, up to another. A team has none of its own:
    answers are kept by service, so that a group is never a handful."""
    rows = EqualityAnswers.objects.visible_to(user).filter(council=scope.council, sent_in__gt=after, sent_in__lte=until)
    return rows.filter(service=scope.service) if scope.service else rows


def by_stage(user, scope: Scope, after: dt.date, until: dt.date) -> list[Question]:
    """Every question with its groups. One query."""
    return of_answers(answers_in(user, scope, after, until))


def of_answers(answers: QuerySet[EqualityAnswers]) -> list[Question]:
    """Every question of some answers with its groups. One query."""
    rows = list(answers.values_list("stage", "answers"))
    return [_question(key, name, rows) for key, name in QUESTIONS.items()]


def _question(key: str, name: str, rows: Sequence[tuple[str, Mapping[str, str]]]) -> Question:
    counts: dict[str, list[int]] = {}
    for stage, answers in rows:
        reached = counts.setdefault(answers.get(key, UNANSWERED), [0] * len(STAGES))
        for place in range(_place(stage) + 1):
            reached[place] += 1
    words = {**dict(EQUALITY[key].choices), UNANSWERED: "Not answered"}
    known = [answer for answer in words if answer in counts]
    shown = dict(zip(known, hidden([counts[answer] for answer in known]), strict=True)) if known else {}
    total = [sum(counts[answer][place] for answer in known) for place in range(len(STAGES))]
    groups = [
        Group(answer, str(words[answer]), shown[answer], _likelihoods(answer, shown[answer], counts))
        for answer in known
    ]
    return Question(key, name, groups, tuple(n if n == 0 or n >= FEWEST else None for n in total))


def _place(stage: str) -> int:
    """The furthest of `STAGES` a stage stands for; -1 for what was begun alone."""
    return STAGES.index(stage) if stage in STAGES else -1


def hidden(rows: Sequence[Sequence[int]]) -> list[tuple[int | None, ...]]:
    """A table of counts (one row a group) with what is too few hidden; where one alone of a column would be, the next smallest too."""
    made = []
    for column in zip(*rows, strict=True):
        shown: list[int | None] = [n if n == 0 or n >= FEWEST else None for n in column]
        if shown.count(None) == 1:
            others = [(n, place) for place, n in enumerate(column) if shown[place]]
            if others:
                shown[min(others)[1]] = None
        made.append(shown)
    return list(zip(*made, strict=True))


def _likelihoods(
    answer: str, shown: Sequence[int | None], counts: Mapping[str, Sequence[int]]
) -> tuple[Interval | None, ...]:
    """How likely the group was to come to each stage, against the others who answered. Not said where a count of it is hidden."""
    mine = counts[answer]
    others = [
        sum(row[place] for other, row in counts.items() if other not in (answer, UNANSWERED))
        for place in range(len(STAGES))
    ]
    made = []
    for place in range(1, len(STAGES)):
        is_said = (
            answer != UNANSWERED
            and shown[0] is not None
            and shown[place] is not None
            and min(mine[0], others[0]) >= FEWEST
        )
        made.append(share_ratio((mine[place], mine[0]), (others[place], others[0])) if is_said else None)
    return tuple(made)
