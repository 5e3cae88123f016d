"""Two people who act at the very same moment: one wins, and the other is told."""

from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import connection

from ridgeway.domains.establishment import actions
from tests.factories import BY, a_post, a_worker, an_employee, day

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts) -> list[str]:
    """What each of the acts, begun together, came to: "done", or why not."""
    gate, results = Barrier(len(acts)), ["" for _ in acts]

    def run(place: int) -> None:
        try:
            gate.wait(timeout=10)
            acts[place]()
            results[place] = "done"
        except actions.CannotChangeEstablishment as refusal:
            results[place] = str(refusal)
        except Exception as error:  # the test's own thread must hear of it
            results[place] = repr(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(results)


def test_two_fill_one_post():
    post = a_post(number="Z1")
    people = [a_worker(post.council), a_worker(post.council)]

    def start(who):
        return lambda: actions.start(who, post=post, starts_on=day("2016-01-04"), fte=Decimal(1), **BY)

    told, done = at_once(*[start(who) for who in people])
    assert done == "done"
    assert told.endswith("already holds 1 of the 1 FTE of post Z1 on 4 January 2016.")
    assert post.holdings.count() == 1


def test_one_ends_the_post_while_the_other_fills_it():
    post = a_post(number="Z1")
    who = a_worker(post.council)
    told, done = at_once(
        lambda: actions.end_post(post, ends_on=day("2016-01-04"), **BY),
        lambda: actions.start(who, post=post, starts_on=day("2016-01-04"), fte=Decimal(1), **BY),
    )
    assert done == "done"
    assert told.endswith(("holds this post on 4 January 2016. Move them first.", "is not funded on 4 January 2016."))
    assert post.holdings.count() + post.terms.filter(ends_on__isnull=False).count() == 1


def test_two_record_that_the_same_person_leaves():
    held = an_employee(a_post())

    def leave():
        actions.leave(held, ends_on=day("2016-01-04"), reason="1", destination="1", **BY)

    told, done = at_once(leave, leave)
    assert (told, done) == (f"{held.worker} already left, on 4 January 2016.", "done")
