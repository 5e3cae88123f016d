"""Two hundred candidates who apply at the same moment: `python -m bench.applying [--candidates 200]`, JSON on standard output.

Each has the sections of their application behind them but the last. At one signal each, in a thread of their own and over HTTP against
gunicorn, saves the last section, sends the application, presses the button a second time, and reads where it stands. Counted are answers that
are not what a candidate ought to see, and afterwards applications not sent, sent twice, or not acknowledged. What was written is removed.
"""

import argparse
import http.client
import json
import os
import threading
import time
from urllib.parse import urlencode

from .adverts import BUSY_REFERENCE
from .measure import summary
from .pages import COUNCIL
from .serve import server

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
CSRF = "c" * 32
LAST = "heard"
ANSWERS: dict[str, dict] = {
    "about": {"name": "Corin Tamarisk", "telephone": "01632 960 127", "works_here": "no", "right_to_work": "yes"},
    "registration": {"registered": "yes", "number": "SW012345", "conditions": "no"},
    "history": {"jobs": [{"title": "Social worker", "employer": "Weald", "starts": "2012-01-01", "leaving": "To move"}]},
    "qualifications": {"rows": [{"name": "BA Social Work", "institution": "Bath", "awarded": "2011"}]},
    "criteria": {"why": "I have done this work for four years."},
    "referees": {
        "name_1": "Wren Ashdown", "organisation_1": "Weald", "email_1": "wren@example.org", "knows_as_1": "Manager",
        "name_2": "Merle Alder", "organisation_2": "Weald", "email_2": "merle@example.org", "knows_as_2": "Colleague",
    },
    "declarations": {"related": "no", "safeguarding": "no", "is_true": True},
    "support": {"needs": "no", "scheme": "no"},
}  # fmt: skip
ADDRESS = "applying-{n}@bench.example.org"


def prepare(count: int) -> list[str]:
    """Candidates who are in and have filled in all but the last section; the cookies of each."""
    from importlib import import_module

    from django.conf import settings

    from ridgeway.core import clock
    from ridgeway.domains.recruitment import actions
    from ridgeway.domains.recruitment.models import Advert
    from ridgeway.web.guards import CANDIDATE

    advert = Advert.objects.select_related("council", "service", "team", "role").get(
        council__slug=COUNCIL, reference=BUSY_REFERENCE
    )
    store = import_module(settings.SESSION_ENGINE).SessionStore
    said, cookies = {"by": "bench", "at": clock.now()}, []
    for n in range(count):
        person = actions.candidate_for(advert.council, ADDRESS.format(n=n), at=said["at"])
        application = actions.begin_application(advert, person, **said)
        for key, data in ANSWERS.items():
            actions.save_section(application, key=key, data=data, is_done=True, **said)
        session = store()
        session[CANDIDATE] = {"candidate": person.pk, "since": said["at"].timestamp()}
        session.save()
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={CSRF}")
    return cookies


class Candidate(threading.Thread):
    """One candidate with their browser."""

    def __init__(self, port: int, cookie: str, signal: threading.Event) -> None:
        super().__init__(daemon=True)
        self.port, self.cookie, self.signal = port, cookie, signal
        self.faults: list[str] = []
        self.took: list[float] = []

    def run(self) -> None:
        self.signal.wait()
        base = f"/careers/{COUNCIL}/apply/{BUSY_REFERENCE}"
        try:
            self.ask("POST", f"{base}/sections/{LAST}/", {"source": "board", "words": "The Beacon"}, 302)
            for _ in range(2):  # pressed twice
                self.ask("POST", f"{base}/check/", {"notice": "read"}, 302)
            self.ask("GET", f"{base}/status/", {}, 200)
        except (OSError, http.client.HTTPException) as error:
            self.faults.append(f"{type(error).__name__}: {error}")

    def ask(self, method: str, address: str, answers: dict[str, str], wanted: int) -> None:
        """Ask, and keep what was not as it ought to be."""
        began = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        headers = {
            "Cookie": self.cookie,
            "X-CSRFToken": CSRF,
            "Content-Type": "application/x-www-form-urlencoded",
            "Host": f"127.0.0.1:{self.port}",
        }
        connection.request(method, address, urlencode(answers) if answers else None, headers)
        response = connection.getresponse()
        response.read()
        connection.close()
        self.took.append((time.perf_counter() - began) * 1000)
        if response.status != wanted:
            self.faults.append(f"{method} {address.rsplit('/', 3)[-2]}: {response.status}")


def outcome(count: int) -> dict[str, int]:
    """What stands in the database afterwards."""
    from ridgeway.core.outbox.models import OutgoingMail
    from ridgeway.domains.recruitment.models import Application, ApplicationMove, ApplicationSection

    mine = Application.objects.filter(candidate__email__endswith=ADDRESS.partition("@")[2])
    keys = [f"application-sent:{pk}" for pk in mine.values_list("pk", flat=True)]
    return {
        "candidates": count,
        "sent": mine.filter(state="sent").count(),
        "moves": ApplicationMove.objects.filter(application__in=mine, to_state="sent").count(),
        "last_sections": ApplicationSection.objects.filter(application__in=mine, key=LAST, is_done=True).count(),
        "mails": OutgoingMail.objects.filter(key__in=keys).count(),
    }


def remove() -> None:
    """What was written goes again, but for the trail."""
    from ridgeway.core.outbox.models import OutgoingMail
    from ridgeway.domains.recruitment.models import Application, ApplicationMove, ApplicationSection, Candidate

    ends = ADDRESS.partition("@")[2]
    mine = Application.objects.filter(candidate__email__endswith=ends)
    OutgoingMail.objects.filter(to__endswith=ends).delete()
    for model in (ApplicationSection, ApplicationMove):
        model.objects.filter(application__in=mine).delete()
    mine.delete()
    Candidate.objects.filter(email__endswith=ends).delete()


def main() -> None:
    parser = argparse.ArgumentParser(description="Candidates who apply at the same moment.")
    parser.add_argument("--candidates", type=int, default=200)
    asked = parser.parse_args()
    import django

    django.setup()
    from django.db import connection

    remove()
    cookies = prepare(asked.candidates)
    with server("bench.settings") as (port, _):
        signal = threading.Event()
        people = [Candidate(port, cookie, signal) for cookie in cookies]
        for person in people:
            person.start()
        began = time.perf_counter()
        signal.set()
        for person in people:
            person.join()
        seconds = time.perf_counter() - began
    faults = [fault for person in people for fault in person.faults]
    found = {"database": connection.vendor, **outcome(asked.candidates), "faults": faults[:20], "fault_count": len(faults),
             "seconds": seconds, **summary([took for person in people for took in person.took])}  # fmt: skip
    remove()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
