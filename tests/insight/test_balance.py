"""The balance of a council small enough to follow."""

import datetime as dt
from decimal import Decimal

import pytest

from ridgeway.domains.establishment import actions as establishment
from ridgeway.domains.establishment.models import Holding
from ridgeway.insight import answers
from ridgeway.insight.balance import balance
from ridgeway.insight.question import ask

from .conftest import BY, day

AFTER, UNTIL = dt.date(2015, 3, 31), dt.date(2016, 3, 31)


def of(**kwargs):
    return balance(ask(answers.scope_named("999"), [UNTIL]), AFTER, UNTIL, **kwargs)


def test_opening_and_leavers_and_starters_give_closing(chalkshire):
    t = of().total
    assert (t.funded, t.opening, t.new, t.left, t.started, t.closing) == (6, 2, 0, 1, 1, 2)
    assert (t.covered, t.not_covered) == (1, 1)
    assert t.balances
    # N5 has been empty since it was funded
    assert t.longest_empty == (UNTIL - dt.date(2014, 1, 1)).days


def test_lines_add_up_to_groups_and_groups_to_the_whole(chalkshire):
    table = of()
    for name in ("funded", "opening", "new", "ended", "left", "moved", "started", "closing", "covered"):
        lines = sum(getattr(line.tally, name) for group in table.groups for line in group.lines)
        groups = sum(getattr(group.tally, name) for group in table.groups)
        assert lines == groups == getattr(table.total, name)


def test_in_fte_the_part_of_a_post_that_nobody_holds_counts(chalkshire):
    t = of(in_fte=True).total
    assert (t.funded, t.opening, t.closing) == (6, pytest.approx(2.4), pytest.approx(2.4))
    assert t.balances


def test_a_second_holder_is_shown_as_not_explained(chalkshire):
    holding = Holding.objects.get(post=chalkshire.posts[1])
    Holding.objects.create(
        council=holding.council, employment=holding.employment, worker=chalkshire.people[0], post=holding.post,
        team=holding.team, role=holding.role, fte=Decimal(1), starts_on=day("2015-10-01"),
    )  # fmt: skip
    table = of()
    assert not table.total.balances
    assert [(row.post_id, row.reason) for row in table.unexplained] == [
        (holding.post_id, "2 people hold it on 31 March 2016")
    ]


def test_a_post_that_ends_vacant_leaves_the_vacancies(chalkshire):
    establishment.end_post(chalkshire.posts[4], ends_on=day("2015-12-01"), **BY)
    t = of().total
    assert (t.ended, t.closing) == (1, 1)
    assert t.balances


def test_a_post_that_moves_team_leaves_one_line_and_enters_the_other(chalkshire):
    establishment.change_post(chalkshire.posts[4], from_day=day("2015-12-01"), team=chalkshire.south, **BY)
    table = of()
    assert table.total.balances
    assert sum(group.tally.funded for group in table.groups) == 6
