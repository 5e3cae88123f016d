"""How amounts are given, what evidence is of, what a review ends in, kinds of incentive and of claw-back. A leaf."""

from django.db.models import TextChoices


class Basis(TextChoices):
    """What a supplement's amount is."""

    PERCENT = "percent", "% of pay"
    POUNDS = "pounds", "£ a year"


class EvidenceKind(TextChoices):
    """What a business case rests on. After East Devon's policy of 28 January 2020: a failed advert, leavers citing pay, three comparators."""

    FAILED_ADVERT = "failed_advert", "An advert that failed"
    LEAVERS = "leavers", "Leavers who named pay"
    COMPARATOR = "comparator", "What a neighbour pays"
    TURNOVER = "turnover", "Turnover or vacancies"
    AGENCY = "agency", "What agency cover costs instead"
    OTHER = "other", "Other"


class ReviewOutcome(TextChoices):
    """What a review ends in."""

    KEEP = "keep", "Keep it as it is"
    CHANGE = "change", "Change it: a new case is to be made"
    END = "end", "End it: notice is to be given"


class IncentiveKind(TextChoices):
    """What an incentive is for."""

    GOLDEN_HELLO = "golden_hello", "Golden hello"
    RETENTION = "retention", "Retention payment"
    RELOCATION = "relocation", "Relocation"
    FEES = "fees", "Course or registration fees"


class ClawBack(TextChoices):
    """What is owed back by somebody who leaves before the tie is over."""

    DAILY = "daily", "Less for every day served"
    YEARLY = "yearly", "Less for every whole year served"
    WHOLE = "whole", "All of it until the tie is over"
