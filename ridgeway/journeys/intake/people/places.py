"""Where a row says somebody is: post, team and role found by number and name, or made where that was allowed."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils.text import slugify

from ridgeway.domains.establishment.models import JobRole, Post, PostTerm
from ridgeway.domains.organisation.models import Council, Service, Team

from ..changes import Changes
from ..problems import Problems
from .fields import PeopleMap
from .rows import PersonRow


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row says somebody is: the post when it is known, the team and the role."""

    post: Post | None
    team: Team | None
    role: JobRole | None


@dataclass
class Places:
    """The council's teams, roles and posts by name and number, loaded once a list."""

    council: Council
    people_map: PeopleMap
    problems: Problems
    changes: Changes
    _teams: dict[str, Team] = field(init=False)
    _roles: dict[str, JobRole] = field(init=False)
    _terms: dict[str, list[PostTerm]] = field(init=False)
    _service: Service | None = field(init=False)

    def __post_init__(self) -> None:
        self._teams = {}
        for team in Team.objects.filter(council=self.council):
            self._teams[team.slug] = self._teams[team.name.lower()] = team
        self._roles = {}
        for role in JobRole.objects.filter(council=self.council):
            self._roles.setdefault(role.slug, role)
            self._roles[role.name.lower()] = role
        self._terms = {}
        for term in (
            PostTerm.objects.filter(council=self.council).select_related("post", "team", "role").order_by("starts_on")
        ):
            self._terms.setdefault(term.post.number.lower(), []).append(term)
        services = list(Service.objects.filter(council=self.council))
        wanted = self.people_map.service.lower()
        self._service = next((s for s in services if wanted in (s.slug, s.name.lower())), None)
        if self._service is None and not wanted and len(services) == 1:
            self._service = services[0]
        self._said: set[tuple[str, str]] = set()

    def team_called(self, name: str) -> Team | None:
        """The team of a name or short name."""
        return self._teams.get(name.lower())

    def find(self, row: PersonRow, day: dt.date) -> Place:
        """Where the row puts somebody on a day; a post gives its own team and role. What is not here is reported once."""
        team, role = self._team(row), self._role(row)
        if not row.post_number:
            return Place(None, team, role)
        terms = self._terms.get(row.post_number.lower(), [])
        term = next((t for t in terms if t.holds_on(day)), None)
        if term is None:
            why = "is not funded on that day" if terms else "does not exist"
            self.problems.query(
                row.row, "H06", self.people_map.columns["post_number"], row.post_number, f"Post {row.post_number} {why}. {row.name} is recorded without a post.",
                "Fund the post first, or correct its number.",
            )  # fmt: skip
            return Place(None, team, role)
        return Place(term.post, term.team, term.role)

    def _meaning(self, name: str, word: str) -> str:
        return self.people_map.values.get(name, {}).get(word.lower(), word)

    def _team(self, row: PersonRow) -> Team | None:
        word = self._meaning("team", row.team)
        if not word:
            return None
        team = self._teams.get(word.lower()) or self._teams.get(slugify(word)[:60])
        if team is None and self.people_map.create_missing and self._service is not None:
            team = Team(
                council=self.council,
                service=self._service,
                name=word,
                slug=slugify(word)[:60] or "team",
                starts_on=dt.date(1990, 1, 1),
            )
            self._teams[word.lower()] = self._teams[team.slug] = team
            self.changes.add("team.added", team)
            self.changes.show("New teams", word)
        if team is None:
            why = (
                "there is more than one service: say in which to make it"
                if self.people_map.create_missing
                else "no team of that name"
            )
            self._not_there(row, "team", word, why)
        return team

    def _role(self, row: PersonRow) -> JobRole | None:
        word = self._meaning("role", row.role)
        if not word:
            return None
        role = self._roles.get(word.lower()) or self._roles.get(slugify(word)[:60])
        if role is None and self.people_map.create_missing:
            kind, code = _kind_of(word)
            role = JobRole(
                council=self.council,
                name=word,
                slug=slugify(word)[:60] or "role",
                kind=kind,
                census_role=code,
                is_social_worker=kind != "other",
                order=50,
            )
            self._roles[word.lower()] = self._roles[role.slug] = role
            self.changes.add("role.added", role)
            self.changes.show("New job roles", word)
        if role is None:
            self._not_there(row, "role", word, "no job role of that name")
        return role

    def _not_there(self, row: PersonRow, name: str, word: str, why: str) -> None:
        if (name, word) in self._said:
            return
        self._said.add((name, word))
        self.problems.query(
            row.row, "H06", self.people_map.columns[name], word, f"“{word}”: {why}. People there are recorded without it.",
            f"Match the word to a {name} on the columns page, or allow new teams and roles to be made.",
        )  # fmt: skip


def _kind_of(title: str) -> tuple[str, str]:
    """The kind of job and its census role, by the words of its title."""
    words = title.lower()
    if "social work" not in words and "practitioner" not in words and "manager" not in words:
        return "other", ""
    if "newly" in words or "nqsw" in words or "asye" in words:
        return "newly_qualified", "5"
    if any(word in words for word in ("head of", "director", "service manager")):
        return "senior_manager", "1"
    if "manager" in words:
        return "first_line_manager", "3"
    if any(word in words for word in ("senior", "advanced", "lead", "consultant")):
        return "senior", "4"
    return "social_worker", "5"
