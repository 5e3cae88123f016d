"""The audit trail: what it keeps, what the database refuses, and what a verification finds."""

import datetime as dt
import threading

import pytest
from django.db import DatabaseError, connection, transaction

from ridgeway.core import audit
from ridgeway.core.models import AuditEntry, AuditHead
from ridgeway.domains.organisation import actions
from tests.audit_flush import without_triggers

AT = dt.datetime(2016, 3, 31, 9, 30, 15, 123456, tzinfo=dt.UTC)


def a_write(name: str, **after) -> audit.Write:
    return audit.Write("thing.added", "test.thing", "1", name, None, after)


def written(count: int, chain: str = "865") -> None:
    audit.record_all(chain, [a_write(f"thing {number}", n=number) for number in range(1, count + 1)], by="test", at=AT)


def tampered(**condition):
    return AuditEntry.objects.filter(chain="865", **condition)


@pytest.mark.django_db
def test_an_entry_says_who_when_what_before_and_after():
    council = actions.add_council("Downland", code="865", by="test", at=AT)
    actions.change_council(council, by="test", at=AT, wordmark="Downland Council")
    entry = AuditEntry.objects.get(chain="865", sequence=2)
    assert (entry.actor, entry.at, entry.action) == ("test", AT, "council.changed")
    assert (entry.thing_type, entry.thing_id, entry.thing) == ("organisation.council", str(council.pk), "Downland")
    assert (entry.before, entry.after) == ({"wordmark": "Downland"}, {"wordmark": "Downland Council"})


@pytest.mark.django_db
def test_each_council_has_a_chain_of_its_own():
    written(2, "865")
    written(1, "866")
    assert list(AuditHead.objects.order_by("chain").values_list("chain", "sequence")) == [("865", 2), ("866", 1)]
    assert audit.verify() == audit.Verdict(3, None)
    assert audit.verify(["865"]) == audit.Verdict(2, None)
    assert audit.verify(["867"]) == audit.Verdict(0, None)


@pytest.mark.django_db
def test_values_read_back_as_they_were_hashed():
    awkward = {
        "large": 1e16,
        "text": "a\x00b “é” \U0001f600",
        "nested": {"b": [1, None, True], "a": dt.date(2016, 3, 31)},
    }
    audit.record_all("865", [a_write("awkward", **awkward)], by="test", at=AT)
    assert AuditEntry.objects.get().after == {
        "large": "1e+16",
        "text": "a\ufffdb “é” \U0001f600",
        "nested": {"b": [1, None, True], "a": "2016-03-31"},
    }
    assert audit.verify().intact


@pytest.mark.django_db
def test_nothing_is_left_of_a_write_that_fails():
    def write_and_fail():
        with transaction.atomic():
            written(3)
            raise KeyError

    with pytest.raises(KeyError):
        write_and_fail()
    assert audit.verify() == audit.Verdict(0, None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "refused",
    [
        lambda: AuditEntry.objects.filter(sequence=2).update(actor="somebody else"),
        lambda: AuditEntry.objects.filter(sequence=2).delete(),
        lambda: AuditEntry.objects.all().delete(),
        lambda: AuditHead.objects.update(sequence=1),
        lambda: AuditHead.objects.all().delete(),
    ],
    ids=["change", "delete one", "delete all", "move the end back", "delete the end"],
)
def test_the_database_refuses(refused):
    written(3)
    with pytest.raises(DatabaseError), transaction.atomic():
        refused()
    assert audit.verify() == audit.Verdict(3, None)


@pytest.mark.django_db
def test_the_database_refuses_to_empty_or_replace():
    written(2)
    if connection.vendor == "sqlite":
        statement = "INSERT OR REPLACE INTO core_auditentry SELECT * FROM core_auditentry WHERE sequence = 2"
    else:
        statement = "TRUNCATE core_auditentry"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert audit.verify() == audit.Verdict(2, None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("tamper", "sequence", "reason"),
    [
        (lambda: tampered(sequence=3).update(actor="x"), 3, "its contents are not what was written"),
        (lambda: tampered(sequence=3).update(after={"n": 30}), 3, "its contents are not what was written"),
        (lambda: tampered(sequence=3).delete(), 3, "entry 3 is missing"),
        (lambda: tampered(sequence=1).delete(), 1, "entry 1 is missing"),
        (lambda: tampered(sequence__gte=4).delete(), 4, "the end of the chain is missing"),
        (lambda: tampered().delete(), 1, "the end of the chain is missing"),
        (lambda: AuditHead.objects.update(hash="f" * 64), 6, "the end of the chain is missing"),
        (lambda: AuditHead.objects.all().delete(), 5, "it was put in later, outside Ridgeway"),
    ],
    ids=["actor", "value", "middle gone", "first gone", "cut off", "all gone", "end changed", "end gone"],
)
def test_a_verification_finds_the_first_entry_that_does_not_follow(tamper, sequence, reason):
    written(5)
    with without_triggers():
        tamper()
    assert audit.verify().broken == {"chain": "865", "sequence": sequence, "reason": reason}


@pytest.mark.django_db
@pytest.mark.parametrize(("sequence", "found"), [(0, 0), (6, 6)])
def test_a_verification_finds_an_entry_put_in_later(sequence, found):
    written(5)
    forged = AuditEntry.objects.get(sequence=5)
    forged.pk, forged.sequence, forged.previous_hash = None, sequence, forged.hash
    forged.hash = audit.hash_of(forged)
    forged.save()
    assert audit.verify().broken == {
        "chain": "865",
        "sequence": found,
        "reason": "it was put in later, outside Ridgeway",
    }


@pytest.mark.django_db
def test_a_verification_finds_an_entry_changed_with_a_hash_that_fits_it():
    written(5)
    entry = AuditEntry.objects.get(sequence=3)
    entry.actor = "somebody else"
    entry.hash = audit.hash_of(entry)
    with without_triggers():
        entry.save()
    assert audit.verify().broken == {
        "chain": "865",
        "sequence": 4,
        "reason": "it does not follow the entry before it",
    }


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_make_one_chain():
    """Ten threads, each with a connection of its own, begin a chain together."""
    failures = []

    def write(number: int) -> None:
        try:
            for _ in range(3):
                audit.record_all("865", [a_write(f"by {number}")], by="test", at=AT)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert audit.verify() == audit.Verdict(30, None)
