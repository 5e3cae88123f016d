"""What somebody looks for by a name or a number, of every kind they may see, in one query."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import DateTimeField, F, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat

from ridgeway.domains.establishment import queries as establishment
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Team
from ridgeway.domains.organisation.queries import Tree
from ridgeway.domains.recruitment.queries import searching as recruitment

SHORTEST = 2
MOST = 20
_NONE = Value("")
_NO_DAY = Cast(Value(None), DateTimeField())


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what its page is asked with, what it is called, what tells it from others, when it came or closes."""

    key: str
    words: str
    more: str
    at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, by kind, each list cut at `MOST`; `is_cut` says that there was more."""

    hits: Mapping[str, Sequence[Hit]] = field(default_factory=dict)
    teams: Sequence[Team] = ()
    is_cut: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.teams or any(self.hits.values()))


def find(user, tree: Tree, text: str) -> Found:
    """What `user` may see of a council that is called so: people, applications, enquiries, adverts, posts, teams.

    Two queries, one for somebody who sees no applications; none for fewer than two letters.
    """
    text = " ".join(text.split())
    if len(text.replace(" ", "")) < SHORTEST:
        return Found()
    kinds = list(_kinds(user, tree, text))
    found: dict[str, list[Hit]] = {}
    for kind, *about in kinds[0].union(*kinds[1:], all=True) if kinds else ():
        found.setdefault(kind, []).append(Hit(*about))
    for kind, rows in found.items():
        rows.sort(key=_ORDER[kind], reverse=kind in _LATEST_FIRST)
    teams = establishment.teams_called(tree, text)
    is_cut = max(len(teams), *(len(rows) for rows in found.values()), 0) > MOST
    return Found({kind: rows[:MOST] for kind, rows in found.items()}, teams[:MOST], is_cut)


_LATEST_FIRST = {"application", "enquiry", "advert"}
_ORDER = {
    "person": lambda hit: (hit.words.split()[-1:], hit.words),
    "post": lambda hit: hit.key,
    **dict.fromkeys(_LATEST_FIRST, lambda hit: (hit.at is not None, hit.at or 0, hit.key)),
}


def _kinds(user, tree: Tree, text: str) -> Iterator[QuerySet]:
    """The rows of each kind of which somebody may see some."""
    council, access = tree.council, access_of(user)
    if access.may_somewhere(Permission.PEOPLE_VIEW, council.pk):
        whole = Concat("given_name", Value(" "), "family_name")
        yield _hits(
            "person", establishment.people_called(user, council, text), words=whole, more=F("registration_number")
        )
    if access.may_somewhere(Permission.APPLICATIONS_VIEW, council.pk):
        rows = recruitment.applications_of(user, council, text)
        yield _hits("application", rows, words=F("candidate__name"), more=F("advert__title"), at=F("sent_at"))
    if access.may_somewhere(Permission.ENQUIRIES_VIEW, council.pk):
        yield _hits("enquiry", recruitment.enquirers(user, council, text), words=F("name"), at=F("came_at"))
    if access.may_somewhere(Permission.ADVERTS_VIEW, council.pk):
        called = recruitment.adverts_called(user, council, text)
        yield _hits("advert", called, words=F("title"), more=F("reference"), at=F("closes_at"))
    if access.may_somewhere(Permission.POSTS_VIEW, council.pk):
        yield _hits("post", establishment.posts_numbered(user, council, text), key="number", words=F("number"))


def _hits(
    kind: str, rows: QuerySet, *, key: str = "pk", words: Combinable, more: Combinable = _NONE, at: Combinable = _NO_DAY
) -> QuerySet:
    """The first rows as `(kind, key, words, more, at)`: one more than are shown, in no order, which a union keeps of none."""
    some = rows.model._base_manager.filter(pk__in=rows.values("pk")[: MOST + 1]).order_by()
    return some.values_list(
        Value(kind, output_field=TextField()),
        Cast(F(key), TextField()),
        Cast(words, TextField()),
        Cast(more, TextField()),
        at,
    )
