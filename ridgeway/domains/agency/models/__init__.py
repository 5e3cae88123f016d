"""Suppliers and assignments of a council; caps, types of job and rules of a region or of all."""

from .agreements import AgreedType, PriceCap, Rule, TitleMap
from .assignments import Assignment, Breach, Rate, SignOff
from .leavers import LeaverMark
from .references import PracticeReference, ReferenceKept, ReferenceLink
from .suppliers import Conduct, ProjectTeam, Supplier
from .timesheets import TimesheetLine, TimesheetLoad, TimesheetMonth

__all__ = [
    "AgreedType",
    "Assignment",
    "Breach",
    "Conduct",
    "LeaverMark",
    "PracticeReference",
    "PriceCap",
    "ProjectTeam",
    "Rate",
    "ReferenceKept",
    "ReferenceLink",
    "Rule",
    "SignOff",
    "Supplier",
    "TimesheetLine",
    "TimesheetLoad",
    "TimesheetMonth",
    "TitleMap",
]
