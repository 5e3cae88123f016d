"""What counts as a visit, and where a tracked link may lead. Plain values, no clock."""

from collections.abc import Collection, Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from .choices import CRAWLERS, NO_CRAWLERS

REPEAT_SECONDS = 30 * 60
"""The same visitor of the same placement within half an hour is one visit."""


def is_crawler(agent: str) -> bool:
    """Whether the name a program gives of itself is a known crawler's, or is missing, as no browser's is."""
    said = agent.lower().strip()
    for name in NO_CRAWLERS:
        said = said.replace(name, "")
    return not said or any(word in said for word in CRAWLERS)


def is_visit(method: str, headers: Mapping[str, str]) -> bool:
    """Whether a request is a person following a link: a GET, not made ahead by a browser in case, not by a crawler."""
    ahead = " ".join(headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")).lower()
    is_ahead = "prefetch" in ahead or "prerender" in ahead or "preview" in ahead
    return method == "GET" and not is_ahead and not is_crawler(headers.get("User-Agent", ""))


MONTHS_FRESH = 6
"""An offer of a neighbour that was read longer ago than this is stale, and asked to be looked at again."""
VIA = "via"
"""The name under which our own pages carry the token of the tracked link somebody came by, in their addresses and forms."""


def with_via(address: str, token: str) -> str:
    """The address with `via=<token>` in its query, in place of any that was there."""
    parts = urlsplit(address)
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != VIA]
    return urlunsplit(parts._replace(query=urlencode([*kept, (VIA, token)])))


def is_ours(address: str, hosts: Collection[str]) -> bool:
    """Whether an address is a page of this installation: it names no host, or one of `hosts` (small letters, with a port where there is one)."""
    netloc = urlsplit(address).netloc.lower()
    return not netloc or netloc in hosts


def may_lead_to(address: str) -> bool:
    """Whether a tracked link may lead to an address: http or https, a host, nobody's name or password, no unseen characters;
    or a page of this installation's own, from its root: `/careers/...`."""
    if any(ord(letter) <= 32 or ord(letter) == 127 or letter == "\\" for letter in address):
        return False
    if address.startswith("/"):
        return not address.startswith("//") and _is_whole(address)
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(parts.hostname)
        and not (parts.username or parts.password)
        and port != 0
    )


def _is_whole(path: str) -> bool:
    try:
        parts = urlsplit(path)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc
