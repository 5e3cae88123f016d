"""Writes of recruitment."""

from .calls import close, log_call, merge, reopen, unmerge
from .enquiries import anonymise_expired, assign, consent_end, keep_in_touch, similar, take
from .promises import add_rule, remove_rule, set_promise
from .writing import CannotChangeRecruitment

__all__ = [
    "CannotChangeRecruitment",
    "add_rule",
    "anonymise_expired",
    "assign",
    "close",
    "consent_end",
    "keep_in_touch",
    "log_call",
    "merge",
    "remove_rule",
    "reopen",
    "set_promise",
    "similar",
    "take",
    "unmerge",
]
