"""`ridgeway worker`: does the background work, and shows that it is alive. `ridgeway serve` starts one by itself."""

import argparse
import logging
import threading

from .outcome import Outcome, command

ROUND_SECONDS = 60
log = logging.getLogger(__name__)


def add_to(commands) -> None:
    made = command(commands, "worker", "Do the background work until told to stop.", work)
    made.add_argument("--once", action="store_true", help="do what is waiting, then stop")


def work(asked: argparse.Namespace) -> Outcome:
    """Take tasks one after another, and every minute put back what a killed worker left half done."""
    from django.core.management import call_command

    from ridgeway.project import heartbeat

    make_round()
    heartbeat.beat()
    if not asked.once:
        threading.Thread(target=_go_on, name="rounds", daemon=True).start()
    call_command("db_worker", queue_name="*", interval=0.5, batch=asked.once, reload=False, verbosity=0)
    return Outcome({"stopped": True})


def make_round() -> None:
    """What no task does for itself: put back imports and files of reports whose worker was killed, look after mails, do what the day asks."""
    from ridgeway.core import clock, rounds
    from ridgeway.core.outbox.delivery import look_after
    from ridgeway.journeys.intake.actions import put_back_lost
    from ridgeway.reporting.actions import put_back_lost as put_back_makings

    put_back_lost(at=clock.now())
    put_back_makings(at=clock.now())
    look_after(at=clock.now())
    rounds.look_after(clock.now())


def _go_on() -> None:
    from django.db import DatabaseError, connection

    from ridgeway.project import heartbeat

    waited, pause = 0, threading.Event()
    while not pause.wait(heartbeat.EVERY_SECONDS):
        heartbeat.beat()
        waited += heartbeat.EVERY_SECONDS
        if waited < ROUND_SECONDS:
            continue
        waited = 0
        try:
            make_round()
        except DatabaseError:
            # a long import may be holding the database; the next round does it
            log.warning("A round was missed", exc_info=True)
        finally:
            connection.close()
