"""Tables: totals, differences, shares and flows; and tables that may not be held to any of these."""

import pytest

from ridgeway.reporting.check import check, check_text
from ridgeway.reporting.check.paper import Block, Paper, Table

TEAMS = "Team\tPosts\tVacant\nNorth\t40\t5\nSouth\t38\t6\nEast\t41\t4\n"


def told(text):
    checked = check_text(text)
    return len(checked.agreed), [(f.quote, f.arithmetic) for f in checked.contradicted]


def test_a_total_that_its_rows_make_agrees():
    assert told(TEAMS + "Total\t119\t15") == (2, [])


def test_a_total_that_its_rows_do_not_make_is_refused():
    assert told(TEAMS + "Total\t119\t17") == (1, [("Total, Vacant: 17", "5 + 6 + 4 = 15")])


def test_a_variance_is_outturn_less_budget():
    table = "Service\tBudget £\tOutturn £\tVariance £\nAdults\t9,357,161\t8,952,033\t-405,128\nChildren\t3,872,380\t5,454,245\t1,681,865"
    assert told(table) == (1, [("Children, Variance £: 1,681,865", "5,454,245 − 3,872,380 = 1,581,865")])


def test_a_share_is_held_to_what_most_rows_obey():
    table = (
        "| Team | Leavers | In post | Rate |\n|---|---|---|---|\n| A | 7 | 37 | 18.9% |\n| B | 4 | 28 | 14.3% |\n"
        "| C | 3 | 13 | 23.1% |\n| D | 6 | 96 | 16.3% |\n"
    )
    assert told(table) == (3, [("D, Rate: 16.3%", "6 of 96 = 6.3%")])


def test_flows_explain_stocks():
    table = "Role\tOpening\tNew posts\tLeavers\tStarters\tClosing\nA\t20\t10\t12\t22\t20\nB\t10\t35\t8\t43\t10\nC\t6\t0\t5\t3\t9"
    assert told(table) == (2, [("C, Closing: 9", "6 + 0 + 5 − 3 = 8")])


def test_a_change_in_percent_is_of_the_earlier():
    table = "Crime\t2021\t2022\tChange %\nTheft\t200\t220\t10%\nHarm\t100\t90\t-10%\nDamage\t50\t40\t-30%"
    assert told(table) == (2, [("Damage, Change %: -30%", "(40 − 50) / 50 = −20%")])


def test_a_falling_share_of_rising_pounds_is_pointed_at():
    text = (
        "Year\tBudget\tOutturn\n2014/15\t5,201,950\t6,267,615\n2015/16\t6,360,900\t7,314,971\n\n"
        "The share of the salary budget that is agency spend:\n\n2014/15\t45%\n2015/16\t39%"
    )
    assert [(f.arithmetic, f.reason[:36]) for f in check_text(text).untold] == [
        (
            "of Budget: £2,340,878, then £2,480,751; of Outturn: £2,820,427, then £2,852,839",
            "The share falls from 45% to 39%, but",
        )
    ]


@pytest.mark.parametrize(
    "table",
    [
        # suppressed cells, groups within groups, averages, people in two teams, rounded millions, shares of several answers
        "Team\tMen\tWomen\tTotal\nA\t5\t40\t45\nB\tc\t30\tc\nC\t7\t20\t27\nTotal\t15\t90\t105",
        "Service\tPosts\nAdults\t50\nNorth\t20\nSouth\t30\nChildren\t40\nWest\t15\nEast\t25\nTotal\t90",
        "Team\tAverage caseload\tTurnover %\nA\t18.2\t12.1%\nB\t16.4\t9.8%\nC\t15.9\t14.4%\nTotal\t16.9\t12.0%",
        "Team\tWorkers\nA\t12\nB\t15\nC\t14\nAll (some work in two teams)\t38",
        "Service\tBudget £m\tForecast £m\tVariance £m\nAdults\t61.2\t62.8\t1.6\nChildren\t40.1\t44.3\t4.2\nPlace\t22.0\t21.6\t(0.4)\nTotal\t123.3\t128.7\t5.4",
        "Reason\tShare\nPay\t61%\nWork\t54%\nHome\t32%\nTotal answers\t412",
        "Year\tPosts\n2014\t202\n2015\t210\n2016\t217",
        "Budget\tSpend\tTotal staff\n4.1\t3.9\t212\n3.2\t3.3\t190\n5.0\t4.4\t230",
        "Posts\t\n\nof which vacant\t38\nTotal\t262",
        "Team\tPosts\nNorth\t40\nof which pods\t10\nSouth\t38\nTotal\t78",
        "Item\tDays to hire\nNorth\t61\nSouth\t58\nTotal\t60",
        "Ward\tVotes\tShare\nA\t1,204\t42%\nB\t988\t38%\nC\t1,410\t51%",
        "Band\t2023/24 £\t2024/25 £\tIncrease £\nA\t1,000.00\t1,049.90\t49.90\nB\t1,166.67\t1,224.88\t58.21\nD\t1,500.00\t1,574.85\t74.85",
        "Risk\tLikelihood\tImpact\tScore\nStaff leave\t3\t4\t12\nMoney\t2\t5\t10\nData\t2\t2\t4",
    ],
)
def test_a_right_table_is_not_refused(table):
    assert told(table)[1] == []


def test_a_table_with_heads_alone_is_passed_over():
    paper = Paper(
        [Block("Of which the share that is agency spend:", "line 1"), Table([], "table", head=["Year", "Share"])]
    )
    assert check(paper).findings == ()
