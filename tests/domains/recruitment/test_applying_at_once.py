"""Two hundred candidates apply at once, each pressing twice: no error, nobody lost, nobody doubled. On PostgreSQL, where writers run side by side."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import close_old_connections, connection

from ridgeway.core import audit
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.models import Application, ApplicationMove, ApplicationSection, Offer
from tests.factories import ANSWERS, AT, BY, a_live_advert, a_post, a_sent_application
from tests.finding import TERMS

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


def _told(act) -> str:
    """What came of it, in a thread of its own: the state, or the sentence of the refusal."""
    close_old_connections()
    try:
        return act().state
    except actions.CannotChangeRecruitment as refusal:
        return str(refusal)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite lets one write at a time")
def test_two_offer_one_post_at_once_and_one_of_them_is_told():
    advert = a_live_advert()
    post = a_post(advert.team)
    people = [a_sent_application(advert) for _ in range(2)]
    for row in people:
        for to in ("shortlisted", "interview"):
            actions.move_application(row, to, **BY)
    with ThreadPoolExecutor(2) as pool:
        acts = [partial(actions.make_offer, row, post=post, terms=TERMS, letter="Dear you", **BY) for row in people]
        assert sorted(pool.map(_told, acts), reverse=True) == [
            "made", f"Post {post} is offered to somebody else already, and not enough of it is free for this one too.",
        ]  # fmt: skip
    assert (Offer.objects.count(), Application.objects.filter(state="offered").count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite lets one write at a time")
def test_two_act_on_one_application_at_once_and_one_of_them_is_told():
    row = a_sent_application(a_live_advert())
    acts = [partial(actions.move_application, row, to, **BY) for to in ("shortlisted", "not_shortlisted")]
    acts.append(partial(actions.withdraw_application, row, **BY))
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(_told, acts))
    moves = list(ApplicationMove.objects.filter(application=row).order_by("pk").values_list("from_state", "to_state"))
    assert [a for a, _ in moves[1:]] == [
        b for _, b in moves[:-1]
    ]  # one after the other, each from where the last one left it
    assert (Application.objects.get(pk=row.pk).state, audit.verify([row.council.code]).intact) == (moves[-1][1], True)
