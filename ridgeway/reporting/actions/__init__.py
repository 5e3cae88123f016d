"""Every write of reports: one verb each, atomic, one audit line. `writing`: reports, sections, comments, answers; `settling`: review,
sign-off, publishing. The words of reports are kept out of the trail; that they were saved, by whom and when, is in it.
"""

from .digest import begin_ready, send_digest, stop_digest, wish_digest
from .making import ask_for, is_lost, make, make_again, put_back_lost
from .reasons import CannotChangeReport
from .settling import publish, send_to_review, sign, take_back
from .templates import change_template, set_word_file
from .writing import (
    add_section,
    add_template,
    answer_finding,
    begin_report,
    begin_writing,
    change_report,
    comment,
    leave_section,
    move_section,
    remove_section,
    set_printed,
    settle_comment,
    write_section,
)

__all__ = [
    "CannotChangeReport",
    "add_section",
    "add_template",
    "answer_finding",
    "ask_for",
    "begin_ready",
    "begin_report",
    "begin_writing",
    "change_report",
    "change_template",
    "comment",
    "is_lost",
    "leave_section",
    "make",
    "make_again",
    "move_section",
    "publish",
    "put_back_lost",
    "remove_section",
    "send_digest",
    "send_to_review",
    "set_printed",
    "set_word_file",
    "settle_comment",
    "sign",
    "stop_digest",
    "take_back",
    "wish_digest",
    "write_section",
]
