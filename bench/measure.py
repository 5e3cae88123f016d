"""Measures every page in one process, without a server: `python -m bench.measure [--rounds 40]`, JSON on standard output.

A request goes through the whole stack as the server would send it: a WSGI environment with a real session's cookie, all middleware,
the view, the template. Our page and its floor take turns, so that whatever else the machine is doing slows both alike.
"""

import argparse
import gc
import io
import json
import os
import statistics
import sys
import time
from collections.abc import Callable

from .pages import COUNCIL, LIST_FLOOR, PAGES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
WARM_UP = 4


def sign_in() -> str:
    """The cookie of somebody who sees every page of the first council."""
    from django.conf import settings
    from django.test import Client

    from ridgeway.domains.organisation.models import User

    client = Client()
    client.force_login(User.objects.get(email="bench@example.org"))
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


class Browser:
    """Asks for pages as a server would, with a session's cookie."""

    def __init__(self) -> None:
        from django.core.handlers.wsgi import WSGIHandler

        self.cookie, self.handler = sign_in(), WSGIHandler()

    def get(self, address: str) -> int:
        """Ask for a page; its size. Raises `RuntimeError` when it is not a page."""
        path, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "localhost", "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "localhost", "HTTP_COOKIE": self.cookie, "REMOTE_ADDR": "127.0.0.1",
            "wsgi.input": io.BytesIO(), "wsgi.errors": io.StringIO(), "wsgi.url_scheme": "http", "wsgi.version": (1, 0),
            "wsgi.multithread": False, "wsgi.multiprocess": False, "wsgi.run_once": False,
        }  # fmt: skip
        answered: list[str] = []
        response = self.handler(environ, lambda status, headers, info=None: answered.append(status))
        size = sum(len(part) for part in response)
        response.close()
        if not answered[0].startswith("200"):
            raise RuntimeError(f"{address} answered {answered[0]}")
        return size

    def queries(self, address: str) -> int:
        """How many queries a page costs."""
        from django.db import connection

        seen: list[str] = []

        def count(execute: Callable, sql: str, params, many, context):
            seen.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(count):
            self.get(address)
        return len(seen)


def timed(ask: Callable[[], object]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    ask()
    return (time.perf_counter() - began) * 1000


def forget(written: str) -> None:
    """What this process keeps of pages that were asked for is gone, and somebody in the council has just written something."""
    from django.core.cache import caches
    from django.db import transaction

    from ridgeway.core import audit, clock
    from ridgeway.domains.organisation.actions import touch
    from ridgeway.domains.organisation.models import Council
    from ridgeway.domains.recruitment.models import Advert

    caches["pages"].clear()
    council = Council.objects.get(slug=COUNCIL)
    with transaction.atomic():
        write = audit.Write("bench.wrote", written, "1", "Invented for the benchmark", None, {"n": 1})
        audit.record_all(council.code, [write], by="bench", at=clock.now())
        touch(council)
        if (
            written == "recruitment.advert"
        ):  # its first, which says something else each time, so that its card is drawn anew
            Advert.objects.filter(pk=1).update(hours=f"37 a week, {council.revision}")


def summary(times: list[float]) -> dict[str, float]:
    """The median and the 95th percentile, in milliseconds."""
    ordered = sorted(times)
    return {"median": round(statistics.median(ordered), 2), "p95": round(ordered[int(len(ordered) * 0.95)], 2)}


def measure(rounds: int, only: str = "") -> list[dict]:
    """Every page that exists, against its floor and against the plain floor of 50 rows."""
    browser, found = Browser(), []
    plain = f"/floor/1/{LIST_FLOOR}/"
    for page in PAGES:
        if only.lower() not in page.name.lower():
            continue
        url = page.url()
        if url is None:
            found.append({"page": page.name, "missing": True})
            continue
        addresses = {"ours": url, "floor": page.floor_url, "plain": plain}
        try:
            sizes = {name: browser.get(address) for name, address in addresses.items()}
        except RuntimeError as error:
            found.append({"page": page.name, "missing": True, "reason": str(error)})
            continue
        times: dict[str, list[float]] = {name: [] for name in addresses}
        gc.collect()
        for turn in range(WARM_UP + rounds):
            addresses["ours"] = page.at_turn(turn) or url
            for name, address in addresses.items():
                if page.forgets and name == "ours":
                    forget(page.forgets)
                took = timed(lambda address=address: browser.get(address))
                if turn >= WARM_UP:
                    times[name].append(took)
        summaries = {name: summary(values) for name, values in times.items()}
        found.append(
            {
                "page": page.name,
                "address": url,
                "is_list": page.is_list,
                "target": page.target,
                "is_site": page.site is not None,
                "bytes": sizes["ours"],
                "queries": browser.queries(page.at_turn(-1) or url),
                "floor_queries": browser.queries(page.floor_url),
                **summaries,
                "times_floor": round(summaries["ours"]["median"] / summaries["floor"]["median"], 2),
                "times_plain": round(summaries["ours"]["median"] / summaries["plain"]["median"], 2),
            }
        )
    return found


def answer() -> None:
    """Read addresses from standard input and write how many milliseconds each took, line by line, until it ends."""
    browser = Browser()
    for line in sys.stdin:
        print(timed(lambda line=line: browser.get(line.strip())), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure every page in one process.")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--only", default="", help="the pages whose name has these words in it")
    parser.add_argument("--answer", action="store_true", help="time the addresses that are read, for `growth`")
    asked = parser.parse_args()
    import django

    django.setup()
    if asked.answer:
        answer()
        return
    from django.db import connection

    from .build import counted

    print(json.dumps({"database": connection.vendor, "rows": counted(), "pages": measure(asked.rounds, asked.only)}))


if __name__ == "__main__":
    main()
