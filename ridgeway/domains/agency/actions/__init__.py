"""Every write of agency work: one verb each, atomic, one audit line. `suppliers`, `agreements` (rules, caps, titles), `assignments`, `breaches`, `timesheets`, `references`, `keeping`."""

from .agreements import NewCap, add_type, agree_cap, agree_set, ensure_rules, map_title, retire_type, unmap_title
from .assignments import (
    cancel,
    change,
    confirm,
    end,
    extend,
    give_notice,
    open_checks,
    pay_otherwise,
    record,
    settle,
    state_facts,
)
from .breaches import ask_sign_off, sign, withdraw
from .keeping import erase_references, keep_references
from .leavers import ask_region, mark_leavers
from .reasons import CannotChangeAgency
from .references import (
    ask_practice_reference,
    close_link,
    decline_practice_reference,
    give_practice_reference,
    link_for,
    note_opened,
    receive_practice_reference,
    withdraw_practice_reference,
    write_practice_reference,
)
from .suppliers import (
    add_project_team,
    add_supplier,
    change_project_team,
    change_supplier,
    record_conduct,
    remove_conduct,
)
from .timesheets import WeekIn, load_timesheets, take_back_timesheets

__all__ = [
    "CannotChangeAgency",
    "NewCap",
    "WeekIn",
    "add_project_team",
    "add_supplier",
    "add_type",
    "agree_cap",
    "agree_set",
    "ask_practice_reference",
    "ask_region",
    "ask_sign_off",
    "cancel",
    "change",
    "change_project_team",
    "change_supplier",
    "close_link",
    "confirm",
    "decline_practice_reference",
    "end",
    "ensure_rules",
    "erase_references",
    "extend",
    "give_notice",
    "give_practice_reference",
    "keep_references",
    "link_for",
    "load_timesheets",
    "map_title",
    "mark_leavers",
    "note_opened",
    "open_checks",
    "pay_otherwise",
    "receive_practice_reference",
    "record",
    "record_conduct",
    "remove_conduct",
    "retire_type",
    "settle",
    "sign",
    "state_facts",
    "take_back_timesheets",
    "unmap_title",
    "withdraw",
    "withdraw_practice_reference",
    "write_practice_reference",
]
