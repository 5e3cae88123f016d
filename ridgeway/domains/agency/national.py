"""The nation's types of job and rules, and what regions are known to ask beyond them, each with its source. Data; written by `actions.ensure_rules`."""

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

from .choices import Office, RuleKey, Unit

IN_FORCE = dt.date(2024, 10, 31)
EXISTING_FROM = dt.date(2025, 10, 1)
SOUTH_WEST = ("E12000009", "South West")
WEST_MIDLANDS = ("E12000005", "West Midlands")

_GUIDANCE = (
    "Department for Education, agency child and family social workers: statutory guidance, in force 31 October 2024"
)
_BOTH = (Office.DIRECTOR.value, Office.CHIEF_EXECUTIVE.value)
_ONE = (Office.DIRECTOR.value,)

TYPES_SOURCE = (
    _GUIDANCE,
    "https://support-for-social-workers.education.gov.uk/agency-resources/statutory-guidance-components",
)
TYPES = (
    ("Social worker", "social-worker"),
    ("Senior social worker", "senior-social-worker"),
    ("Advanced practitioner", "advanced-practitioner"),
    ("Team manager", "team-manager"),
    ("Independent reviewing officer or conference chair", "iro"),
)


class Known(NamedTuple):
    """A rule as it is known."""

    region: tuple[str, str] | None
    key: str
    value: Decimal
    unit: str
    starts_on: dt.date
    existing_from: dt.date | None
    source: str
    source_url: str
    note: str = ""
    offices: tuple[str, ...] = _ONE


RULES = (
    Known(None, RuleKey.CAP, Decimal(2), Unit.COUNT, IN_FORCE, EXISTING_FROM, _GUIDANCE,
          "https://connect2kent.co.uk/blog-posts/new-government-statutory-guidance-what-does-it-mean-for-agency-social-workers",
          "A breach of the cap is signed off by the director of children's services and the chief executive.", _BOTH),
    Known(None, RuleKey.EXPERIENCE, Decimal(3), Unit.YEARS, IN_FORCE, EXISTING_FROM, _GUIDANCE,
          "https://www.communitycare.co.uk/2024/05/14/agency-social-work-price-caps-will-not-come-into-force-until-spring-2025/",
          "In direct employment after qualifying. Sources differ on where that employment may have been."),
    Known(None, RuleKey.COOLING_OFF, Decimal(3), Unit.MONTHS, IN_FORCE, EXISTING_FROM, _GUIDANCE,
          "https://localgovernmentlawyer.co.uk/child-protection/392-children-protection-news/58506-adcs-welcomes-long-awaited-government-guidance-on-use-of-agency-social-workers",
          "Not for who moves to a permanent post, was made redundant, left in probation or left another region."),
    Known(SOUTH_WEST, RuleKey.COOLING_OFF, Decimal(6), Unit.MONTHS, IN_FORCE, EXISTING_FROM,
          "Somerset Council, recruitment pages, 2025: the South West's agreement", "https://www.somerset.gov.uk/",
          "Six months across the South West for who left a permanent post there."),
    Known(WEST_MIDLANDS, RuleKey.COOLING_OFF, Decimal(12), Unit.MONTHS, dt.date(2015, 1, 1), None,
          "West Midlands ADCS, agency social workers' agreement, 2015",
          "http://www.wmadcs.org.uk/our-activities/social-work-agency-workers-project/agency-social-workers-frequently-asked-questions/",
          "Twelve months without hiring again."),
    Known(None, RuleKey.NOTICE, Decimal(4), Unit.WEEKS, IN_FORCE, EXISTING_FROM, _GUIDANCE,
          "https://localgovernmentlawyer.co.uk/child-protection/392-children-protection-news/58506-adcs-welcomes-long-awaited-government-guidance-on-use-of-agency-social-workers",
          "Four weeks, or as long as permanent staff give where that is shorter."),
    Known(None, RuleKey.REFERENCES, Decimal(1), Unit.COUNT, IN_FORCE, EXISTING_FROM, _GUIDANCE,
          "https://www.communitycare.co.uk/2024/05/14/agency-social-work-price-caps-will-not-come-into-force-until-spring-2025/",
          "Detailed and about practice, in the national shape, before the start."),
    Known(SOUTH_WEST, RuleKey.REFERENCES, Decimal(2), Unit.COUNT, IN_FORCE, EXISTING_FROM,
          "Somerset Council, recruitment pages, 2025: the South West's agreement", "https://www.somerset.gov.uk/",
          "At least two in the national shape."),
)  # fmt: skip
