"""The rules of applications, without the database: sections, gaps in a work history, how long what is kept.

A gap is time in which somebody says neither that they worked nor what they did instead. Guidance on safer recruitment asks that every gap be
explained; three months is where Ridgeway asks (Teaching Vacancies, the Department for Education's service, asks there too).
"""

import datetime as dt
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop as _

from ridgeway.core.periods import months_before

from .choices import CheckKind, DocumentKind

GAP_DAYS = 92  # three months at their longest
YEARS_ASKED = (
    10  # a history that begins later than this, or than the end of school, leaves no gap before its first entry
)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of an application: its key, what the candidate calls it, whether sending needs it, whether it is taken over."""

    key: str
    name: str
    is_needed: bool = True
    is_reused: bool = True


SECTIONS = (
    Section("about", _("About you")),
    Section("registration", _("Your registration")),
    Section("history", _("Where you have worked")),
    Section("qualifications", _("Your qualifications")),
    Section("criteria", _("How you meet what we ask for"), is_reused=False),
    Section("documents", _("CV and certificates"), is_needed=False, is_reused=False),
    Section("referees", _("Two people who know your work")),
    Section("declarations", _("Declarations"), is_reused=False),
    Section("support", _("Support you need")),
    Section("heard", _("How you heard of us"), is_reused=False),
    Section("equality", _("Equality questions"), is_needed=False, is_reused=False),
)
EXPRESSION = Section("expression", _("Five questions"), is_reused=False)
BY_KEY: Mapping[str, Section] = {section.key: section for section in (*SECTIONS, EXPRESSION)}


def missing(done: Iterable[str]) -> list[Section]:
    """The sections that must be complete before an application is sent, and are not."""
    have = set(done)
    return [section for section in SECTIONS if section.is_needed and section.key not in have]


@dataclass(frozen=True, slots=True)
class Spell:
    """Time accounted for: work, study, care, or anything else somebody says. Both months count whole; no end = still so."""

    starts: dt.date
    ends: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """Days, first and last, that nothing accounts for."""

    starts: dt.date
    ends: dt.date

    @property
    def key(self) -> str:
        return f"{self.starts.isoformat()}/{self.ends.isoformat()}"


def gaps(spells: Iterable[Spell], today: dt.date, longest: int = GAP_DAYS) -> list[Gap]:
    """The gaps of more than `longest` days between spells and after the last of them until today, earliest first.

    Spells may overlap and come in any order. Nothing is asked about time before the first.
    """
    rows = sorted(spells, key=lambda spell: spell.starts)
    if not rows:
        return []
    found, covered = [], rows[0].starts
    for spell in rows:
        if (spell.starts - covered).days > longest:
            found.append(Gap(covered, spell.starts - dt.timedelta(days=1)))
        covered = max(covered, (spell.ends or today) + dt.timedelta(days=1))
    if (today - covered).days > longest:
        found.append(Gap(covered, today))
    return found


def spells_of(history: Mapping[str, Any]) -> list[Spell]:
    """What a history section accounts for: its jobs and its explanations, whose dates are ISO text."""
    rows = [*history.get("jobs", ()), *history.get("explained", ())]
    return [
        Spell(dt.date.fromisoformat(row["starts"]), dt.date.fromisoformat(row["ends"]) if row.get("ends") else None)
        for row in rows
    ]


# kind: (months kept when a council says nothing else, from when, what happens then)
KEPT = {
    "draft": (6, _("it was last saved"), _("An application never sent is erased")),
    "hidden": (6, _("the decision"), _("An application that did not lead to a post is hidden from hiring staff")),
    "unsuccessful": (
        12,
        _("the decision"),
        _("An application that did not lead to a post becomes a row of statistics"),
    ),
    "appointed": (12, _("the start"), _("The application of somebody who started becomes a row of statistics")),
    "disclosure": (6, _("the decision"), _("What was disclosed about convictions is erased")),
    "panel": (
        6,
        _("the last time of its round"),
        _("Somebody on an interview panel who has no sign-in is erased from it"),
    ),
    "candidate": (24, _("the last sign-in"), _("A candidate with no application left is erased")),
}
MONTHS_BY_KIND = {kind: months for kind, (months, *_) in KEPT.items()}
WARNED_DAYS = 14  # before it is erased, a candidate is told


def over_by(at: dt.datetime, months: int) -> dt.datetime:
    """The moment before which something happened, if it has been kept for so many months at `at`."""
    return dt.datetime.combine(months_before(at.date(), months), at.timetz())


# whose turn a check is at first
FIRST_TURN = {
    CheckKind.IDENTITY: "candidate",
    CheckKind.RIGHT_TO_WORK: "candidate",
    CheckKind.DBS: "candidate",
    CheckKind.REGISTER: "council",
    CheckKind.QUALIFICATIONS: "candidate",
    CheckKind.OVERSEAS: "council",
    CheckKind.HEALTH: "candidate",
    CheckKind.ONLINE: "council",
}
CHECK_WORDS = {
    CheckKind.IDENTITY: _("Bring your passport or driving licence, and proof of your address"),
    CheckKind.RIGHT_TO_WORK: _("Bring your passport, or send your share code"),
    CheckKind.DBS: _("Fill in the form of the Disclosure and Barring Service that we send you"),
    CheckKind.REGISTER: _("We look you up by your number"),
    CheckKind.QUALIFICATIONS: _("Bring your degree certificate"),
    CheckKind.OVERSEAS: _("Needed where you lived or worked abroad in the last ten years"),
    CheckKind.HEALTH: _("Answer the questions of occupational health"),
    CheckKind.ONLINE: _("We look at what anybody can find; it is talked over with you"),
}
# what whoever makes a check looks at
CHECK_HOW = {
    CheckKind.IDENTITY: "Look at the originals: a passport or driving licence with a photograph, and proof of the address. Name, date of birth and "
    "face agree with the application.",
    CheckKind.RIGHT_TO_WORK: "Look at the passport, or look up the share code in the Home Office’s service, before the first day.",
    CheckKind.DBS: "Enhanced, with the children’s barred list. Write down the certificate’s number and its date, and never keep a copy.",
    CheckKind.REGISTER: "Look the number up in Social Work England’s public register: name, that the registration is current, conditions, and until when.",
    CheckKind.QUALIFICATIONS: "Look at the original certificate of the social work degree.",
    CheckKind.OVERSEAS: "Where somebody lived or worked abroad in the last ten years: the certificate of good conduct or what stands for it. Otherwise "
    "say that it is not needed, and why.",
    CheckKind.HEALTH: "Asked only after an offer (Equality Act 2010, section 60). Write whether they are fit for the work and what is to be arranged; no "
    "diagnosis.",
    CheckKind.ONLINE: "Of those shortlisted alone. Note what was searched for and what was found that bears on work with children; it is talked over "
    "with the candidate.",
}
REFERENCES_NEEDED = 2


def plain_name(name: str) -> str:
    """A name as it is held against another: small letters, without accents, stops, hyphens or doubled spaces."""
    bare = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c if c.isalnum() else " " for c in bare if not unicodedata.combining(c) and c not in "'’")
    return " ".join(letters.split())


def is_self(name: str, email: str, *, names: Iterable[str], own_email: str) -> bool:
    """Whether whoever is named as a referee is the candidate: by their e-mail address, or by any name they have or had."""
    own = {plain_name(one) for one in names} - {""}
    return (bool(email.strip()) and email.strip().lower() == own_email.strip().lower()) or plain_name(name) in own


YOURSELF = _("Name somebody other than yourself")
TWICE = _("Name two different people")
SHARED = _("Name two different people. If they share a name, add what tells them apart")


def referees_wrong(said: Mapping[str, Any], *, names: Iterable[str], own_email: str) -> dict[str, str]:
    """What is wrong with the two referees of a section, by its field: the candidate themselves, or one person twice. In English, to be said."""
    wrong, names = {}, list(names)
    for number in (1, 2):
        name, email = (str(said.get(f"{part}_{number}") or "") for part in ("name", "email"))
        if is_self("", email, names=(), own_email=own_email):
            wrong[f"email_{number}"] = YOURSELF
        elif is_self(name, "", names=names, own_email=""):
            wrong[f"name_{number}"] = YOURSELF
    one, two = (str(said.get(f"email_{number}") or "").strip().lower() for number in (1, 2))
    if one and one == two:
        wrong.setdefault("email_2", TWICE)
    elif (name := plain_name(str(said.get("name_1") or ""))) and name == plain_name(str(said.get("name_2") or "")):
        wrong.setdefault("name_2", SHARED)
    return wrong


def names_of(said: Mapping[str, Any]) -> list[str]:
    """Every name that somebody gives in the section about them: the present one, and each they had before."""
    before = str(said.get("previous_names") or "").replace(";", ",").replace("\n", ",").split(",")
    return [str(said.get("name") or ""), *before]


LINK_HOURS = 24  # how long a link that signs a candidate in is good
REFERENCE_WEEKS = 12  # how long a referee's link is good
ASK_AGAIN_DAYS = 7  # how soon a referee is asked again

MOST_DOCUMENTS = 6
DOCUMENT_BYTES = 8 * 1024 * 1024
DOCUMENT_NAMES = dict(DocumentKind.choices)
