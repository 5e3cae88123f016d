"""Figures that are no measures of people and posts: money from the ledger, hiring, campaigns, enquiries, new posts,
supplements and incentives, the promise of cases, and days of decisions.

Each is defined as a measure is (words, numerator, denominator, source, caveat) and answers for a scope, a day and a day since; a report
places it as it places a measure. `Books` reads what they need once for a report, however many of them it places.
"""

from . import campaigns, decisions, hiring, money, pay, posts, practice
from .books import Books, Where
from .defined import Counted

COUNTED: dict[str, Counted] = {
    one.key: one for one in (*posts.ALL, *practice.ALL, *hiring.ALL, *campaigns.ALL, *money.ALL, *pay.ALL, *decisions.ALL)
}  # fmt: skip

__all__ = ["COUNTED", "Books", "Counted", "Where"]
