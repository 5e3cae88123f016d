"""Every write of campaigns: one verb each, atomic, one audit line. `planning`: campaigns, phases, aims; `placing`: channels, placements, events,
own posts; `copying`: a campaign as a blueprint for another; `scheduling`: a media schedule kept; `importing`: platforms' results from files; `neighbours`: what others offer; `subscribing`: private addresses of calendars; `counting`: results, and visits (which are counted without an audit line: nobody of the council wrote them).
"""

from .copying import copy_campaign
from .counting import count_visit, record_result, remove_result
from .importing import match_results, receive_results, undo_results, withdraw_results, write_results
from .neighbours import add_offer, change_offer, import_offers, look_again, read_offers, remove_offer
from .placing import (
    add_channel,
    add_event,
    add_own_post,
    add_placement,
    change_channel,
    change_event,
    change_own_post,
    change_placement,
    remove_event,
    remove_own_post,
    remove_placement,
)
from .planning import (
    add_aim,
    add_campaign,
    add_phase,
    change_campaign,
    change_phase,
    remove_aim,
    remove_campaign,
    remove_phase,
)
from .reasons import CannotChangeCampaign
from .scheduling import Planned, plan_placements
from .subscribing import make_address, take_back_address

__all__ = [
    "CannotChangeCampaign",
    "Planned",
    "add_aim",
    "add_campaign",
    "add_channel",
    "add_event",
    "add_offer",
    "add_own_post",
    "add_phase",
    "add_placement",
    "change_campaign",
    "change_channel",
    "change_event",
    "change_offer",
    "change_own_post",
    "change_phase",
    "change_placement",
    "copy_campaign",
    "count_visit",
    "import_offers",
    "look_again",
    "make_address",
    "match_results",
    "plan_placements",
    "read_offers",
    "receive_results",
    "record_result",
    "remove_aim",
    "remove_campaign",
    "remove_event",
    "remove_offer",
    "remove_own_post",
    "remove_phase",
    "remove_placement",
    "remove_result",
    "take_back_address",
    "undo_results",
    "withdraw_results",
    "write_results",
]
