"""Right sentences are never refused; wrong ones are, with their arithmetic."""

import time

import pytest

from ridgeway.reporting.check import Verdict, check_text

from .correct_sentences import SENTENCES
from .wrong_sentences import WRONG


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_right_sentence_is_not_refused(sentence):
    assert [(f.rule, f.arithmetic) for f in check_text(sentence).contradicted] == []


def test_there_are_enough_right_sentences_to_mean_something():
    assert len(set(SENTENCES)) == len(SENTENCES) == 223
    assert sum(bool(check_text(sentence).agreed) for sentence in SENTENCES) == 69


def test_right_sentences_together_are_not_refused_either():
    assert check_text("\n\n".join(SENTENCES)).contradicted == ()
    assert check_text("\n".join(SENTENCES)).contradicted == ()


@pytest.mark.parametrize(("sentence", "rule", "arithmetic"), WRONG)
def test_a_wrong_sentence_is_refused_with_its_arithmetic(sentence, rule, arithmetic):
    refused = check_text(sentence).contradicted
    assert [f.rule for f in refused] == [rule]
    assert arithmetic in refused[0].arithmetic


def test_a_share_says_what_would_have_to_be_true():
    told = check_text(
        "73% of all vacancies in children’s services were filled, which is 123 appointments and 38 vacancies remaining in children’s services."
    )
    assert [(f.verdict, f.arithmetic, f.reason) for f in told.findings] == [
        (
            Verdict.CONTRADICTS,
            "123 of 161 (123 + 38) is 76.4%",
            "73% is printed. It would need 45 or 46 vacant, not 38.",
        )
    ]


def test_the_same_share_is_refused_again_further_on():
    text = (
        "12. In children’s services 123 posts were filled and more are to come. 73% of all vacancies in children’s services were filled. "
        "There were 123 appointments and 38 vacancies remaining in children’s services.\n\n"
        "63. 73% of all vacancies have been filled in children’s services with 80% in adult care."
    )
    assert [(f.where, f.arithmetic) for f in check_text(text).contradicted] == [
        ("paragraph 12", "123 of 161 (123 + 38) is 76.4%"),
        ("paragraph 63", "123 of 161 (123 + 38) is 76.4%"),
    ]


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("There was a 70% reduction in the time from interview to offer.", "neither what it was nor what it is now"),
        ("Turnover was as low as 7.2% during one quarter.", "whether this is the quarter's own rate"),
        ("At the height of the difficulties turnover was 25%.", "without saying when"),
        ("There is a higher than council average percentage of people from one group.", "neither is printed"),
        ("Retention is 94.1% when compared with 91%, which is 3% more.", "fits as points and as a percentage"),
        ("Some 76.3% of the posts (123 of 161) are filled.", ""),
    ],
)
def test_what_cannot_be_told_says_what_is_missing(sentence, reason):
    checked = check_text(sentence)
    assert checked.contradicted == ()
    assert [reason in f.reason for f in checked.untold or checked.agreed] == [True]


def test_one_amount_told_as_two_things_is_pointed_at():
    text = (
        "4. Agency spend fell by £333,918 across all social worker roles.\n\n"
        "9. Spend fell by £333,918, mostly from fewer social worker roles, where it fell by £270,380."
    )
    assert [(f.where, f.arithmetic) for f in check_text(text).contradicted] == [
        ("paragraph 4", "£333,918 here; £270,380 of £333,918 in paragraph 9")
    ]


def test_twenty_pages_are_checked_within_five_seconds():
    page = "\n\n".join(SENTENCES[n % len(SENTENCES)] for n in range(40))
    begun = time.perf_counter()
    check_text("\n\n".join([page] * 20))
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize(
    "odd", ["(" * 50_000, "from " * 20_000, "1,2,3 " * 20_000, "9% " * 30_000, "£1 and " * 20_000, "a\tb\t1\n" * 3_000]
)
def test_what_is_no_paper_is_read_in_moderate_time(odd):
    begun = time.perf_counter()
    check_text(odd)
    assert time.perf_counter() - begun < 5
