"""The ground under every test: no network, a clock that can be stopped, and a real browser where there is one.

A test that needs a browser asks for `page` (or `accessible`); it fails when the page logs an error or reaches for another
host. Where no Chromium is found those tests are skipped, and the closing lines say how many.
"""

import datetime as dt
import os
import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core.cache import caches
from pytest_socket import socket_allow_hosts

from .laid import django_db_setup  # noqa: F401

pytest_plugins = ["tests.audit_flush"]

# the browser is driven from the thread that also holds the database connection
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

HERE = ["127.0.0.1", "::1", "localhost"]
AXE = Path(__file__).resolve().parent.parent / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
]


def chromium() -> str | None:
    """The browser: $CHROMIUM, or the one the machine has."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)


def pytest_runtest_setup(item):
    socket_allow_hosts(HERE, allow_unix_socket=True)
    if item.get_closest_marker("browser") and chromium() is None:
        pytest.skip("no Chromium on this machine")


def pytest_collection_modifyitems(config, items):
    if os.environ.get("ONLY_ON_A_DATABASE"):
        _leave_out_what_touches_none(config, items)
    for item in items:
        if "page" in getattr(item, "fixturenames", ()) or "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


# what stands on a ground that is long in the laying stays in one process: the demonstration that is served, that in the tests' database, and
# each part of the pages that bear any input. The library's own groups are lost on the way to its scheduler with this version of pytest
ONE_GROUND = re.compile(r"""
    (?P<served>tests/browser/test_(every_page|account|enquiries)\.py) | (?P<demonstration>tests/demo/test_figures\.py)
    | tests/web/test_bad_input\.py::(?P<part>Test\w+)::
""", re.VERBOSE)  # fmt: skip


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Share out the tests among the processes one by one, but those of one ground together."""
    from xdist.scheduler import LoadScopeScheduling

    class ByGround(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            found = ONE_GROUND.match(nodeid)
            return nodeid if found is None else found["part"] or found.lastgroup

    return ByGround(config, log)


def _leave_out_what_touches_none(config, items) -> None:
    """Of the second database's run: what asks for no database, or starts a program on one of its own, is the same there and ran already."""
    kept, left = [], []
    for item in items:
        asks = {"db", "transactional_db", "served"} & set(getattr(item, "fixturenames", ()))
        stays = asks - {"served"} if item.nodeid.startswith("tests/project/") else asks
        (kept if stays or item.get_closest_marker("django_db") else left).append(item)
    items[:] = kept
    config.hook.pytest_deselected(items=left)


def pytest_terminal_summary(terminalreporter):
    """Say what did not run, and why: a skipped test is never silent."""
    reasons: dict[str, int] = {}
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reasons[reason] = reasons.get(reason, 0) + 1
    for reason, count in sorted(reasons.items()):
        terminalreporter.write_line(
            f"NOT RUN: {count} test{'s' if count > 1 else ''} ({reason.removeprefix('Skipped: ')})"
        )


@pytest.fixture(autouse=True)
def nobody_came_before():
    """What strangers sent in the tests before counts towards nobody's limit."""
    caches["visits"].clear()


@pytest.fixture
def at():
    """A moment at which the clock stands still: 1 April 2016, nine in the morning in London."""
    moment = dt.datetime(2016, 4, 1, 8, 0, tzinfo=dt.UTC)
    with time_machine.travel(moment, tick=False):
        yield moment


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return {"executable_path": chromium(), "args": CHROMIUM_ARGS}


@pytest.fixture(scope="session")
def browser_context_args():
    return {"locale": "en-GB", "timezone_id": "Europe/London", "viewport": {"width": 1280, "height": 900}}


@pytest.fixture
def console_errors() -> list[str]:
    """What the page complained of. A test that expects a complaint clears it; any that is left fails the test."""
    return []


@pytest.fixture
def page(context, console_errors):
    """A page in a real browser: it fails the test on any console error, and on any request to another host."""
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.on("console", lambda said: console_errors.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: console_errors.append(str(error)))
    page.on("request", lambda request: console_errors.extend(_strangers(request.url)))
    yield page
    page.close()
    assert console_errors == []


def _strangers(url: str) -> list[str]:
    parts = urlsplit(url)
    ours = parts.scheme in ("data", "blob", "about") or parts.hostname in HERE
    return [] if ours else [f"The page reached for {url}"]


@pytest.fixture
def accessible():
    """`accessible(page)` fails with what axe finds wrong: WCAG 2.2 A and AA, and axe's best practice."""
    source = AXE.read_text(encoding="utf-8")

    def check(page, state: str = "") -> None:
        page.evaluate(source)
        found = page.evaluate(
            "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}}).then(r => r.violations.map(v => "
            "v.id + ': ' + v.help + ' at ' + v.nodes.slice(0, 5).map(n => n.target.join(' ')).join(', ')))",
            AXE_TAGS,
        )
        assert found == [], f"{page.url} {state}: {'; '.join(found)}"

    return check
