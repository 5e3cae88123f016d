"""Code lists of agency work. A leaf."""

from django.db.models import TextChoices


class Route(TextChoices):
    """How an agency worker is paid."""

    PAYE = "paye", "PAYE"
    UMBRELLA = "umbrella", "Umbrella"
    LIMITED = "limited", "Limited company"


ROUTE_WORDS = {
    Route.PAYE: "on PAYE",
    Route.UMBRELLA: "through an umbrella company",
    Route.LIMITED: "through a limited company",
}


class Part(TextChoices):
    """What an hour's charge is made of."""

    PAY = "pay", "Pay"
    NI = "employer_ni", "Employer's national insurance"
    HOLIDAY = "holiday", "Holiday pay"
    LEVY = "levy", "Apprenticeship levy"
    MARGIN = "margin", "Supplier's margin"


class RuleKey(TextChoices):
    """What an assignment is held against. All but the cap are parameters of `Rule`."""

    CAP = "cap", "Price cap"
    EXPERIENCE = "experience", "Experience after qualifying"
    COOLING_OFF = "cooling_off", "Cooling-off after a permanent post"
    NOTICE = "notice", "Notice"
    REFERENCES = "references", "References received"
    PROJECT_TEAM = "project_team", "Project team's workers named"


class Unit(TextChoices):
    YEARS = "years", "years"
    MONTHS = "months", "months"
    WEEKS = "weeks", "weeks"
    COUNT = "count", "in number"


class Office(TextChoices):
    """Who signs that a rule may be departed from."""

    DIRECTOR = "director", "Director of children's services"
    CHIEF_EXECUTIVE = "chief_executive", "Chief executive"


class Exemption(TextChoices):
    """Why the cooling-off does not bind somebody who left a permanent post."""

    REDUNDANCY = "redundancy", "Left by redundancy"
    PROBATION = "probation", "Left during probation"
    TO_PERMANENT = "to_permanent", "Is moving to a permanent post"
    OTHER_REGION = "other_region", "Left a post in another region"


class EndReason(TextChoices):
    PLANNED = "planned", "As planned"
    POST_FILLED = "post_filled", "The post was filled"
    TO_PERMANENT = "to_permanent", "Took a permanent post here"
    WORKER_LEFT = "worker_left", "The worker left early"
    COUNCIL_ENDED = "council_ended", "The council ended it early"
    CONDUCT = "conduct", "Conduct or quality"


class Standard(TextChoices):
    """What a supplier signs."""

    CAPS = "caps", "Offers nobody above the cap"
    COOLING_OFF = "cooling_off", "Offers nobody who left a permanent post in the cooling-off time"
    REFERENCES = "references", "Gives references before the start"
    CHECKS = "checks", "Gives proof of registration, criminal-record check and right to work"
    NOTICE = "notice", "Keeps the notice agreed"
    NO_POACHING = "no_poaching", "Does not approach the council's own staff"
    DATA = "data", "Gives the figures of the quarterly return in time"


class ReferenceWay(TextChoices):
    """Whether a reference is asked for before somebody comes, or given of somebody who was here."""

    ASKED = "asked", "Asked for"
    GIVEN = "given", "Ours"
