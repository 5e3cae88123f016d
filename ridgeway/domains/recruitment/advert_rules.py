"""The rules of adverts on plain values: words as they are searched, distance, what an advert still lacks."""

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

EARTH_MILES = 3958.8  # mean radius, 6,371.0 km
LONGEST_QUESTION = 8  # words that are looked for
_WORD = re.compile(r"[a-z0-9]+")
_OWNED = re.compile(r"([a-z])'s?(?![a-z])")
_DISTRICT = re.compile(r"^([A-Z]{1,2}[0-9][0-9A-Z]?)(?:\s*[0-9][A-Z]{2})?$")


def folded_words(text: str) -> list[str]:
    """The words of a text as two texts are compared: small letters without accents or apostrophes, plurals as one.

    "Children's social workers" gives children, social, worker.
    """
    straight = unicodedata.normalize("NFKD", text.replace("\u2019", "'").replace("\u2018", "'"))
    plain = straight.encode("ascii", "ignore").decode().lower()
    return [_singular(word) for word in _WORD.findall(_OWNED.sub(r"\1", plain))]


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def searched(*texts: Any) -> str:
    """Texts as one that is searched: each word once, a space before each."""
    words = dict.fromkeys(word for text in texts if text for word in folded_words(str(text)))
    return "".join(f" {word}" for word in words)


def asked_words(text: str) -> list[str]:
    """What of a question is looked for: each of these must begin a word of an advert."""
    return list(dict.fromkeys(folded_words(text[:200])))[:LONGEST_QUESTION]


def district_of(postcode: str) -> str:
    """The district of a postcode, or of a district: BA14 of "ba14 8jn". Empty where it is neither."""
    match = _DISTRICT.match(" ".join(postcode.upper().split()))
    return match[1] if match else ""


def miles_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Miles between two places, each (latitude, longitude) in degrees, along the great circle (haversine)."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*one, *other))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_MILES * math.asin(min(1.0, math.sqrt(half)))


def lacks(advert: Any, essentials: Iterable[Any], *, at: Any) -> list[str]:
    """What an advert still lacks before anybody may see it, each as a sentence; empty when it can be published."""
    wanted: Mapping[str, bool] = {
        "Give it a title.": bool(advert.title),
        "Say in a sentence or two what the job is.": bool(advert.summary),
        "Say what one would do in a week.": bool(advert.week),
        "Say what is asked for: at least one essential criterion.": any(True for _ in essentials),
        "Say what it pays, or the grade.": advert.pay_low is not None or bool(advert.grade_words),
        "Say where it is.": bool(advert.place),
        "Name somebody to ring or write to.": bool(
            advert.contact_name and (advert.contact_telephone or advert.contact_email)
        ),
        "Say what happens next.": bool(advert.next_steps or advert.shortlist_on or advert.interviews_on),
        "Say by when to apply: a day and time still to come.": bool(advert.closes_at and advert.closes_at > at),
    }
    return [sentence for sentence, is_there in wanted.items() if not is_there]


def wrong_in(fields: Mapping[str, Any]) -> str:
    """The first thing that cannot be so in an advert's words, as a sentence; empty where all is well."""
    for low, high, what in (("pay_low", "pay_high", "pay"), ("supplement_low", "supplement_high", "supplement")):
        first, last = fields.get(low), fields.get(high)
        if any(amount is not None and amount < 0 for amount in (first, last)):
            return f"The {what} is not less than nothing."
        if first is not None and last is not None and Decimal(first) > Decimal(last):
            return f"The lowest {what} is not more than the highest."
    if fields.get("pay_high") is not None and fields.get("pay_low") is None:
        return "Say the lowest pay too."
    if fields.get("supplement_low") is not None and not fields.get("supplement_words"):
        return "Say what the supplement is and until when it is fixed."
    on, then = fields.get("shortlist_on"), fields.get("interviews_on")
    if on and then and then < on:
        return "Interviews are not before the shortlist."
    return ""
