"""Posts that were added between two days, and the share of posts that are held."""

import numpy as np

from ridgeway.insight.balance import flow_of
from ridgeway.insight.figures import Answer, Part, Unit, day_words

from .books import Books, Where
from .defined import defined


def _new(books: Books, where: Where) -> Answer:
    posts, _, amounts = flow_of(where.question, where.since, where.on, "new")
    added = [(post, amount) for post, amount in zip(posts, amounts, strict=True) if amount]
    ids = np.array(sorted(post for post, _ in added), dtype="i8")
    total = float(sum(amount for _, amount in added))
    words = f"posts funded for the first time after {day_words(where.since)}, up to {day_words(where.on)}"
    return Answer(Part(total, words, "posts", ids), value=total)


def _held(books: Books, where: Where) -> Answer:
    funded = where.question.funded(where.on)
    if not len(funded):
        return Answer(reason="No posts are funded here on that day.")
    vacant, _ = where.question.vacant(where.on)
    held = np.setdiff1d(funded.post, vacant.post)
    parts = Part(len(held), "posts held", "posts", held), Part(len(funded), "funded posts", "posts", funded.post)
    return Answer(*parts, value=len(held) / len(funded) * 100)


ALL = (
    defined(
        "new_posts", "New posts", Unit.POSTS, "Posts funded for the first time between the two days.", _new,
        numerator="posts funded for the first time", source="Posts and their terms.", window="between two days", is_since=True,
    ),
    defined(
        "posts_held", "Posts held", Unit.PERCENT, "Funded posts that somebody holds on the day.", _held, numerator="posts held",
        denominator="funded posts", source="Posts and who holds them.",
    ),
)  # fmt: skip
