"""What a paper leaves out or tells in two ways: claims that its tables do not bear out, days without a year, phases with a gap, whom a scheme is for."""

import pytest

from ridgeway.reporting.check import Verdict, check_files, check_text

from .correct_sentences import SENTENCES
from .other_papers import RIGHT

NEW = ("claim", "lacking", "phases", "scheme")
TABLES = """Family Support: pay of the fieldwork teams

Year\tBudget\tOutturn
2021/22\t4,000,000\t4,200,000
2022/23\t4,100,000\t4,300,000

Of which the share that is agency spend:

2021/22\t20%
2022/23\t18%

"""
CLAIM = TABLES + "In family support teams there was a reduction of {} in agency spend in 2022/23."
PAPER = "Date of report: 24 May 2021\n\n{}"
POINTED_AT = [
    (CLAIM.format("£310,000"), "claim", "by its share, 2021/22 to 2022/23: £800,000 to £738,000 of Budget; £840,000 to £774,000 of Outturn"),
    (TABLES + "Agency spend in family support teams rose by £50,000 in 2022/23.", "claim", "by its share, 2021/22 to 2022/23: £800,000 to £738,000 of Budget; £840,000 to £774,000 of Outturn"),
    (PAPER.format("An open evening was held on 14 March at the Guildhall."), "lacking", "the last 14 March before 24 May 2021 was a Sunday"),
    ("We bought adverts on LinkedIn and Indeed, which brought 4,200 clicks.", "lacking", "4,200 of LinkedIn and Indeed together, no price, no applications"),
    (
        "1. Stages 1 and 2 (January 2022 to June 2022) went well.\n\n2. Stage 1 ended on 31 January 2022. Stage 2 started on 1 March 2022.",
        "phases", "31 January 2022 to 1 March 2022: 28 days between (paragraph 2)",
    ),
    ("1. A retention payment is made to staff in assessment and intervention.\n\n2. The retention payment in assessment and fostering is under review.", "scheme", "“assessment and intervention” (paragraph 1), “assessment and fostering”"),
    ("1. The caseload guarantee is well liked. It applies only to new starters.\n\n2. The caseload guarantee in duty and assessment is kept.", "scheme", "only new starters here; “duty and assessment” in paragraph 2"),
]  # fmt: skip
LEFT_ALONE = [
    CLAIM.format("£66,000"),
    CLAIM.format("£120,000"),
    TABLES + "In adult care teams there was a reduction of £310,000 in agency spend in 2022/23.",
    TABLES + "In family support teams there was a reduction of £310,000 in mileage in 2022/23.",
    TABLES + "In family support teams there was a reduction of £310,000 in agency spend in 2019/20.",
    PAPER.format("An open evening was held on 15 March at the Guildhall."),
    PAPER.format("An open evening was held on 14 March 2020 at the Guildhall."),
    PAPER.format("In 2019 we began again. An open evening was held on 14 March at the Guildhall."),
    PAPER.format("The office is closed on 14 March."),
    PAPER.format("A careers fair was held on 13 March at the Guildhall."),
    "An open evening was held on 14 March at the Guildhall.",
    "We bought adverts on LinkedIn and Indeed for £3,000, which brought 4,200 clicks.",
    "Adverts on LinkedIn had 2,000 clicks and those on Indeed 2,200 clicks.",
    "Our posts on LinkedIn and Facebook had 4,200 clicks.",
    "We bought adverts on LinkedIn and Indeed, which brought 4,200 clicks. The cost per click is in Appendix 2.",
    "Stages 1 and 2 (January 2022 to June 2022) went well. Stage 1 ended on 28 February 2022. Stage 2 started on 1 March 2022.",
    "Stage 1 ended on 31 January 2022. Stage 2 started on 1 March 2022.",
    "Stages 2 and 3 (January 2022 to June 2022) went well. Stage 1 ended on 31 January 2022. Stage 2 started on 1 March 2022.",
    "A retention payment is made in assessment and intervention.\n\nThe retention payment in assessment and intervention is under review.",
    "A retention payment is made in assessment and intervention.\n\nThe retention payment in fostering and adoption is under review.",
    "On 1 April 2021 a retention payment was agreed in duty and assessment.\n\nOn 1 April 2022 the retention payment in duty and fostering was agreed.",
    "A market supplement is paid in children’s and adult services.\n\nA market supplement is paid in children’s and family services.",
    "The caseload guarantee applies only to new starters, but is to be kept for all staff in duty and assessment.",
    "The caseload guarantee applies only to new starters.\n\nCases are held in duty and assessment.",
    "The caseload guarantee applies only to staff in duty and assessment.\n\nThe caseload guarantee in duty and assessment is kept.",
]


@pytest.mark.parametrize(("text", "rule", "arithmetic"), POINTED_AT)
def test_what_is_left_out_or_told_in_two_ways_is_pointed_at(text, rule, arithmetic):
    told = [f for f in check_text(text).findings if f.rule in NEW]
    assert [(f.rule, f.verdict, f.arithmetic) for f in told] == [(rule, Verdict.CANNOT_TELL, arithmetic)]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_is_told_plainly_is_left_alone(text):
    assert [(f.rule, f.arithmetic) for f in check_text(text).findings if f.rule in NEW] == []


def test_right_papers_are_left_alone():
    for sentences in (SENTENCES, RIGHT):
        assert [f.quote for f in check_text("\n\n".join(sentences)).findings if f.rule in NEW] == []


def test_two_papers_that_tell_of_a_scheme_in_two_ways_are_asked_which():
    first = b"The caseload promise was launched in May. It currently applies only to newly recruited staff, but is to be extended."
    second = b"1. We lead in the area of duty and assessment with the 16 caseload promise."
    told = check_files([("a.txt", first), ("b.txt", second)])
    assert [(f.where, f.rule, f.arithmetic) for f in told.findings] == [
        ("a.txt, line 1", "scheme", "only newly recruited staff here; “duty and assessment” in b.txt, paragraph 1")
    ]


def test_a_list_by_place_that_nearly_makes_its_total_is_asked_about():
    said = "We made 132 appointments: 84 in children’s services and {} in adult care."
    assert [(f.verdict, f.arithmetic) for n in (48, 46, 20) for f in check_text(said.format(n)).findings] == [
        (Verdict.AGREES, "84 + 48 = 132"),
        (Verdict.CANNOT_TELL, "84 + 46 = 130"),
    ]


def test_the_papers_own_day_is_read_wherever_it_stands():
    paper = "Calderdene County Council\nCabinet, Tuesday 18 June 2024\nDate of report: 31 May 2024\n\nA careers evening was held on 12 May at County Hall."
    assert [f.arithmetic for f in check_text(paper).untold] == ["the last 12 May before 31 May 2024 was a Sunday"]


BESIDE = [
    "There were 40 vacancies, up from 31, a rise of 8 in children’s services alone.",
    "Agency spend was £2.1m against a budget of £1.5m, and the service overspent by £0.3m.",
    "Turnover has fallen to 16.9% and is lower than planned, though 15.2% was reached in one team.",
    "The vacancy rate rose from 12% to 14% and is higher than in 2019, when 18% was reported.",
]


@pytest.mark.parametrize("sentence", BESIDE)
def test_figures_that_only_stand_near_are_left_alone(sentence):
    assert [f.arithmetic for f in check_text(sentence).contradicted] == []
