"""What is measured: our main screens, each with the floor page that it is held against."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from . import paper
from .adverts import BUSY_REFERENCE, REFERENCE
from .sizes import UNTIL

COUNCIL = "benchshire-1"
OWN_HOST = "ridgeway.project.urls_of_site"
ASKED = urlencode({"on": UNTIL.isoformat(), "against": UNTIL.replace(year=UNTIL.year - 1).isoformat()})


@dataclass(frozen=True)
class Page:
    """One of our pages. `is_list`: it is held to the list's targets, else to the dashboard's."""

    name: str
    url_name: str
    floor: str
    is_list: bool
    key: str = ""
    query: str = ASKED
    site: tuple[tuple[str, str], ...] | None = None  # of the careers site: the parts of its address
    is_first: bool = False  # nobody asked for it within the minute for which the site keeps a page
    forgets: str = (
        ""  # what a process keeps of the page is forgotten before each time: a thing of this kind was written
    )
    most: int = 0  # times the floor, where it is not what its kind is held to
    found: Callable[[], int] | None = None  # what stands in the address in the place of a key: a number of a row

    def url(self) -> str | None:
        """The page's address, or None where the page does not exist (yet)."""
        from django.urls import NoReverseMatch, reverse

        try:
            if self.site is not None:
                found = f"/careers/{COUNCIL}" + reverse(self.url_name, urlconf=OWN_HOST, kwargs=dict(self.site))
            else:
                named = {self.key: self.found()} if self.found else {"key": self.key} if self.key else {}
                found = reverse(self.url_name, kwargs={"council": COUNCIL, **named})
        except NoReverseMatch:
            return None
        return f"{found}?{self.query}" if self.query else found

    def at_turn(self, turn: int) -> str | None:
        """The address as it is asked for in a turn: a new one every time where nothing that is kept may answer."""
        url = self.url()
        return f"{url}{'&' if '?' in url else '?'}turn={turn}" if url and self.is_first else url

    @property
    def target(self) -> int:
        """How many times its floor it may take."""
        return self.most or (2 if self.is_list else 3)

    @property
    def floor_url(self) -> str:
        return f"/floor/1/{self.floor}/"


def busy_advert() -> int:
    """The advert that thousands applied for."""
    from ridgeway.domains.recruitment.models import Advert

    return Advert.objects.values_list("pk", flat=True).get(council__slug=COUNCIL, reference=BUSY_REFERENCE)


def long_report() -> int:
    """The report of sixty figures and ten tables."""
    from ridgeway.reporting.models import Report

    return Report.objects.values_list("pk", flat=True).get(council__slug=COUNCIL, reference=paper.REFERENCE)


LIST_FLOOR = "rows"  # the plain floor of 50 rows that every page is shown against too
PAGES = (
    Page("Posts", "posts", "posts", True),
    Page("People", "people", "people", True),
    Page("Imports", "imports", "imports", True, query=""),
    Page("Audit", "audit", "audit", True, query=""),
    Page("Search", "search", "search", False, query="q=Given", most=2),  # a list of each kind
    Page("Rows of a measure", "rows", "rows", False, key="headcount"),
    Page("Today", "today", "places", False, most=2),
    Page("What is broken and due", "today_waiting", "places", False),
    Page("State of the service", "state", "places", False),
    Page("Establishment", "establishment", "places", False),
    Page("Measures", "measures", "places", False),
    Page("One measure: turnover", "measure", "places", False, key="turnover"),
    Page("One measure: caseload", "measure", "places", False, key="caseload"),
    Page("Compare", "compare", "places", False),
    Page("Hiring: who is where", "hiring", "hiring", False, most=2),
    Page("Hiring: the board of an advert", "pipeline", "pipeline", False, key="advert", found=busy_advert, most=2),
    Page("Applications to read", "applications", "applications", True),
    Page("Applications, all", "applications", "applications", True, query=f"{ASKED}&show=all"),
    Page("Enquiries", "enquiries", "enquiries", True),
    Page("Hiring: clocks", "hiring_clocks", "applications", False),
    Page("Agency", "agency", "assignments", True, most=3),
    Page("Agency: caps", "agency_caps", "assigned", False),
    Page("Agency: timesheets", "agency_timesheets", "assigned", False),
    Page("Agency: the region", "agency_region_council", "region", False),
    Page("Agency: quarterly return", "agency_return", "assigned", False),
    Page("Money", "money", "sums", False),
    Page("Money: lines", "money_lines", "ledger-lines", True, most=3),
    Page("Money: empty posts", "money_vacancies", "places", False),
    Page("Money: forecast", "money_forecast", "places", False),
    Page("Money: avoided", "money_avoided", "places", False),
    Page("A report of 60 figures, 10 tables", "report", "places", False, key="report", found=long_report, query=""),
    Page(
        "The same, opened first after a change",
        "report",
        "places",
        False,
        key="report",
        found=long_report,
        query="",
        forgets="recruitment.enquiry",
    ),
    Page("Careers: home", "site_home", "jobs", True, query="", site=()),
    Page("Careers: home, first in its minute", "site_home", "jobs", True, query="", site=(), is_first=True),
    Page("Careers: jobs", "jobs", "jobs", True, query="", site=()),
    Page("Careers: jobs, first in its minute", "jobs", "jobs", True, query="", site=(), is_first=True),
    Page(
        "Careers: jobs, first after a write",
        "jobs",
        "jobs",
        True,
        query="",
        site=(),
        is_first=True,
        forgets="recruitment.enquiry",
    ),
    Page(
        "Careers: jobs, first after an advert's",
        "jobs",
        "jobs",
        True,
        query="",
        site=(),
        is_first=True,
        forgets="recruitment.advert",
    ),
    Page(
        "Careers: jobs by words and place",
        "jobs",
        "jobs",
        True,
        query="q=senior&place=Salisbury",
        site=(),
        is_first=True,
    ),
    Page("Careers: a job", "job", "job", True, query="", site=(("reference", REFERENCE),)),
    Page(
        "Careers: a job, first in its minute",
        "job",
        "job",
        True,
        query="",
        site=(("reference", REFERENCE),),
        is_first=True,
    ),
)
