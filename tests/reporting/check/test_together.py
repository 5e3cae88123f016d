"""What only the words about figures show, or two papers together: causes that come late, shares that fall while pounds rise, short forms."""

import itertools

import pytest

from ridgeway.reporting.check import Verdict, check_files, check_text, names, paper_of

from .correct_sentences import SENTENCES
from .other_papers import RIGHT

LATE = [
    "Vacancies fell from 50 to 38 in March 2015, thanks to the launch of the campaign in June 2015.",
    "Turnover dropped in April 2014 as a result of the introduction of supplements in July 2014.",
    "Following the opening of the academy in September 2019, applications rose from 40 to 61 in May 2019.",
    "Because of the restructure of teams in June 2021, caseloads fell in March 2021.",
]
IN_TIME = [
    "Vacancies fell from 50 to 38 in June 2015, thanks to the launch of the campaign in March 2015.",
    "Following the opening of the academy in May 2019, applications rose from 40 to 61 in September 2019.",
    "Following the inspection in June 2016, the council looked again at spending in March 2015.",
    "Figures for March 2015 were read again after the launch of the campaign in June 2015.",
    "The council spent £4.0m in March 2021 before the restructure of teams in June 2021.",
]
SHARES = [
    "The agency share of the pay bill fell from 45% to 39%. Agency spend went from £2.1m to £2.4m.",
    "Good progress: agency spend as a share of the budget fell from 12% to 10% (£1.4m to £1.5m).",
]
PLAIN_SHARES = [
    "The agency share of the pay bill fell from 45% to 39%. Agency spend went from £2.4m to £2.1m.",
    "The agency share of the pay bill fell from 45% to 39%, although agency spend went from £2.1m to £2.4m.",
    "The agency share of the pay bill fell from 45% to 39%. However, agency spend went from £2.1m to £2.4m.",
    "The agency share of the pay bill fell from 45% to 39%. The budget for parks went from £2.1m to £2.4m.",
    "The agency share of the pay bill rose from 39% to 45%. Agency spend went from £2.1m to £2.4m.",
]
PLAIN = [
    "The scheme is due to be launched in autumn 2016. Savings of £2,000 are expected by 2018.",
    "The Agency Protocol (AP) has immediate effect.",
    "There were 18 applications for 2016/17 and 6 places. The start has been delayed until October 2016.",
    "The fund for 2016/17 is £4,000. Works were delayed until April 2017 by weather.",
    "The Multi Agency Safeguarding Hub (MASH) takes 40 calls a day. The MASH is open all night.",
    "SEND and CAMHS staff work together; CAHMO is a charity.",
]


@pytest.mark.parametrize("sentence", LATE)
def test_a_cause_that_comes_after_what_it_caused_is_refused(sentence):
    assert [f.rule for f in check_text(sentence).contradicted] == ["day"]


@pytest.mark.parametrize("sentence", IN_TIME)
def test_a_cause_that_comes_in_time_is_not(sentence):
    assert check_text(sentence).contradicted == ()


@pytest.mark.parametrize("text", SHARES)
def test_a_share_that_falls_while_its_pounds_rise_is_pointed_at(text):
    assert [f.rule for f in check_text(text).untold] == ["share and pounds"]


@pytest.mark.parametrize("text", [*PLAIN_SHARES, *PLAIN])
def test_what_is_said_plainly_is_left_alone(text):
    assert [f.arithmetic for f in check_text(text).findings if f.rule in NEW] == []


NEW = ("share and pounds", "at once", "year", "name", "day")


def test_the_new_rules_point_at_nothing_in_right_papers():
    for sentences in (SENTENCES, RIGHT):
        told = [f for one in sentences for f in check_text(one).untold if f.rule in ("share and pounds", "at once", "year", "name")]  # fmt: skip
        assert [f.quote for f in told] == []
        together = check_text("\n\n".join(sentences)).untold
        assert [f.quote for f in together if f.rule in ("share and pounds", "at once", "year", "name")] == []


@pytest.mark.parametrize(
    ("text", "rule", "arithmetic"),
    [
        (
            "35. The pact is hoping to be officially launched late summer 2016.\n\n36. Caps limit pay with immediate effect for new staff.",
            "at once", "to come: late summer 2016 (paragraph 35); in force: at once",
        ),
        (
            "There were 18 applications for 2016/17 and 6 places. The start has been delayed until April 2017.",
            "year", "April 2017 is in 2017/18",
        ),
        ("The WIHSC opened. The WIHSC grew to 40 staff. The purpose of the WHISC is to help.", "name", "WIHSC 2 times, WHISC 1"),
        (
            "The Health and Care Professions Council (HCPC) registers 90,000 people. The Health and Care Professionals Council (HCPC) asks for a fee.",
            "name", "HCPC: “Health and Care Professions Council” (line 1), “Health and Care Professionals Council”",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_told_is_said_with_its_reason(text, rule, arithmetic):
    assert [(f.rule, f.arithmetic) for f in check_text(text).untold] == [(rule, arithmetic)]


def test_a_paper_full_of_short_forms_is_read_in_good_time():
    """Each is held against those of its own letters alone: against all of them, thirty thousand would take minutes."""
    letters = itertools.islice(itertools.combinations("ABCDEFGHIJKLMNOPQRSTUVWX", 6), 30_000)
    forms = ["".join(one) for one in letters]
    text = ". ".join(f"We meet the {' '.join(forms[n : n + 20])} today" for n in range(0, len(forms), 20))
    paper = paper_of(f"{text}. The WIHSC opened and the WIHSC grew. The WHISC is here.")
    assert [remark.arithmetic for _, _, remark in names.look(paper)] == ["WIHSC 2 times, WHISC 1"]


def test_two_papers_are_held_against_themselves_and_one_another():
    first = b"The vacancy rate has dropped to less than 4%. Of 98 workers, 94 of 98 (85.9%) stay. Turnover in adult care was 9.8% in March 2016."
    second = b"1. On the day there were 38 vacancies.\n\n2. Turnover in adult care was 10.4% in March 2016."
    told = check_files([("a.txt", first), ("b.txt", second)])
    assert [(f.where, f.verdict, f.arithmetic) for f in told.findings] == [
        ("a.txt, line 1", Verdict.CANNOT_TELL, "38 vacancies at 4% are 950 posts"),
        ("a.txt, line 1", Verdict.CONTRADICTS, "94 of 98 is 95.9%"),
        ("b.txt, paragraph 2", Verdict.CONTRADICTS, "10.4% here, 9.8% in a.txt, line 1"),
    ]
    assert told.paper.blocks[told.findings[2].block].where == "b.txt, paragraph 2"
    assert check_files([("a.txt", b"Of 98 workers, 94 of 98 (95.9%) stay.")]).findings[0].where == "line 1"
