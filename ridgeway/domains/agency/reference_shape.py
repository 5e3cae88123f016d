"""The shape of a practice reference for an agency worker: what is asked, in which order. Data; the pages and the checks read it.

Source: Department for Education, agency child and family social workers, statutory guidance in force from 31 October 2024: detailed, practice-based
references, asked for before a worker is engaged and given for every worker, on one national template. The template itself is not published where
we can read it; this follows what the guidance and the councils' own pages say of it, and each question can be answered "cannot say".
"""

from typing import NamedTuple

WORDS, DAY, CHOICE, RATING, YES_NO = "words", "day", "choice", "rating", "yes_no"

RATINGS = (("4", "Strong"), ("3", "Good"), ("2", "Needed support"), ("1", "Not good enough"), ("0", "Cannot say"))
CAPACITIES = (
    ("manager", "Line manager or supervisor"),
    ("practice", "Practice lead or principal social worker"),
    ("agency", "The supplier, from its files"),
    ("other", "Another"),
)
AGAIN = (("yes", "Yes"), ("other", "In another role"), ("no", "No"), ("unsure", "Cannot say"))


class Question(NamedTuple):
    """One question. `needs`: (another question, the answer that makes this one needed)."""

    key: str
    label: str
    kind: str
    hint: str = ""
    is_needed: bool = True
    needs: tuple[str, tuple[str, ...]] = ("", ())
    choices: tuple[tuple[str, str], ...] = ()


class Section(NamedTuple):
    """Questions under a heading."""

    title: str
    questions: tuple[Question, ...]


SHAPE = (
    Section("The work", (
        Question("capacity", "How do you know their practice?", CHOICE, choices=CAPACITIES),
        Question("from_day", "They worked with you from", DAY),
        Question("until_day", "Until", DAY, "Leave it empty if they still do", False),
        Question("role", "Their role and team", WORDS),
        Question("cases", "The kind of work, and how many children or families they held", WORDS, is_needed=False),
    )),
    Section("Practice", (
        Question("assessment", "Assessment, and analysis of risk", RATING),
        Question("direct", "Direct work with children and families", RATING),
        Question("planning", "Plans, reviews and decisions", RATING),
        Question("recording", "Recording, and keeping to statutory times", RATING),
        Question("court", "Work in court", RATING),
        Question("others", "Work with other professionals and in the team", RATING),
        Question("supervision", "Use of supervision and feedback", RATING),
        Question("example", "An example that shows their practice", WORDS, "Without the names of children or families", False),
    )),
    Section("Conduct", (
        Question("concerns", "Were there concerns about capability or conduct?", YES_NO),
        Question("allegations", "Was there an allegation or safeguarding concern about them?", YES_NO),
        Question("regulator", "Was anything referred to Social Work England, or should it have been?", YES_NO),
        Question("open", "Was anything still open when they left?", YES_NO),
        Question("concern_words", "What was it, and what came of it?", WORDS, is_needed=False,
                 needs=("concerns allegations regulator open", ("yes",))),
    )),
    Section("Leaving", (
        Question("notice", "Did they keep the notice agreed?", YES_NO),
        Question("leaving", "Why did they leave?", WORDS, is_needed=False),
        Question("handover", "Were their cases handed over in good order?", YES_NO),
        Question("again", "Would you have them back?", CHOICE, choices=AGAIN),
        Question("again_words", "Why, or in which role?", WORDS, is_needed=False, needs=("again", ("no", "other"))),
    )),
)  # fmt: skip
YES_NO_CHOICES = (("yes", "Yes"), ("no", "No"), ("unsure", "Cannot say"))
QUESTIONS = {question.key: question for section in SHAPE for question in section.questions}


def choices_of(question: Question) -> tuple[tuple[str, str], ...]:
    """What a question can be answered with."""
    return {RATING: RATINGS, YES_NO: YES_NO_CHOICES}.get(question.kind, question.choices)


def missing_of(answers: dict[str, str]) -> list[Question]:
    """The questions that ask for an answer and have none."""
    found = []
    for question in QUESTIONS.values():
        others, values = question.needs
        asked = question.is_needed or any(answers.get(other) in values for other in others.split())
        if asked and not str(answers.get(question.key) or "").strip():
            found.append(question)
    return found


def is_worrying(answers: dict[str, str]) -> bool:
    """Whether somebody should read it before anything else: a concern, an allegation, or no wish to have them back."""
    named = any(answers.get(key) == "yes" for key in ("concerns", "allegations", "regulator", "open"))
    return named or answers.get("again") == "no"
