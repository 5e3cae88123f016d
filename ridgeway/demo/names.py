"""Invented people: plants, birds and places of chalk country, so that nobody can be mistaken for somebody."""

import datetime as dt
from collections.abc import Iterable
from random import Random

from .world import Person

_GIVEN = """
Sorrel Teasel Moss Harebell Lark Plover Yarrow Bryony Linnet Wren Campion Burnet Tansy Squinancy
Rowan Hazel Juniper Clover Sainfoin Pipit Merlin Swift Dove Finch Brook Flint Reed Sedge Bracken
Heather Betony Marjoram Thyme Cowslip Primrose Speedwell Vetch Trefoil Knapweed Scabious Gentian
Orchis Bittern Dunlin Kestrel Heron Martin Starling Dunnock Siskin Woodruff Avens Aspen Alder Willow
Elder Maple Privet Spindle Dogwood Bramble Mallow Comfrey Lavender Fennel Dill Chervil Lovage Sage
Saffron Madder Woad Weld Barley Rye Corn Fallow Copse Dell Coombe Ridge Vale
""".split()  # noqa: SIM905 - a list of words reads as one
_FIRST = """
Whits Fair Chalk Lark White Barrow Stone Shep Long Over Nether Broad Thorn Ashen Elm Oak Beech
Winter Summer Hare Fox Plover Cran Ravens Kings Green Red Black Clear Still Wind Mill Sarsen Flint
Dew Hollow Steep Drove Turf
""".split()  # noqa: SIM905 - a list of words reads as one
_SECOND = """
bury mile ley rise down field combe bourne ford well ton hurst worth wick mere stead cott barrow
stoke ridge lynchet mead
""".split()  # noqa: SIM905 - a list of words reads as one


class Names:
    """Full names, each once, and numbers in ranges that no register uses."""

    def __init__(self, rng: Random, reserved: Iterable[str] = ()) -> None:
        self._rng, self._count = rng, 0
        self._used: set[tuple[str, str]] = set()
        self._reserved = {tuple(name.split(" ")) for name in reserved}

    def full(self) -> tuple[str, str]:
        """A given and a family name that nobody here has."""
        while True:
            name = (self._rng.choice(_GIVEN), self._rng.choice(_FIRST) + self._rng.choice(_SECOND))
            if name not in self._used and name not in self._reserved:
                self._used.add(name)
                return name

    def person(self, day: dt.date, *, qualified: bool = True, newly: bool = False, agency: bool = False) -> Person:
        """Somebody who could start on `day`."""
        rng = self._rng
        self._count += 1
        given, family = self.full()
        age = rng.randint(23, 34) if newly else min(63, max(25, round(rng.gauss(43, 10))))
        years = 0.3 if newly else rng.uniform(1, max(1.5, age - 24))
        return Person(
            given,
            family,
            registration=f"SW99{self._count:05d}" if qualified else "",
            staff_number="" if agency else f"9{self._count:05d}",
            born_on=dt.date(day.year - age, rng.randint(1, 12), rng.randint(1, 28)),
            sex="F" if rng.random() < 0.82 else "M",
            ethnicity=rng.choices(_ETHNICITIES, _SHARES)[0],
            qualification=rng.choices("123", (55, 40, 5))[0] if qualified else "",
            qualified_on=day - dt.timedelta(days=round(years * 365)) if qualified else None,
            step_up=rng.random() < 0.05 if qualified and day.year > 2010 else False,
            frontline=rng.random() < 0.03 if qualified and newly and day.year > 2015 else False,
            is_agency=agency,
        )


_ETHNICITIES = ("WBRI", "WIRI", "WOTH", "MWBC", "MWBA", "MWAS", "AIND", "APKN", "ABAN", "BCRB", "BAFR", "BOTH", "OOTH",
                "REFU", "NOBT")  # fmt: skip
_SHARES = (770, 12, 45, 12, 8, 8, 14, 7, 4, 25, 48, 6, 6, 15, 20)
