"""What a careers site keeps: the site of a council, its pages, and what it shows beside them."""

from .pages import HomePage, LandingPage, SitePage, StoriesPage, StoryPage, WordsPage
from .showing import Beside, BesideFollowed, Comparison, OldAddress, Promise, PromiseState, SiteVisit
from .sites import CareersSite, Language

__all__ = [
    "Beside",
    "BesideFollowed",
    "CareersSite",
    "Comparison",
    "HomePage",
    "LandingPage",
    "Language",
    "OldAddress",
    "Promise",
    "PromiseState",
    "SitePage",
    "SiteVisit",
    "StoriesPage",
    "StoryPage",
    "WordsPage",
]
