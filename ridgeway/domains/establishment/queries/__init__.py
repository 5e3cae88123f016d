"""Reads over the establishment: lists of posts and people on a day, and the stories of one post and one person.

A list is one query however long it is, paged by the key it is sorted by; nothing is counted that is not shown.
"""

from .people import (
    PersonFilter,
    PersonLine,
    Spell,
    agency,
    everybody,
    in_post,
    leavers,
    person_story,
    starters,
)
from .posts import (
    PostFilter,
    PostLine,
    longest_empty,
    needing_care,
    next_numbers,
    options,
    post_story,
    posts_on,
    suggested_number,
)
from .searching import people_called, posts_numbered, teams_called
from .today import Event, Misfit, events, misfits

__all__ = [
    "Event",
    "Misfit",
    "PersonFilter",
    "PersonLine",
    "PostFilter",
    "PostLine",
    "Spell",
    "agency",
    "events",
    "everybody",
    "in_post",
    "leavers",
    "longest_empty",
    "misfits",
    "needing_care",
    "next_numbers",
    "options",
    "people_called",
    "person_story",
    "post_story",
    "posts_numbered",
    "posts_on",
    "starters",
    "suggested_number",
    "teams_called",
]
