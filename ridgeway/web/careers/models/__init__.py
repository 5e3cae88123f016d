"""What a careers site keeps: the site of a council, and its pages."""

from .pages import HomePage, LandingPage, SitePage, StoriesPage, StoryPage, WordsPage
from .sites import CareersSite

__all__ = ["CareersSite", "HomePage", "LandingPage", "SitePage", "StoriesPage", "StoryPage", "WordsPage"]
