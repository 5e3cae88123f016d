"""`ridgeway serve`: from whatever is there to a page in the browser: database, pages' files, demonstration, worker, web server."""

import argparse
import errno
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence

from .outcome import Outcome, Refused, command

NEEDED_MB = 300
PORT = 8000
# the C library keeps what a page has given back for each thread, unless it is told to share it out of two places and hand it to the system
SPARING = {"MALLOC_ARENA_MAX": "2", "MALLOC_TRIM_THRESHOLD_": "131072"}


def add_to(commands) -> None:
    made = command(commands, "serve", "Serve Ridgeway on this machine.", serve, needs_database=False)
    made.add_argument("--port", type=int, default=None, help=f"else PORT from the environment, else {PORT}")
    made.add_argument("--host", default=None, help="else HOST from the environment, else 127.0.0.1: this machine only")
    made.add_argument("--no-demo", action="store_true", help="do not build the demonstration where there is no council")


def serve(asked: argparse.Namespace) -> Outcome:
    """Make ready, then serve until told to stop."""
    from django.conf import settings

    host = asked.host or os.environ.get("HOST", "127.0.0.1")
    port = asked.port or _port_from(os.environ.get("PORT") or str(PORT))
    room_on_disk(settings.HOME)
    port_is_free(host, port)
    make_all_ready(demo=not asked.no_demo)
    with _Kept(settings.HOME / "serving.pid"):
        return _run_both(host, port)


def _port_from(text: str) -> int:
    if text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise Refused(f"PORT is “{text}”; it must be a number from 1 to 65535.")


def room_on_disk(folder) -> None:
    """Refuse when the data folder's disk is nearly full."""
    free = shutil.disk_usage(folder).free // 1024**2
    if free < NEEDED_MB:
        raise Refused(
            f"The disk of {folder} has {free} MB free, and Ridgeway needs {NEEDED_MB}. Make room, or name a folder on another disk: RIDGEWAY_HOME=/path make run"
        )


def port_is_free(host: str, port: int) -> None:
    """Refuse when something else listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise Refused(
                    f"Something else is listening on port {port}, perhaps another Ridgeway. Stop it, or choose another port: make run PORT={port + 1}"
                ) from error
            if error.errno == errno.EACCES:
                raise Refused(f"Port {port} needs root. Choose one above 1023: make run PORT=8000") from error
            raise Refused(f"Cannot listen on {host} port {port}: {error.strerror}.") from error


def make_all_ready(*, demo: bool) -> None:
    """The database at this version, the pages' files gathered, a council to look at."""
    from ridgeway.domains.organisation.models import Council
    from ridgeway.project import ready

    from . import demo as demonstration
    from .statics import gather

    if ready.is_empty():
        demonstration.say("Making the database …")
    ready.migrate()
    gather()
    if demo and not Council.objects.exists():
        demonstration.build()


def _run_both(host: str, port: int) -> Outcome:
    from . import demo as demonstration

    said = {"HOST": host, "PORT": str(port)}
    web = [
        sys.executable, "-m", "gunicorn", "ridgeway.project.wsgi", "--workers", os.environ.get("WEB_WORKERS", "2"), "--threads", "4",
        "--no-control-socket", "--timeout", "60", "--graceful-timeout", "20", "--max-requests", "5000",
        "--max-requests-jitter", "500", "--log-level", "warning", "--bind", _bind(host, port),
    ]  # fmt: skip
    worker = [sys.executable, "-m", "ridgeway.project.cli", "worker"]
    shown = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::", "::1") else host  # noqa: S104
    with Supervised(web, worker, {**SPARING, **os.environ, **said}) as both:
        both.wait_until_answering(host, port)
        for line in [
            f"Ridgeway is at http://{shown}:{port}/",
            *demonstration.sign_in_lines(demonstration.sign_ins()),
            "Stop it with Ctrl+C.",
        ]:
            print(line, file=sys.stderr, flush=True)
        status = both.stay()
    return Outcome({"stopped": True}, status=status)


def _bind(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


class _Kept:
    """A file with this process's number for as long as it serves."""

    def __init__(self, path) -> None:
        self.path = path

    def __enter__(self) -> None:
        self.path.write_text(str(os.getpid()))

    def __exit__(self, *_) -> None:
        self.path.unlink(missing_ok=True)


class Supervised:
    """The web server and the worker, started and stopped together; a worker that dies is started again."""

    def __init__(self, web: Sequence[str], worker: Sequence[str], environment: dict[str, str]) -> None:
        self.commands = {"web": web, "worker": worker}
        self.environment = environment
        self.running: dict[str, subprocess.Popen] = {}
        self.asked_to_stop = False

    def __enter__(self):
        # a process group of their own: Ctrl+C reaches this process alone, which then stops both in order
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        for name in self.commands:
            self._start(name)
        return self

    def _start(self, name: str) -> None:
        self.running[name] = subprocess.Popen(self.commands[name], env=self.environment, start_new_session=True)  # noqa: S603

    def _stop(self, number, frame) -> None:
        self.asked_to_stop = True

    def wait_until_answering(self, host: str, port: int, seconds: float = 60) -> None:
        """Return when the port answers. Raises `Refused` when the web server ends or does not answer in time."""
        until = time.monotonic() + seconds
        target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
        while time.monotonic() < until and not self.asked_to_stop:
            if self.running["web"].poll() is not None:
                raise Refused("The web server did not start. What it said stands above; `ridgeway check` may say why.")
            try:
                socket.create_connection((target, port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.1)
        if not self.asked_to_stop:
            raise Refused(f"The web server did not answer on port {port} within {seconds:.0f} seconds.")

    def stay(self) -> int:
        """Until asked to stop, or the web server ends; the exit status."""
        pause = 1.0
        while not self.asked_to_stop:
            if self.running["web"].poll() is not None:
                print("The web server ended by itself.", file=sys.stderr)
                return 1
            if self.running["worker"].poll() is not None:
                print("The worker ended by itself; starting another.", file=sys.stderr)
                time.sleep(pause)
                pause = min(pause * 2, 60)
                if not self.asked_to_stop:
                    self._start("worker")
            time.sleep(0.3)
        return 0

    def __exit__(self, *_) -> None:
        for process in self.running.values():
            if process.poll() is None:
                process.terminate()
        until = time.monotonic() + 25
        for process in self.running.values():
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
