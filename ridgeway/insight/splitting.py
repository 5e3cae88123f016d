"""A scope split into parts by service, team, role, grade or the route by which people came, each with its own question from the same facts."""

from collections import defaultdict

from ridgeway.domains.establishment.choices import Origin
from ridgeway.domains.establishment.models import Employment, PostTerm

from .question import Question
from .state import parts_of

Part = tuple[str, Question]
SPLITS = {
    "part": "team group", "service": "service", "team": "team", "role": "role", "grade": "grade of the post", "route": "route by which they came",
}  # fmt: skip


def split(question: Question, by: str) -> list[Part]:
    """The parts, in the order of pages. No query, one for grades and routes."""
    if by == "service":
        found: dict[str, list[int]] = {}
        for team in question.scope.teams:
            found.setdefault(str(team.service), []).append(team.pk)
        return [(name, question.narrowed(teams=ids)) for name, ids in found.items()]
    if by == "team":
        return [(team.name, question.narrowed(teams=[team.pk])) for team in question.scope.teams]
    if by == "role":
        roles = sorted(question.facts.role_names.items(), key=lambda item: item[1])
        return [(name, question.narrowed(roles=[pk])) for pk, (_, name) in roles]
    if by == "grade":
        return _by_grade(question)
    if by == "route":
        return _by_route(question)
    return parts_of(question)


def _by_grade(question: Question) -> list[Part]:
    """By the grade of a post's latest term."""
    rows = PostTerm.objects.filter(council=question.scope.council, team__in=question.scope.team_ids).order_by(
        "starts_on"
    )
    latest = {post: grade or "Grade not stated" for post, grade in rows.values_list("post", "grade__name")}
    found: dict[str, list[int]] = defaultdict(list)
    for post, grade in latest.items():
        found[grade].append(post)
    return [(grade, question.narrowed(posts=found[grade])) for grade in sorted(found)]


def _by_route(question: Question) -> list[Part]:
    """By where people came from; posts that nobody holds have none."""
    rows = Employment.objects.filter(council=question.scope.council).order_by("pk").values_list("pk", "origin")
    found: dict[str, list[int]] = defaultdict(list)
    for pk, origin in rows:
        found[origin].append(pk)
    labels = dict(Origin.choices)
    named = sorted((str(labels.get(origin, "Not stated")), ids) for origin, ids in found.items())
    return [(name, question.narrowed(employments=ids)) for name, ids in named]
