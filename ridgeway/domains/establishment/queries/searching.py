"""A person by name or number, a post by number, a team by name."""

from dataclasses import dataclass

from django.db.models import Q

from ridgeway.domains.organisation.models import Team
from ridgeway.domains.organisation.queries import Tree

from ..models import Post, Worker

SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, each list cut at `most`; `is_cut` says that there was more."""

    people: list[Worker]
    posts: list[str]
    teams: list[Team]
    is_cut: bool

    @property
    def is_empty(self) -> bool:
        return not (self.people or self.posts or self.teams)


def search(user, tree: Tree, text: str, most: int = 20, *, with_posts: bool = True) -> Found:
    """What `user` may see of a council that begins with the words of `text`.

    Two queries, one where posts are not asked for; none for fewer than two letters.
    """
    words = text.split()[:5]
    if len("".join(words)) < SHORTEST:
        return Found([], [], [], False)
    wanted = Q()
    for word in words:
        wanted &= (
            Q(given_name__istartswith=word)
            | Q(family_name__istartswith=word)
            | Q(registration_number__istartswith=word)
            | Q(staff_number__istartswith=word)
        )
    council = tree.council
    people = list(
        Worker.objects.filter(wanted, council=council)
        .visible_to(user)
        .order_by("family_name", "given_name", "pk")[: most + 1]
    )
    joined = " ".join(words)
    numbered = Post.objects.filter(council=council, number__istartswith=joined).visible_to(user).order_by("number")
    posts = list(numbered.values_list("number", flat=True)[: most + 1]) if with_posts else []
    teams = [team for team in tree.teams if all(word.lower() in team.name.lower() for word in words)]
    return Found(people[:most], posts[:most], teams[:most], max(len(people), len(posts), len(teams)) > most)
