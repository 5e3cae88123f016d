"""Every write of pay. `scales`: scale points and on-costs; `supplements`: market supplements, from the draft to the end; `incentives`:
money promised to one person, in instalments, with what is owed back.
"""

from .incentives import agree, cancel, complete, owed_if_left, pay, recover, settle, waive
from .reasons import CannotChangePay
from .scales import set_on_cost, set_point
from .supplements import (
    add_evidence,
    add_scope,
    approve,
    draft,
    drop,
    end,
    give_notice,
    propose,
    redraft,
    refuse,
    renew,
    review,
    take_back,
)

__all__ = [
    "CannotChangePay", "add_evidence", "add_scope", "agree", "approve", "cancel", "complete", "draft", "drop", "end", "give_notice",
    "owed_if_left", "pay", "propose", "recover", "redraft", "refuse", "renew", "review", "set_on_cost", "set_point", "settle",
    "take_back", "waive",
]  # fmt: skip
