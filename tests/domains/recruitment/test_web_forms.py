"""What people write on a form of the public site: one enquiry, however often they press."""

import datetime as dt
import threading

import pytest
from django.db import connection

from ridgeway.core.models import AuditEntry
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.models import Enquiry
from tests.factories import AT, BY, a_council

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def council():
    return a_council("Chalkshire", code="999")


def write(council, at=AT, **fields):
    fields = {"name": "Corin Oakapple", "telephone": "01632 960127", "about": "Part-time?", **fields}
    return actions.take_from_form(council, at=at, **fields)


def test_a_form_becomes_an_enquiry_with_its_promise(council):
    row, is_new = write(council)
    assert (is_new, row.way, row.source, row.state, row.ring_by) == (True, "form", "site", "new", row.promised_by)
    entry = AuditEntry.objects.get(chain="999", action="enquiry.taken")
    assert (entry.actor, entry.after["name"]) == ("web form", "not kept here")


@pytest.mark.parametrize(
    "again", [{}, {"telephone": "+44 1632 960 127"}, {"telephone": "", "email": "Corin@Example.org"}]
)
def test_the_same_person_again_within_a_day_is_the_same_enquiry(council, again):
    first, _ = write(council, email="corin@example.org")
    row, is_new = write(council, at=AT + HOUR, **again)
    assert (row.pk, is_new, Enquiry.objects.get().about) == (first.pk, False, "Part-time?")


def test_new_words_are_added_and_stay_out_of_the_audit_trail(council):
    write(council)
    write(council, at=AT + HOUR, about="And in which hub?")
    assert Enquiry.objects.get().about == "Part-time?\n\nAnd in which hub?"
    assert AuditEntry.objects.get(action="enquiry.added_to").after == {"about": "not kept here"}


def test_after_a_day_or_once_closed_or_of_another_way_it_is_a_new_one(council):
    first, _ = write(council)
    assert write(council, at=AT + 25 * HOUR)[1] is True
    actions.close(first, outcome="applied", **BY)
    Enquiry.objects.exclude(pk=first.pk).delete()
    assert write(council, at=AT + HOUR)[1] is True
    other = a_council()
    actions.take(other, way="call", telephone="01632 960127", **BY)
    assert write(other)[1] is True


def test_somebody_nobody_could_answer_is_refused(council):
    with pytest.raises(actions.CannotChangeRecruitment, match="Enter a telephone number or an e-mail address"):
        write(council, telephone="")


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_are_one_enquiry(council):
    ready, made = threading.Barrier(2), []

    def press():
        try:
            ready.wait()
            made.append(write(council)[1])
        finally:
            connection.close()

    presses = [threading.Thread(target=press) for _ in range(2)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert (sorted(made), Enquiry.objects.count()) == ([False, True], 1)
