"""A language in which every letter of ours is another, so that a word that nobody put through gettext stands out."""

import datetime as dt
import html
import re

from django.utils import translation
from django.utils.formats import date_format

from tests.factories import AT

KEPT = re.compile(r"({[^}]*}|%\(\w+\)s|%%|<[^>]*>|&\w+;)")
QUIET = "Qq"  # what editors and councils write in these tests
LETTERS = {ord(letter): ord(letter) + 0xFEE0 for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"}
TOLD = {"BA", "JN", "Ridgeway"}


def disguised(words: str) -> str:
    """Words in which every letter is another, and what is filled in or marks up stays."""
    return "".join(part if KEPT.fullmatch(part) else part.translate(LETTERS) for part in KEPT.split(words))


def english(page: str) -> list[str]:
    """The words of a page, and of what is read out of it, that are in plain letters and that nobody wrote."""
    page = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", page, flags=re.S)
    said = re.findall(r'(?:aria-label|placeholder|alt|title)="([^"]*)"', page)
    said.append(re.sub(r"<[^>]+>", " ", page))
    with translation.override("cy"):
        days = [date_format(AT.date() + dt.timedelta(days=n), "l j F D M") for n in range(0, 400, 6)]
    own = {*TOLD, *re.findall(r"\w+", " ".join(days))}
    words = re.findall(r"[A-Za-z]{2,}", re.sub(r"\S+@\S+|https?://\S+", " ", html.unescape(" ".join(said))))
    return [word for word in words if word not in own and set(word.lower()) != {"q"}]
