"""An agency worker takes the post they covered: cover and assignment end, a holding begins, the vacancy is filled."""

import pytest

from ridgeway.domains.agency import actions
from ridgeway.domains.agency.models import Assignment
from ridgeway.domains.establishment.actions import CannotChangeEstablishment
from ridgeway.domains.establishment.models import Cover, Employment, Holding
from ridgeway.journeys import agency_to_permanent
from tests import factories
from tests.domains.agency.conftest import Ground, an_assignment
from tests.factories import BY, day
from tests.signing_in import sign_in
from tests.web.asking import date, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground(db, at):
    return Ground()


def test_the_worker_starts_where_the_cover_ends(ground):
    row = actions.confirm(an_assignment(ground), **BY)
    spell = agency_to_permanent.take_post(row, post=ground.post, starts_on=day("2025-06-02"), fte=1, **BY)
    row.refresh_from_db()
    assert (row.state, row.end_reason, row.ends_on, Cover.objects.get().ends_on) == (
        "ended", "to_permanent", day("2025-06-02"), day("2025-06-02"),
    )  # fmt: skip
    assert (spell.worker, spell.origin, [(h.post, h.starts_on) for h in spell.holdings.all()]) == (
        row.worker, "4", [(ground.post, day("2025-06-02"))],
    )  # fmt: skip


def test_all_or_nothing_where_the_post_is_taken(ground):
    row = actions.confirm(an_assignment(ground, post=None), **BY)
    factories.an_employee(ground.post)
    with pytest.raises(CannotChangeEstablishment):
        agency_to_permanent.take_post(row, post=ground.post, starts_on=day("2025-06-02"), fte=1, **BY)
    assert (Assignment.objects.get().state, Cover.objects.get().ends_on) == ("confirmed", None)


def test_by_the_page(ground, client):
    row = actions.confirm(an_assignment(ground), **BY)
    sign_in(client, factories.a_user(ground.council, "resourcing-manager"))
    address = url("agency_permanent", ground, assignment=row.pk)
    assert (
        "There is no post NONE"
        in client.post(address, {"post": "NONE", "fte": "1", **date("starts_on", "2025-06-02")}).content.decode()
    )
    client.post(address, {"post": ground.post.number, "fte": "1", **date("starts_on", "2025-06-02")})
    assert (Employment.objects.count(), Holding.objects.get().post) == (1, ground.post)


def test_not_by_somebody_who_may_not_start_people(ground, client):
    row = actions.confirm(an_assignment(ground), **BY)
    sign_in(client, factories.a_user(ground.council, "head-of-service"))
    assert client.get(url("agency_permanent", ground, assignment=row.pk)).status_code == 404
