"""When the checks of earlier applications were clear is filled in from the days on which each was settled."""

import datetime as dt
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.models import Application
from tests.factories import AT, BY, a_live_advert, a_sent_application

DAY = dt.timedelta(days=1)
fill = import_module("ridgeway.domains.recruitment.migrations.0016_when_checks_were_clear").fill


def cleared(advert, *, but: str = "", days: int = 5, employer: bool = True) -> Application:
    """An application whose checks were settled one a day from the third day on, everything read by the second."""
    made = a_sent_application(advert)
    for to in ("shortlisted", "interview", "offered", "accepted", "checking"):
        actions.move_application(made, to, **BY)
    two = [{"name": f"R{n}", "email": f"r{n}@example.org", "is_employer": n == 0 and employer} for n in range(2)]
    for row in actions.name_referees(made, two, **BY):
        actions.receive_reference(row, answers={}, **BY)
        actions.read_reference(row, by="test", at=AT + DAY)
    actions.read_disclosure(actions.disclose(actions.ask_disclosure(made, **BY), answers={}, **BY), **BY)
    for n, check in enumerate(actions.open_checks(made, **BY)):
        if check.kind != but:
            at = AT + DAY * (2 + n)
            state = "not_needed" if check.kind == "overseas" else "done"
            actions.set_check(
                check,
                state=state,
                words="Never lived abroad",
                done_on=min(at, AT + DAY * days).date(),
                by="test",
                at=at,
            )
    return made


@pytest.mark.django_db
def test_the_moment_is_the_last_of_what_was_settled_and_only_where_all_is():
    advert = a_live_advert()
    whole, lacking, no_employer, early, late = (
        cleared(advert), cleared(advert, but="dbs"), cleared(advert, employer=False), cleared(advert, days=0), cleared(advert)
    )  # fmt: skip
    kept = Application.objects.get(pk=whole.pk).checks_clear_at
    actions.move_application(late, "started", by="test", at=AT + DAY * 3)  # with checks open: a risk was accepted
    Application.objects.update(checks_clear_at=None)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        fill(apps, None)
    rows = dict(Application.objects.values_list("pk", "checks_clear_at"))
    last = dt.datetime.combine((AT + DAY * 5).date(), dt.time(), dt.UTC)
    assert {pk: rows[pk] for pk in (whole.pk, lacking.pk, no_employer.pk, early.pk, late.pk)} == {
        whole.pk: last, lacking.pk: None, no_employer.pk: None, early.pk: AT + DAY, late.pk: None,
    }  # fmt: skip
    assert (kept is not None, len(asked)) == (True, 1)
    Application.objects.filter(pk=whole.pk).update(checks_clear_at=AT)
    fill(apps, None)
    assert Application.objects.get(pk=whole.pk).checks_clear_at == AT  # what is known stays
