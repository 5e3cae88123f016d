"""A person by name or number, a post by number, a team by name."""

from django.db.models import Q, QuerySet

from ridgeway.domains.organisation.models import Council, Team
from ridgeway.domains.organisation.queries import Tree

from ..models import Post, Worker


def people_called(user, council: Council, text: str) -> QuerySet[Worker]:
    """Those `user` may see of whose names and numbers each word of `text` (of the first five) begins one, by family name."""
    wanted = Q()
    for word in text.split()[:5]:
        wanted &= (
            Q(given_name__istartswith=word)
            | Q(family_name__istartswith=word)
            | Q(registration_number__istartswith=word)
            | Q(staff_number__istartswith=word)
        )
    return Worker.objects.filter(wanted, council=council).visible_to(user).order_by("family_name", "given_name", "pk")


def posts_numbered(user, council: Council, text: str) -> QuerySet[Post]:
    """The posts `user` may see whose number begins so."""
    return Post.objects.filter(council=council, number__istartswith=text).visible_to(user).order_by("number")


def teams_called(tree: Tree, text: str) -> list[Team]:
    """The teams of a council whose name has every word of `text` in it. No query."""
    words = text.lower().split()[:5]
    return [team for team in tree.teams if all(word in team.name.lower() for word in words)]
