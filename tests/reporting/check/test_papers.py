"""Whole papers of other councils: every wrong sentence is refused, no right one is, however they stand together, and quickly."""

import time

import pytest

from ridgeway.reporting.check import check_text

from .correct_sentences import SENTENCES
from .other_papers import RIGHT, WRONG


def test_no_right_sentence_of_a_paper_is_refused():
    together = check_text("\n\n".join(RIGHT))
    assert [(f.quote, f.arithmetic) for f in together.contradicted] == []
    assert sum(bool(check_text(sentence).agreed) for sentence in RIGHT) == 89


@pytest.mark.parametrize("sentence", WRONG)
def test_a_wrong_sentence_of_a_paper_is_refused(sentence):
    assert len(check_text(sentence).contradicted) >= 1


def test_a_paper_of_twenty_pages_is_checked_within_five_seconds():
    lines = [*RIGHT, *WRONG, *SENTENCES]
    paper = "\n\n".join(lines[n % len(lines)] for n in range(20 * 30))
    begin = time.process_time()
    checked = check_text(paper)
    assert time.process_time() - begin < 5
    assert len(checked.contradicted) >= len(WRONG)


def test_retention_and_turnover_that_do_not_make_the_whole_are_pointed_at():
    told = check_text(
        "Turnover in adult care has fallen from 14.8% in August 2014 to 9.8% in March 2016. There was 87.5% retention in adult care during 2015/16."
    )
    assert [f.arithmetic for f in told.untold] == ["87.5% kept and 9.8% turnover (line 1) make 97.3%"]
