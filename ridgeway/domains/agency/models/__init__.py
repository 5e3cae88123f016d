"""Suppliers and assignments of a council; caps, types of job and rules of a region or of all."""

from .agreements import AgreedType, PriceCap, Rule, TitleMap
from .assignments import Assignment, Breach, Rate, SignOff
from .leavers import LeaverMark
from .suppliers import Conduct, ProjectTeam, Supplier

__all__ = [
    "AgreedType",
    "Assignment",
    "Breach",
    "Conduct",
    "LeaverMark",
    "PriceCap",
    "ProjectTeam",
    "Rate",
    "Rule",
    "SignOff",
    "Supplier",
    "TitleMap",
]
