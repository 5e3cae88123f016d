"""Measures pages through a real server, and what the processes weigh: `python -m bench.serve [--rounds 20]`, JSON on standard output.

One gunicorn worker of four threads, as `ridgeway serve` starts them; a few pages by HTTP, ours and the floor's in turn. Then the memory of that
worker and of a background worker, and of the same two processes without the product (`bare_settings`).
"""

import argparse
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .measure import sign_in, summary, timed
from .pages import PAGES, Page

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
SERVED = ("Posts", "People", "State of the service", "Measures")
IDLE_SECONDS = 4


def free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return made.getsockname()[1]


@contextmanager
def running(command: list[str], settings: str) -> Iterator[subprocess.Popen]:
    """A process of its own with the settings named, ended afterwards."""
    from ridgeway.project.commands.serve import SPARING

    environment = {**SPARING, **os.environ, "DJANGO_SETTINGS_MODULE": settings}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


@contextmanager
def server(settings: str) -> Iterator[tuple[int, subprocess.Popen]]:
    """A gunicorn of one worker, answering; its port and its process."""
    port = free_port()
    command = [
        sys.executable, "-m", "gunicorn", "ridgeway.project.wsgi", "-w", "1", "--threads", "4", "-b", f"127.0.0.1:{port}",
        "--no-control-socket",
    ]  # fmt: skip
    with running(command, settings) as process:
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port, process


def resident(pid: int) -> float | None:
    """The resident memory of a process in MB; None where the system does not tell."""
    try:
        text = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return None
    return next((int(line.split()[1]) / 1024 for line in text.splitlines() if line.startswith("VmRSS")), None)


def worker_of(master: subprocess.Popen) -> int:
    """The process id of gunicorn's worker."""
    return int(Path(f"/proc/{master.pid}/task/{master.pid}/children").read_text().split()[0])


def ask(port: int, address: str, cookie: str = "") -> int:
    """A page by HTTP; its size. Raises `RuntimeError` when it is not a page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", address, headers={"Cookie": cookie} if cookie else {})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    if response.status != 200:
        raise RuntimeError(f"{address} answered {response.status}")
    return len(body)


def served(port: int, cookie: str, pages: list[Page], rounds: int) -> list[dict]:
    """Median and 95th percentile of the pages through the server, ours and the floor's in turn."""
    found = []
    for page in pages:
        times: dict[str, list[float]] = {"ours": [], "floor": []}
        addresses = {"ours": str(page.url()), "floor": page.floor_url}
        try:
            for address in addresses.values():
                ask(port, address, cookie)
        except RuntimeError:
            continue
        for _ in range(rounds):
            for name, address in addresses.items():
                times[name].append(timed(lambda address=address: ask(port, address, cookie)))
        both = {name: summary(values) for name, values in times.items()}
        ratio = round(both["ours"]["median"] / both["floor"]["median"], 2)
        found.append({"page": page.name, **both, "times_floor": ratio})
    return found


def bare_memory() -> dict[str, float | None]:
    """What a web worker and a background worker of Wagtail weigh without the product."""
    from .bare import ASKED  # its addresses need the framework set up

    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "bench.bare_settings"}
    migrate = [sys.executable, "manage.py", "migrate", "-v0"]
    subprocess.run(migrate, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with server("bench.bare_settings") as (port, process):
        for _ in range(5):
            for address in ASKED:
                ask(port, address)
        web = resident(worker_of(process))
    return {"web": web, "background": background_memory("bench.bare_settings")}


def background_memory(settings: str) -> float | None:
    """What a background worker weighs when it has stopped growing and waits for work."""
    with running([sys.executable, "manage.py", "db_worker"], settings) as process:
        before: float | None = -1.0
        for _ in range(15):
            time.sleep(IDLE_SECONDS)
            now = resident(process.pid)
            if now is None or now == before:
                return now
            before = now
        return before


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure through a real server, and weigh the processes.")
    parser.add_argument("--rounds", type=int, default=20)
    asked = parser.parse_args()
    import django

    django.setup()
    cookie, pages = sign_in(), [page for page in PAGES if page.url()]
    with server("bench.settings") as (port, process):
        times = served(port, cookie, [page for page in pages if page.name in SERVED], asked.rounds)
        for page in pages:  # every page once, so that the worker has loaded whatever it ever loads
            try:
                ask(port, str(page.url()), cookie)
            except RuntimeError as error:
                print(error, file=sys.stderr)
        web = resident(worker_of(process))
    ours = {"web": web, "background": background_memory("bench.settings")}
    print(json.dumps({"served": times, "memory": {"ours": ours, "bare": bare_memory()}}))


if __name__ == "__main__":
    main()
