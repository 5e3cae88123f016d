"""What other councils offered, as public sources say it: each with its address, and the day or month that the source gives.

A source that gives a month alone is taken as its first day, one that gives a year as the first of January. None of it is invented.
"""

import datetime as dt
from decimal import Decimal
from typing import Any

from ridgeway.domains.campaigns import actions
from ridgeway.domains.establishment.models import JobRole
from ridgeway.domains.organisation.models import Council

D = dt.date
_CARE = "https://www.communitycare.co.uk/"
_SW, _NQSW = "Social worker", "Newly qualified social worker"
# council, our role, their words, pay, supplement, caseload, incentive, source, day
OFFERS: list[tuple[str, str, str, tuple[int, int] | None, str, str, str, str, dt.date]] = [
    ("Wiltshire Council", _SW, "Social worker, as the campaign gave it", (28_922, 33_998), "10% at levels 3 and 4", "18 experienced, 16 in the first year", "",
     "http://www.gazetteandherald.co.uk/news/towns/wiltshire/11557419.County___s_bid_to_tackle_lack_of_social_workers/?ref=arc", D(2014, 10, 1)),
    ("West Berkshire", _SW, "Child protection", None, "", "", "£15,000 after three years; retention leave, relocation",
     _CARE + "2017/02/23/15k-bonuses-sabbaticals-culture-change-council-fixing-social-worker-retention-crisis/", D(2015, 1, 1)),
    ("Buckinghamshire", _SW, "First response", None, "", "", "Retention of up to £8,250 a year",
     "https://www.theguardian.com/social-care-network/2016/mar/15/social-work-recruitment-councils-bidding-war", D(2016, 3, 15)),
    ("Buckinghamshire", _NQSW, "Newly qualified, first response", None, "", "", "Golden hello of up to £5,125 a year",
     "https://www.theguardian.com/social-care-network/2016/mar/15/social-work-recruitment-councils-bidding-war", D(2016, 3, 15)),
    ("Reading (Brighter Futures for Children)", _SW, "Case-holding, named teams", None, "", "", "Golden hello of £5,000: half after six months, half after a year",
     "https://www.abingdonss.info/local-authorities-introduce-welcome-payments-in-agency-recruitment-battle/", D(2023, 4, 1)),
    ("Milton Keynes", _SW, "FST, MASH and children in care, grades G to L", None, "", "", "Golden hello of up to £6,000; not in the first year",
     "https://it.mkcounciljobs.org.uk/golden-hello-terms-and-conditions", D(2025, 4, 1)),
    ("Walsall", _SW, "Experienced", None, "", "15 cases (proposed guarantee)", "", _CARE + "2016/11/14/council-proposes-caseload-guarantee-social-workers/", D(2016, 11, 14)),
    ("Walsall", _NQSW, "Newly qualified", None, "", "12 cases (proposed guarantee)", "", _CARE + "2016/11/14/council-proposes-caseload-guarantee-social-workers/", D(2016, 11, 14)),
    ("Dorset", _SW, "", None, "", "15 ideal, 16.7 actual", "",
     "https://www.bridportnews.co.uk/news/17362334.county-council-should-be-on-budget-for-child-social-workers-although-theres-still-18-agency-workers/", D(2019, 1, 1)),
    ("Bracknell Forest", _SW, "", None, "", "13 to 14 aimed at, about 17 actual", "", "http://democratic.bracknell-forest.gov.uk/mgAi.aspx?ID=69526", D(2018, 1, 1)),
    ("West Sussex", _SW, "Certain children's teams", None, "", "", "Retention of five times £3,000", "https://unisonwestsussex.org.uk/news/retention-payments/", D(2018, 11, 1)),
    ("Bedford Borough", _SW, "", None, "", "Aspirations by team; more must be temporary and escalated", "", "https://bedfordboroughcs.proceduresonline.com/p_caseload_policy.html", D(2016, 10, 1)),
]  # fmt: skip


def write(council: Council, **said: Any) -> int:
    """Record them; returns how many."""
    roles = {role.name: role for role in JobRole.objects.filter(council=council)}
    for name, role, words, pay, supplement, caseload, incentive, source, known_on in OFFERS:
        low, high = pay or (None, None)
        actions.add_offer(
            council, neighbour=name, role=roles.get(role), role_words=words, pay_low=None if low is None else Decimal(low),
            pay_high=None if high is None else Decimal(high), supplement=supplement, caseload=caseload, incentive=incentive,
            programme="", source=source, known_on=known_on, **said,
        )  # fmt: skip
    return len(OFFERS)
