"""The quarterly digest: wished once, mailed once a quarter to who may see figures, stopped."""

import datetime as dt

import pytest

from ridgeway.core.outbox.models import OutgoingMail
from ridgeway.reporting import actions, rounds
from ridgeway.reporting.models import DigestWish
from tests.factories import a_user

pytestmark = pytest.mark.django_db
EARLY = dt.datetime(2016, 4, 4, 7, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(("day", "end"), [((2016, 4, 4), (2016, 3, 31)), ((2016, 1, 1), (2015, 12, 31)), ((2016, 12, 31), (2016, 9, 30))])  # fmt: skip
def test_a_quarter_ends_before_its_digest(day, end):
    assert rounds.quarter_end(dt.date(*day)) == dt.date(*end)


def test_a_digest_is_mailed_once_a_quarter_until_it_is_stopped(chalkshire):
    user = a_user(chalkshire.council, "head-of-service")
    actions.wish_digest(chalkshire.council, user=user, at=EARLY)
    actions.wish_digest(chalkshire.council, user=user, at=EARLY)
    assert rounds.send_digests(EARLY) == "1 digests"
    assert rounds.send_digests(EARLY + dt.timedelta(days=1)) == "0 digests"
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == (user.email, f"Social workers on 31 March 2016: {chalkshire.council.name}")
    assert "reports/ready/digest/?on=2016-03-31" in mail.text
    assert rounds.send_digests(dt.datetime(2016, 5, 20, 7, 0, tzinfo=dt.UTC)) == ""
    actions.stop_digest(chalkshire.council, user=user, at=EARLY)
    assert DigestWish.objects.count() == 0


def test_who_may_no_longer_see_figures_gets_none(chalkshire):
    user = a_user(chalkshire.council, "head-of-service")
    actions.wish_digest(chalkshire.council, user=user, at=EARLY)
    type(user).objects.filter(pk=user.pk).update(is_active=False)
    assert rounds.send_digests(EARLY) == "0 digests"
