"""`ridgeway serve` as a program: it answers, does its background work, stops cleanly, and says plainly what is in the way."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from ridgeway.project.commands import serve
from ridgeway.project.commands.outcome import Refused

pytestmark = pytest.mark.slow


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def _get(url: str):
    try:
        with urllib.request.urlopen(url, timeout=10) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()
    except OSError:
        return 0, b""


def _until(what, seconds: float = 240):
    end = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.2)
    return found


def _running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def served(tmp_path):
    """Ridgeway served on an empty data folder without the demonstration: the process and its address."""
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    environment = {**kept, "RIDGEWAY_HOME": str(tmp_path), "PORT": str(port)}
    command = [sys.executable, "-m", "ridgeway.project.cli", "serve", "--no-demo"]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    yield process, f"http://127.0.0.1:{port}"
    if process.poll() is None:
        process.kill()
    process.communicate()


def test_it_serves_works_in_the_background_and_stops(served, tmp_path):
    process, address = served
    assert _until(lambda: _get(f"{address}/healthz")[0] == 200)
    assert json.loads(_get(f"{address}/healthz")[1])["worker"] is True
    assert _get(f"{address}/accounts/login/")[0] == 200
    assert (tmp_path / "serving.pid").read_text() == str(process.pid)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    assert (_get(address)[0], (tmp_path / "serving.pid").exists()) == (0, False)
    said = process.stderr.read()
    assert f"Ridgeway is at http://localhost:{address.rsplit(':', 1)[1]}/" in said


def test_a_port_in_use_is_a_sentence():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Refused, match=f"Something else is listening on port {port}.*make run PORT={port + 1}"):
            serve.port_is_free("127.0.0.1", port)


@pytest.mark.parametrize("text", ["", "http", "0", "70000", "-1"])
def test_a_port_that_is_none_is_a_sentence(text):
    with pytest.raises(Refused, match="it must be a number from 1 to 65535"):
        serve._port_from(text)


def test_a_full_disk_is_a_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr(serve, "NEEDED_MB", 10**12)
    with pytest.raises(Refused, match="Make room, or name a folder on another disk"):
        serve.room_on_disk(tmp_path)


def test_a_worker_that_dies_is_started_again():
    sleeping = [sys.executable, "-c", "import time; time.sleep(60)"]
    with serve.Supervised(sleeping, sleeping, dict(os.environ)) as both:
        first = both.running["worker"]
        first.kill()
        first.wait()
        both.running["web"].kill()  # so that `stay` comes back once the worker has been seen to
        both.running["web"].wait()
        assert both.stay() == 1
    with serve.Supervised(sleeping, [sys.executable, "-c", ""], dict(os.environ)) as both:
        first = both.running["worker"]
        first.wait()
        signal.signal(signal.SIGALRM, lambda *_: both._stop(0, None))
        signal.alarm(3)
        assert both.stay() == 0
        assert both.running["worker"].pid != first.pid
