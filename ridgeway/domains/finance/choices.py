"""Sides of the ledger, kinds of spending, what is printed, and what agency spend is held against. A leaf."""

from django.db.models import TextChoices


class Side(TextChoices):
    """Whether an amount was planned or spent."""

    BUDGET = "budget", "Budget"
    ACTUAL = "actual", "Spent"


class Kind(TextChoices):
    """What a subjective code pays for."""

    PAY = "pay", "Pay of employed staff"
    ON_COST = "on_cost", "Employer's national insurance and pension"
    SUPPLEMENT = "supplement", "Market supplements"
    INCENTIVE = "incentive", "Golden hellos, retention payments, relocation"
    AGENCY_SW = "agency_sw", "Agency social workers"
    AGENCY_OTHER = "agency_other", "Other agency staff"
    OTHER = "other", "Not salary: left out of these tables"


PERMANENT = frozenset({Kind.PAY, Kind.ON_COST, Kind.SUPPLEMENT, Kind.INCENTIVE})
AGENCY = frozenset({Kind.AGENCY_SW, Kind.AGENCY_OTHER})
SALARY = PERMANENT | AGENCY


class Base(TextChoices):
    """What agency spend is a share of. The Cabinet report of 26 May 2016 names it three ways (paragraphs 56, 57, 58)."""

    OUTTURN = "outturn", "all salary costs"
    BUDGET = "budget", "the salary budget"
    PERMANENT = "permanent", "the pay of employed staff"


class Printed(TextChoices):
    """What a printed figure says."""

    BUDGET = "budget", "Budgeted salary expenditure"
    OUTTURN = "outturn", "Final outturn, salaries and agency staff"
    VARIANCE = "variance", "Annual variance"
    SHARE = "share", "Share that is agency spend, %"
    AGENCY_CHANGE = "agency_change", "Change of agency spend on the year before"
    AGENCY_SW_CHANGE = "agency_sw_change", "Change of agency spend on social worker roles"
    AVOIDED = "avoided", "Agency costs avoided in a year"
    TURNOVER = "turnover", "Turnover, had nothing been done, %"


class LoadSource(TextChoices):
    """Where lines are from."""

    FINANCE_SYSTEM = "finance_system", "Finance system"
    INVENTED = "invented", "Invented"


class CostKey(TextChoices):
    """What a council says that something costs."""

    AGENCY_YEAR = "agency_year", "An agency social worker for a year"
    EMPLOYED_YEAR = "employed_year", "An employed social worker for a year, on-costs included"
    LEAVER = "leaver", "Advertising and hiring for each leaver"
