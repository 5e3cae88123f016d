"""Figures from the books and named tables on a small council: what is there is counted, what is not is said to be missing."""

import pytest

from ridgeway.domains.establishment.actions import leave
from ridgeway.domains.recruitment import actions as recruitment
from ridgeway.reporting import tables_placed
from ridgeway.reporting.figures_placed import Desk
from ridgeway.reporting.printed_elsewhere import is_same
from ridgeway.reporting.tokens import CannotRead, read_text
from tests.factories import BY, a_job_role, a_post, a_worker, an_employee, day

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(chalkshire):
    return Desk(chalkshire.council, on=day("2016-03-31"), since=day("2013-12-31"))


@pytest.mark.parametrize(
    ("token", "text", "base"),
    [
        ("new_posts", "6", "6 posts funded for the first time after 31 December 2013, up to 31 March 2016"),
        ("posts_held", "66.7%", "4 posts held of 6 funded posts"),
        ("applications", "0", "0 applications sent after 31 December 2013, up to 31 March 2016"),
        ("budget", "not known", "The ledger holds nothing of Chalkshire for 2015/16."),
        ("phases", "0", "0 phases begun (none)"),
        ("vacancies, role Family support worker", "0", "0 vacant of 1 funded post"),
        ("vacancies, without Family support worker", "2", "2 vacant of 5 funded posts"),
        ("vacancies, said", "2 vacant of 6 funded posts", "2 vacant of 6 funded posts"),
    ],
)
def test_a_figure_from_the_books(desk, token, text, base):
    placed = desk.placed(read_text(f"{{{{ figure: {token} }}}}")).placed
    assert (placed.text, placed.base) == (text, base)


def test_a_role_there_is_not_is_named(desk):
    with pytest.raises(CannotRead) as refused:
        desk.placed(read_text("{{ figure: vacancies, role Astronaut }}"))
    assert str(refused.value) == "There is no role “astronaut”. There are: family support worker, social worker."


def test_the_rows_of_appendix_one_balance_and_make_its_total(desk):
    block = tables_placed.table(desk, read_text("{{ table: hiring, childrens }}"))
    numbers = [[0 if cell == "–" else int(cell) for cell in row[1:]] for row in block.rows]
    assert [sum(column) for column in zip(*numbers[:-1], strict=True)] == numbers[-1]
    assert [opening + new + left - started for _, _, opening, new, left, started, _ in numbers] == [
        row[6] for row in numbers
    ]
    assert numbers[-1][6] == 2


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ("money", "The ledger holds nothing of Chalkshire in these years."),
        ("campaign", "No phase of a campaign began in these days."),
        ("time-to-hire", "No step of hiring ended in these days."),
        ("programmes", "Nobody is known to have come by a programme to Chalkshire in these days."),
        ("equality", "Nobody answered about equality in these days."),
        ("benchmarks", "No published figures of 31 March 2016 or before are here to compare with."),
    ],
)
def test_a_table_with_nothing_to_say_says_why(desk, table, why):
    with pytest.raises(CannotRead) as refused:
        tables_placed.table(desk, read_text(f"{{{{ table: {table} }}}}"))
    assert str(refused.value) == why


@pytest.mark.parametrize(
    ("printed", "computed", "same"),
    [
        ("September 2014", "30 September 2014", True),
        ("1 November", "1 November 2015", True),
        ("16 October 2014", "15 October 2014", False),
        ("October 2014", "30 September 2014", False),
    ],
)
def test_a_printed_day_or_month_is_the_day_that_was_computed(printed, computed, same):
    assert is_same(printed, computed) is same


def test_programmes_are_counted_from_who_came_and_what_became_of_enquirers(chalkshire):
    newly = a_job_role(chalkshire.council, name="Newly qualified social worker", kind="newly_qualified")
    aspiring = a_job_role(chalkshire.council, name="Aspiring manager", kind="aspiring_manager")
    for n in range(6):
        worker = a_worker(
            chalkshire.council, registration_number=f"SW20{n}", is_step_up_graduate=n < 5, is_frontline_graduate=n == 5
        )
        spell = an_employee(a_post(chalkshire.north, newly), worker=worker, starts_on=day(f"2015-0{n + 2}-01"))
        if n == 5:
            leave(spell, ends_on=day("2016-01-01"), reason="1", destination="1", **BY)
    an_employee(
        a_post(chalkshire.north, aspiring),
        starts_on=day("2015-09-01"),
        worker=a_worker(chalkshire.council, registration_number="SW300"),
    )
    for words, placed in (
        ("Return to Social Work", "placed"),
        ("Return to Social Work", "to_place"),
        ("Told us of her illness", "placed"),
    ):
        row = recruitment.take(
            chalkshire.council,
            way="call",
            service=chalkshire.service,
            name="Linnet Oakfield",
            telephone=f"01632 96010{len(words) % 10}",
            **BY,
        )
        recruitment.close(row, outcome="programme", words=words, placed=placed, **BY)
    desk = Desk(chalkshire.council, on=day("2016-03-31"), since=day("2015-03-31"))
    block = tables_placed.table(desk, read_text("{{ table: programmes, childrens, 2016-04-30 }}"))
    assert block.rows == (
        ("Newly qualified social workers", "4", "3", "5", "–"),
        ("Aspiring managers", "1", "1", "1", "–"),
        ("Step Up to Social Work graduates", "under 5", "under 5", "5", "–"),
        ("Frontline graduates", "under 5", "–", "–", "–"),
        ("Enquirers: A programme, not named", "1", "–", "–", "–"),
        ("Enquirers: Return to Social Work", "1", "–", "–", "1"),
    )
    assert block.note.startswith(
        "4 came as newly qualified social workers; 3 of them are here. 5 newly qualified and 1 aspiring manager are in post, 5 to one. Programmes have no records of their own here"
    )
