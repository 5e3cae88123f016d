"""Asking a page of the council in `place`, and reading what comes back."""

from django.urls import reverse

from tests.factories import day


def url(name, where, query="", /, **args):
    """The address of a page of a council."""
    return reverse(name, kwargs={"council": where.council.slug, **args}) + query


def date(prefix: str, text: str) -> dict:
    """A day as the three boxes of a form send it."""
    on = day(text)
    return {f"{prefix}_0": on.day, f"{prefix}_1": on.month, f"{prefix}_2": on.year}


def text_of(response) -> str:
    """The page as text."""
    return response.content.decode()


def waiting_of(client, place, asked: str = ""):
    """What Today asks for by itself, for somebody: `broken` and `due`."""
    return client.get(url("today_waiting", place, asked)).context["waiting"]
