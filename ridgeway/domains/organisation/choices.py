"""Permissions and the roles that come with Ridgeway. A leaf."""

from django.db.models import TextChoices

# the nine regions of England, with the codes of the published statistics
REGIONS = {
    "E12000001": "North East",
    "E12000002": "North West",
    "E12000003": "Yorkshire and The Humber",
    "E12000004": "East Midlands",
    "E12000005": "West Midlands",
    "E12000006": "East of England",
    "E12000007": "London",
    "E12000008": "South East",
    "E12000009": "South West",
}


class ServiceKind(TextChoices):
    CHILDREN = "children", "Children's"
    ADULT = "adult", "Adult"


class Permission(TextChoices):
    """What a role can allow; the label is the policy in words."""

    FIGURES_VIEW = "figures.view", "See figures and their definitions"
    ROWS_VIEW = "rows.view", "See the rows behind a figure, with names"
    POSTS_VIEW = "posts.view", "See posts, who holds them and which are vacant"
    POSTS_EDIT = "posts.edit", "Fund, change and end posts; place people in them"
    PEOPLE_VIEW = "people.view", "See people's working records"
    PEOPLE_EDIT = "people.edit", "Record starts, moves, absences and leavers"
    MONITORING_VIEW = "monitoring.view", "See a person's equality data"
    ENQUIRIES_VIEW = "enquiries.view", "See who enquired about a job, and what was said"
    ENQUIRIES_EDIT = "enquiries.edit", "Record enquiries, log calls, name the contact"
    ADVERTS_VIEW = "adverts.view", "See adverts and requests to recruit"
    ADVERTS_EDIT = "adverts.edit", "Ask to recruit; write, publish, extend and settle adverts"
    ADVERTS_APPROVE = "adverts.approve", "Approve or refuse a request to recruit"
    APPLICATIONS_VIEW = "applications.view", "See who applied for a job, and what they sent"
    APPLICATIONS_EDIT = "applications.edit", "Move applications on; ask for references; keep the checks"
    DISCLOSURES_VIEW = "disclosures.view", "Read what candidates disclosed about convictions"
    EQUALITY_VIEW = "equality.view", "See counts of what candidates answered about equality"
    RISK_ACCEPT = "risk.accept", "Accept in writing that somebody starts with a check still open"
    IMPORTS_RUN = "imports.run", "Upload, check and confirm files"
    CAMPAIGNS_VIEW = "campaigns.view", "See campaigns, what they cost and what came of them"
    CAMPAIGNS_EDIT = "campaigns.edit", "Plan campaigns; record placements, events and results"
    SITE_EDIT = "site.edit", "Write the careers site's pages and say when the public sees it"
    MONEY_VIEW = "money.view", "See budgets, the ledger and what vacancies and agency cover cost"
    MONEY_EDIT = "money.edit", "Bring in budgets and ledger lines; keep scenarios and printed figures"
    PAY_VIEW = "pay.view", "See grades, supplements and incentives, with the names of who gets them"
    PAY_EDIT = "pay.edit", "Draft supplements and incentives; record reviews and payments"
    PAY_APPROVE = "pay.approve", "Approve, refuse, renew and end supplements"
    AGENCY_VIEW = "agency.view", "See agency workers, what they cost, their suppliers and the rules on them"
    AGENCY_EDIT = "agency.edit", "Record suppliers, assignments and timesheets; ask for sign-off"
    AGENCY_SIGN_DIRECTOR = (
        "agency.sign_director",
        "Sign off, as director of children's services, that a rule on agency work is departed from",
    )
    AGENCY_SIGN_CHIEF = "agency.sign_chief", "Sign off, as chief executive, that a rule on agency work is departed from"
    REPORTS_BUILD = "reports.build", "Build and download reports"
    REPORTS_SIGN = "reports.sign", "Sign reports off and publish them"
    COUNCIL_MANAGE = "council.manage", "Change the council's services, teams, roles and look"
    ACCESS_MANAGE = "access.manage", "Add people who sign in and give them roles"
    OFFICES_APPOINT = (
        "offices.appoint",
        "Give somebody else a role that signs off as director or chief executive; never oneself",
    )
    AUDIT_VIEW = "audit.view", "Read the audit trail"


P = Permission
# to sign for an office is given by whoever may appoint to offices, who need not hold it themselves, and never to themselves
OFFICES = frozenset({P.AGENCY_SIGN_DIRECTOR, P.AGENCY_SIGN_CHIEF})
_READING = [P.FIGURES_VIEW, P.POSTS_VIEW]
_STAFFING = [*_READING, P.ROWS_VIEW, P.PEOPLE_VIEW]
_MONEY = [P.MONEY_VIEW, P.PAY_VIEW]
_AGENCY = [P.AGENCY_VIEW, P.AGENCY_EDIT]
_ENQUIRIES = [P.ENQUIRIES_VIEW, P.ENQUIRIES_EDIT]
_APPLYING = [P.APPLICATIONS_VIEW, P.APPLICATIONS_EDIT]
_HIRING = [*_ENQUIRIES, P.ADVERTS_VIEW, P.ADVERTS_EDIT, *_APPLYING]
_SAFER = [P.DISCLOSURES_VIEW, P.EQUALITY_VIEW]
# key: (name, permissions, whether a second factor is forced)
BUILT_IN_ROLES: dict[str, tuple[str, list[str], bool]] = {
    "head-of-service": ("Head of service", [*_STAFFING, P.POSTS_EDIT, P.CAMPAIGNS_VIEW, *_AGENCY, P.IMPORTS_RUN, P.REPORTS_BUILD, P.REPORTS_SIGN, *_HIRING, P.ADVERTS_APPROVE, *_SAFER, P.RISK_ACCEPT, *_MONEY, P.PAY_APPROVE], False),
    "team-manager": ("Team manager", [*_STAFFING, P.AGENCY_VIEW, P.ENQUIRIES_VIEW, P.ADVERTS_VIEW, P.ADVERTS_EDIT, *_APPLYING], False),
    "principal-social-worker": ("Principal social worker", [*_STAFFING, P.REPORTS_BUILD, P.ADVERTS_VIEW], False),
    "resourcing-manager": (
        "Resourcing manager",
        [*_STAFFING, P.POSTS_EDIT, P.PEOPLE_EDIT, P.CAMPAIGNS_VIEW, P.CAMPAIGNS_EDIT, P.SITE_EDIT, *_AGENCY, P.IMPORTS_RUN, P.REPORTS_BUILD, P.REPORTS_SIGN, *_HIRING, P.ADVERTS_APPROVE, *_SAFER, *_MONEY, P.PAY_EDIT],
        False,
    ),
    "link-manager": ("Link manager", [*_READING, P.CAMPAIGNS_VIEW, *_HIRING], False),
    "finance-partner": ("Finance partner", [*_READING, P.CAMPAIGNS_VIEW, P.AGENCY_VIEW, P.REPORTS_BUILD, P.ADVERTS_VIEW, *_MONEY, P.MONEY_EDIT], False),
    "records-officer": ("Records officer", [P.IMPORTS_RUN], False),
    "director": ("Director of children's services", [*_STAFFING, P.CAMPAIGNS_VIEW, P.AGENCY_VIEW, P.AGENCY_SIGN_DIRECTOR, P.REPORTS_BUILD, P.REPORTS_SIGN], False),
    "chief-executive": ("Chief executive", [*_READING, P.AGENCY_VIEW, P.AGENCY_SIGN_CHIEF, P.REPORTS_BUILD], False),
    "council-member": ("Council member", [P.FIGURES_VIEW], False),
    "administrator": (
        "System administrator",
        [P.COUNCIL_MANAGE, P.ACCESS_MANAGE, P.OFFICES_APPOINT, P.AUDIT_VIEW, P.IMPORTS_RUN, *_STAFFING, P.POSTS_EDIT, P.PEOPLE_EDIT,
         P.MONITORING_VIEW, P.CAMPAIGNS_VIEW, P.CAMPAIGNS_EDIT, P.SITE_EDIT, *_AGENCY, P.REPORTS_BUILD, P.REPORTS_SIGN, *_HIRING, P.ADVERTS_APPROVE, P.EQUALITY_VIEW, *_MONEY, P.MONEY_EDIT, P.PAY_EDIT, P.PAY_APPROVE],
        True,
    ),
}  # fmt: skip
