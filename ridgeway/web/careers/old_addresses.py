"""Addresses of a site that was: read from a list, kept, and led on from."""

import csv
import datetime as dt
import io
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db import transaction

from ridgeway.core import audit
from ridgeway.domains.organisation.actions import touch
from ridgeway.domains.organisation.models import Council

from .blocks import leads_somewhere
from .models import OldAddress

MOST = 5000


@dataclass(frozen=True, slots=True)
class Problem:
    """A line of the list that is left out, and why."""

    line: int
    words: str


def path_of(address: str) -> str:
    """An old address as it is kept: its path alone, without the slash at its end, in small letters."""
    return (urlsplit(address.strip()).path.rstrip("/") or "/").lower()[:300]


def read(text: str) -> tuple[dict[str, str], list[Problem]]:
    """The old and the new address of each line of a CSV file; and what is wrong with the others. A line of headings is passed over."""
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for number, row in enumerate(csv.reader(io.StringIO(text)), start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if len(cells) < 2 or not cells[0] or not cells[1]:
            problems.append(Problem(number, "There is no old and new address here."))
        elif not cells[0].startswith(("/", "http://", "https://")):
            if number > 1:
                problems.append(Problem(number, f"“{cells[0][:60]}” is no address: it begins with / or http."))
        elif path_of(cells[0]) == "/":
            problems.append(Problem(number, "The first page of the site cannot lead elsewhere."))
        elif not leads_somewhere(cells[1]) or len(cells[1]) > 300:
            problems.append(Problem(number, f"“{cells[1][:60]}” leads nowhere we can send anybody."))
        elif path_of(cells[0]) in found:
            problems.append(Problem(number, f"{path_of(cells[0])} stands above already."))
        elif len(found) >= MOST:
            problems.append(Problem(number, f"More than {MOST:,} addresses."))
            break
        else:
            found[path_of(cells[0])] = cells[1]
    return found, problems


@transaction.atomic
def bring_in(council: Council, addresses: dict[str, str], *, by, at: dt.datetime) -> int:
    """Keep what a list says; an address that is known leads to where the list says. Returns how many. One audit line."""
    OldAddress.objects.filter(council=council, path__in=addresses).delete()
    OldAddress.objects.bulk_create([OldAddress(council=council, path=path, to=to) for path, to in addresses.items()])
    write = audit.Write(
        "site.old_addresses",
        "careers.oldaddress",
        "",
        f"{len(addresses)} old addresses",
        None,
        {"paths": sorted(addresses)[:200]},
    )
    audit.record_all(council.code, [write], by=by, at=at)
    touch(council)
    return len(addresses)


def now_at(council: Council, path: str) -> str:
    """Where an old path leads now; empty where nothing is known of it. One query."""
    return OldAddress.objects.filter(council=council, path=path_of(path)).values_list("to", flat=True).first() or ""
