"""Several questions in one query: each is answered as it would be alone, whatever its rows are made of."""

import pytest
from django.db.models import Case, Count, Exists, OuterRef, Q, Value, When

from ridgeway.core.models import AuditEntry
from ridgeway.core.together import ask, ask_together, counted, read
from ridgeway.domains.establishment.models import Employment, Holding, Post, PostTerm, Worker
from ridgeway.domains.establishment.queries.gathered import gathered
from ridgeway.domains.organisation.models import Council
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def laid():
    for name in ("Downland", "Weald", "Fen"):
        factories.an_employee(factories.a_post(factories.a_team(factories.a_service(factories.a_council(name)))))


def wanted():
    """Rows of every make: whole and in part, joined, annotated, cut, ordered, as tuples and dictionaries, of two tables, counted, and none."""
    held = Holding.objects.filter(post=OuterRef("post"))
    names = Council.objects.order_by().values_list(Value("council"), "name", "pk")
    return [
        Council.objects.order_by("-name")[:2],
        Holding.objects.select_related("worker", "employment", "post", "team__service", "role").order_by("pk"),
        PostTerm.objects.annotate(is_held=Exists(held), holders=gathered(held, "fte", "starts_on")).order_by("pk"),
        AuditEntry.objects.order_by("pk")[:5],
        PostTerm.objects.order_by("pk").only("fte", "starts_on"),
        Employment.objects.values_list("starts_on", "ends_on", "council__requires_second_factor", "contract").order_by("-pk"),
        PostTerm.objects.values("fte", "post__number", which=Case(When(fte__gt=0, then=Value("some")), default=Value("none"))),
        names.union(Post.objects.order_by().values_list(Value("post"), "number", "pk"), all=True)[:4],
        Council.objects.none().values_list("pk").union(Post.objects.order_by().values_list("pk"), all=True)[:4],
        counted(Worker.objects.all(), all=Count("pk"), one=Count("pk", filter=Q(council__name="Fen"))),
        Council.objects.values_list("slug").order_by("-name").distinct(),
        Worker.objects.filter(pk__in=[]),
        Worker.objects.filter(family_name="nobody"),
    ]  # fmt: skip


def told(row):
    """A row and what was read with it, as plain values."""
    if isinstance(row, tuple | dict):
        return row
    kept = {name: value for name, value in row.__dict__.items() if name != "_state"}
    return type(row).__name__, kept, {name: told(one) for name, one in row._state.fields_cache.items() if one}


def test_each_is_answered_as_it_would_be_alone(laid, django_assert_num_queries):
    alone = [[told(row) for row in rows] for rows in wanted()]
    with django_assert_num_queries(1):
        together = [[told(row) for row in rows] for rows in read(wanted())]
    assert together == alone
    assert [len(rows) for rows in alone] == [2, 3, 3, 5, 3, 3, 3, 4, 3, 1, 3, 0, 0]


def test_who_asks_again_is_answered_in_a_second_round(laid, django_assert_num_queries):
    def once():
        return [row.name for row in (yield Council.objects.order_by("name"))]

    def twice(name):
        found = yield Council.objects.filter(name=name)
        return [row.number for row in (yield Post.objects.filter(council__in=found))]

    def never():
        return "nothing to ask"
        yield

    def questions():
        return [once(), twice("Fen"), never(), twice("Weald")]

    with django_assert_num_queries(2):
        answers = ask_together(questions())
    assert answers == [ask(question) for question in questions()]
    assert (answers[0], answers[2]) == (["Downland", "Fen", "Weald"], "nothing to ask")
    assert ask_together([]) == []
