"""Writes of recruitment."""

from .advert_templates import add_template, change_template, load_districts, remove_template
from .adverts import begin_advert, change_advert, publish, remove_draft, set_criteria, set_posts
from .adverts_running import close_early, close_passed, extend, settle, unsettle
from .calls import close, log_call, merge, reopen, unmerge
from .enquiries import anonymise_expired, assign, consent_end, keep_in_touch, similar, take
from .promises import add_rule, remove_rule, set_promise
from .requests import approve, ask_to_recruit, refuse, withdraw_request
from .writing import CannotChangeRecruitment

__all__ = [
    "CannotChangeRecruitment",
    "add_rule",
    "add_template",
    "anonymise_expired",
    "approve",
    "ask_to_recruit",
    "assign",
    "begin_advert",
    "change_advert",
    "change_template",
    "close",
    "close_early",
    "close_passed",
    "consent_end",
    "extend",
    "keep_in_touch",
    "load_districts",
    "log_call",
    "merge",
    "publish",
    "refuse",
    "remove_draft",
    "remove_rule",
    "remove_template",
    "reopen",
    "set_criteria",
    "set_posts",
    "set_promise",
    "settle",
    "similar",
    "take",
    "unmerge",
    "unsettle",
    "withdraw_request",
]
