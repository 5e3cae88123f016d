"""What somebody looks for by a name or a number, of every kind they may see."""

import datetime as dt
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.text import Truncator

from ridgeway.domains.establishment import queries as establishment
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Team
from ridgeway.domains.organisation.queries import Tree
from ridgeway.domains.recruitment.queries import searching as recruitment
from ridgeway.domains.recruitment.rules import telephone_key
from ridgeway.domains.recruitment.states import UNNAMED

SHORTEST = 2
MOST = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what its page is asked with, what it is called, what tells it from others, when it came or closes."""

    key: int | str
    words: str
    more: str = ""
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, by kind, each list cut at `MOST`; `is_cut` says that there was more."""

    hits: Mapping[str, Sequence[Hit]] = field(default_factory=dict)
    teams: Sequence[Team] = ()
    is_cut: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.teams or self.hits)


def find(user, tree: Tree, text: str) -> Found:
    """What `user` may see of a council that is called so: people, applications, enquiries, adverts, posts, teams.

    At most four queries, one a kind, for an address or a number is not asked of what has none; no query for fewer than two letters.
    """
    text = " ".join(text.split())
    if len(text.replace(" ", "")) < SHORTEST:
        return Found()
    rows = {kind: list(itertools.starmap(_HITS[kind], rows[: MOST + 1])) for kind, rows in _kinds(user, tree, text)}
    teams = establishment.teams_called(tree, text)
    return Found(
        {kind: hits[:MOST] for kind, hits in rows.items() if hits}, teams[:MOST],
        max([len(teams), *(len(hits) for hits in rows.values())]) > MOST,
    )  # fmt: skip


_HITS: dict[str, Callable[..., Hit]] = {
    "person": lambda pk, given, family, registration: Hit(pk, f"{given} {family}".strip(), registration),
    "application": lambda pk, name, state, title, sent: Hit(
        pk, f"Candidate {pk:04}" if state in UNNAMED else name, title, sent
    ),
    "enquiry": lambda pk, name, about, came: Hit(pk, name, Truncator(about).chars(60), came),
    "advert": lambda pk, title, reference, closes: Hit(pk, title, reference, closes),
    "post": lambda number: Hit(number, number),
}


def _kinds(user, tree: Tree, text: str) -> Iterator[tuple[str, QuerySet]]:
    """The rows of each kind of which somebody may see some and which may be called so."""
    council, access = tree.council, access_of(user)
    has_figures, is_address = any(map(str.isdigit, text)), "@" in text
    is_telephone = bool(telephone_key(text)) and not any(map(str.isalpha, text))  # it may be a post's number as well
    # names, addresses and telephone numbers are all that is known of those who applied or enquired
    of_strangers = not has_figures or is_address or is_telephone

    def may(permission: str) -> bool:
        return access.may_somewhere(permission, council.pk)

    if not is_address and may(Permission.PEOPLE_VIEW):
        rows = establishment.people_called(user, council, text)
        yield "person", rows.values_list("pk", "given_name", "family_name", "registration_number")
    if of_strangers and may(Permission.APPLICATIONS_VIEW):
        applications = recruitment.applications_of(user, council, text)
        yield "application", applications.values_list("pk", "candidate__name", "state", "advert__title", "sent_at")
    if of_strangers and may(Permission.ENQUIRIES_VIEW):
        enquiries = recruitment.enquirers(user, council, text)
        yield "enquiry", enquiries.values_list("pk", "name", "about", "came_at")
    if not is_address and not is_telephone and may(Permission.ADVERTS_VIEW):
        adverts = recruitment.adverts_called(user, council, text)
        yield "advert", adverts.values_list("pk", "title", "reference", "closes_at")
    if has_figures and not is_address and may(Permission.POSTS_VIEW):
        yield "post", establishment.posts_numbered(user, council, text).values_list("number")
