"""Two hundred candidates apply at once, each pressing twice: no error, nobody lost, nobody doubled. On PostgreSQL, where writers run side by side."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import close_old_connections, connection

from ridgeway.core import audit
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.models import Application, ApplicationMove, ApplicationSection
from tests.factories import ANSWERS, AT, BY, a_live_advert

CANDIDATES, SIDE_BY_SIDE = 200, 16


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite lets one write at a time")
def test_two_hundred_apply_at_once_without_error_or_loss():
    advert = a_live_advert()
    candidates = [actions.candidate_for(advert.council, f"corin{n}@example.org", at=AT) for n in range(CANDIDATES)]

    def applies(candidate) -> str:
        close_old_connections()
        try:
            application = actions.begin_application(advert, candidate, **BY)
            for key, data in ANSWERS.items():
                actions.save_section(application, key=key, data=data, is_done=True, **BY)
            return actions.send_application(application, url="https://example.org/", **BY).state
        finally:
            connection.close()

    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        assert list(pool.map(applies, candidates)) == ["sent"] * CANDIDATES
    assert Application.objects.filter(state="sent").count() == CANDIDATES
    assert ApplicationSection.objects.filter(is_done=True).count() == CANDIDATES * len(ANSWERS)
    assert audit.verify([advert.council.code]).intact


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite lets one write at a time")
def test_two_tabs_begin_one_application_and_send_it_once():
    advert = a_live_advert()
    candidate = actions.candidate_for(advert.council, "corin@example.org", at=AT)
    both = Barrier(2)

    def at_once(act):
        close_old_connections()
        try:
            both.wait(timeout=20)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(at_once, [lambda: actions.begin_application(advert, candidate, **BY)] * 2))
        assert made[0] == made[1]
        for key, data in ANSWERS.items():
            actions.save_section(made[0], key=key, data=data, is_done=True, **BY)
        sent = list(
            pool.map(at_once, [lambda: actions.send_application(made[0], url="https://example.org/", **BY)] * 2)
        )
    assert [one.state for one in sent] == ["sent", "sent"]
    assert ApplicationMove.objects.filter(to_state="sent").count() == 1
