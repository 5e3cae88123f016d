"""Jobs as they stand in a list, and the filters beside them: each drawn once for all that it says, and not at every request.

What is kept here is kept under everything that is said in it, so it cannot be out of date: a job that says something else is another key,
and a job that is not listed any more is not asked for.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import partial
from operator import attrgetter

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ridgeway.core.held import Once
from ridgeway.domains.recruitment.queries.jobs import JobLine

from .job_words import line_of
from .sites import Site

_cards, _filters = Once(2_000), Once(200)
_said = attrgetter(
    "reference", "title", "how_many", "pay_low", "pay_high", "supplement_low", "supplement_high", "supplement_words", "grade_words", "pattern",
    "contract_kind", "hours", "place", "is_hard_to_fill", "takes_expressions", "closes_at", "summary", "team_id", "service_id",
)  # fmt: skip


def cards(site: Site, lines: Iterable[JobLine], now: dt.datetime, kept: Mapping[int | None, str]) -> list[SafeString]:
    """The cards of some jobs. `kept`: what is promised and kept, by service, for those where nothing matters more."""
    where = (get_language(), site.prefix, site.carried, timezone.localtime(now).date(), kept.get(None, ""))
    return [
        _cards.of(
            (where, _said(advert), str(advert.team or ""), advert.service.name, line.miles, kept.get(advert.service_id), advert.is_live(now)),
            partial(_card, site, line, now, kept),
        )
        for line in lines
        for advert in (line.advert,)
    ]  # fmt: skip


def _card(site: Site, line: JobLine, now: dt.datetime, kept: Mapping[int | None, str]) -> SafeString:
    return render_to_string("careers/job_card.html", {"site": site, "job": line_of(line, now, kept)})


def filters(made: list[dict]) -> SafeString:
    """The filters as lists of links, each with how many jobs it leaves."""
    said = tuple((row["name"], str(row["label"]), *map(tuple, (row["open"], row["more"]))) for row in made)
    return _filters.of((get_language(), said), lambda: render_to_string("careers/filters.html", {"filters": made}))
