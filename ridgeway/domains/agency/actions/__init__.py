"""Every write of agency work: one verb each, atomic, one audit line. `suppliers`, `agreements` (rules, caps, titles), `assignments`, `breaches`."""

from .agreements import add_type, agree_cap, ensure_rules, map_title, retire_type, unmap_title
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
from .leavers import ask_region, mark_leavers
from .reasons import CannotChangeAgency
from .suppliers import (
    add_project_team,
    add_supplier,
    change_project_team,
    change_supplier,
    record_conduct,
    remove_conduct,
)

__all__ = [
    "CannotChangeAgency",
    "add_project_team",
    "add_supplier",
    "add_type",
    "agree_cap",
    "ask_region",
    "ask_sign_off",
    "cancel",
    "change",
    "change_project_team",
    "change_supplier",
    "confirm",
    "end",
    "ensure_rules",
    "extend",
    "give_notice",
    "map_title",
    "mark_leavers",
    "open_checks",
    "pay_otherwise",
    "record",
    "record_conduct",
    "remove_conduct",
    "retire_type",
    "settle",
    "sign",
    "state_facts",
    "unmap_title",
    "withdraw",
]
