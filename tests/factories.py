"""Rows for tests, built by the same actions as the real ones: `a_council()`, `a_post(team, role)`...

Every one takes what the test cares about and makes up the rest. All of it was written by "test" at `AT`.
"""

import datetime as dt
import itertools
from decimal import Decimal

from ridgeway.domains.establishment import actions as establishment
from ridgeway.domains.establishment.models import Cover, Employment, JobRole, Post, Worker
from ridgeway.domains.organisation import actions as organisation
from ridgeway.domains.organisation.models import Council, Role, Service, Team, User
from ridgeway.domains.recruitment import actions as recruitment
from ridgeway.domains.recruitment.models import Advert, Application, Candidate

AT = dt.datetime(2016, 4, 1, 8, 0, tzinfo=dt.UTC)
BY = {"by": "test", "at": AT}
PASSWORD = "correct-horse-battery-9"
SINCE = dt.date(2013, 4, 1)
_next = itertools.count(1)


def day(text: str) -> dt.date:
    """The day an ISO date names."""
    return dt.date.fromisoformat(text)


def a_council(name: str = "", *, code: str = "", **fields) -> Council:
    """A council with no services yet."""
    number = next(_next)
    return organisation.add_council(name or f"Council {number}", code=code or f"{100 + number % 700}", **fields, **BY)


def a_service(council: Council | None = None, *, name: str = "Children's services", kind: str = "children") -> Service:
    """A service of a council."""
    slug = {"children": "childrens", "adult": "adult-care"}[kind]
    return organisation.add_service(council or a_council(), name=name, kind=kind, slug=slug, **BY)


def a_team(service: Service | None = None, *, name: str = "", **fields) -> Team:
    """A team that has been there since April 2013."""
    fields = {"starts_on": SINCE, **fields}
    return organisation.add_team(service or a_service(), name=name or f"Team {next(_next)}", **fields, **BY)


def a_user(
    council: Council | None = None,
    role: str = "head-of-service",
    *,
    email: str = "",
    service: Service | None = None,
    team: Team | None = None,
    starts_on: dt.date = SINCE,
) -> User:
    """Somebody who signs in with `PASSWORD` and holds a built-in role over a council, or over a service or team of it."""
    organisation.ensure_built_in_roles(**BY)
    user = organisation.add_user(
        email=email or f"user{next(_next)}@example.org", name="Tamsin Greenway", password=PASSWORD, **BY
    )
    if council is not None:
        held = Role.objects.get(council=None, key=role)
        organisation.grant(user, held, council=council, service=service, team=team, starts_on=starts_on, **BY)
    return user


def a_job_role(council: Council, *, name: str = "Social worker", **fields) -> JobRole:
    """A job role, known by its name; the same name again gives the same role."""
    if known := JobRole.objects.filter(council=council, name=name).first():
        return known
    fields = {"kind": "social_worker", "slug": name.lower().replace(" ", "-"), "census_role": "5", **fields}
    return establishment.add_role(council, name=name, **fields, **BY)


def a_post(team: Team | None = None, role: JobRole | None = None, *, number: str = "", fte="1", **fields) -> Post:
    """A post funded since January 2014."""
    team = team or a_team()
    fields = {"starts_on": day("2014-01-01"), **fields}
    return establishment.fund_post(
        team.council, number=number or f"P{next(_next):04}", team=team, role=role or a_job_role(team.council),
        fte=Decimal(fte), **fields, **BY,
    )  # fmt: skip


def a_worker(council: Council, **fields) -> Worker:
    """Somebody known to the council, not yet employed there."""
    number = next(_next)
    fields = {
        "registration_number": f"SW{number:05}", "given_name": "Linnet", "family_name": f"Oakfield {number}", **fields,
    }  # fmt: skip
    return establishment.add_worker(council, **fields, **BY)


def an_employee(post: Post, *, starts_on: dt.date | None = None, fte="1", worker: Worker | None = None) -> Employment:
    """Somebody who started in a post, in January 2014 when no day is said."""
    return establishment.start(
        worker or a_worker(post.council), starts_on=starts_on or day("2014-01-01"), fte=Decimal(fte), post=post, **BY
    )


def a_cover(post: Post, *, starts_on: dt.date | None = None, fte="1", **fields) -> Cover:
    """An agency worker in a post's place."""
    return establishment.cover(
        a_worker(post.council), starts_on=starts_on or day("2015-07-01"), fte=Decimal(fte), post=post, **fields, **BY
    )


ADVERT = {
    "title": "Social worker, safeguarding", "summary": "Four posts in the West hub.", "week": "Hold up to 18 cases", "place": "Trowbridge",
    "postcode": "BA14 8JN", "pay_low": Decimal(28922), "pay_high": Decimal(33998), "contact_name": "Bryony Larkrise",
    "contact_telephone": "01632 960100", "next_steps": "We answer in two working days",
}  # fmt: skip


def an_advert(team: Team | None = None, role: JobRole | None = None, *, posts=(), criteria=None, **fields) -> Advert:
    """An advert being written that lacks nothing; closes at the end of April 2016."""
    team = team or a_team()
    advert = recruitment.begin_advert(
        team.council, service=team.service, team=team, role=role or a_job_role(team.council), posts=posts, **BY
    )
    closes_at = dt.datetime(2016, 4, 29, 22, 59, tzinfo=dt.UTC)
    recruitment.change_advert(advert, **{**ADVERT, "closes_at": closes_at, **fields}, **BY)
    asks = criteria if criteria is not None else [("Registered with Social Work England", "essential")]
    recruitment.set_criteria(advert, asks, **BY)
    advert.refresh_from_db()
    return advert


def a_live_advert(team: Team | None = None, role: JobRole | None = None, **fields) -> Advert:
    """An advert published at `AT`."""
    return recruitment.publish(an_advert(team, role, **fields), **BY)


# what a candidate says in each section, as the forms keep it
ANSWERS: dict[str, dict] = {
    "about": {"name": "Corin Tamarisk", "telephone": "01632 960 127", "works_here": "no", "right_to_work": "yes"},
    "registration": {"registered": "yes", "number": "SW012345", "conditions": "no"},
    "history": {"jobs": [{"title": "Social worker", "employer": "Weald", "starts": "2012-01-01", "leaving": "To move"}]},
    "qualifications": {"rows": [{"name": "BA Social Work", "institution": "Bath", "awarded": "2011"}]},
    "criteria": {"why": "I have done this work for four years."},
    "referees": {
        "name_1": "Wren Ashdown", "organisation_1": "Weald", "email_1": "wren@example.org", "knows_as_1": "Manager",
        "name_2": "Merle Alder", "organisation_2": "Weald", "email_2": "merle@example.org", "knows_as_2": "Colleague",
    },
    "declarations": {"related": "no", "safeguarding": "no", "is_true": True},
    "support": {"needs": "no", "scheme": "no"},
    "heard": {"source": "board", "words": "The Beacon"},
}  # fmt: skip


def a_candidate(council: Council, *, email: str = "") -> Candidate:
    """Somebody who applies, by their e-mail address."""
    return recruitment.candidate_for(council, email or f"corin{next(_next)}@example.org", at=AT)


def a_complete_application(
    advert: Advert | None = None, *, name: str = "Corin Tamarisk", email: str = "", without: str = ""
) -> Application:
    """An application with all of its sections, not yet sent."""
    advert = advert or a_live_advert()
    application = recruitment.begin_application(advert, a_candidate(advert.council, email=email), **BY)
    for key, data in ANSWERS.items():
        data = {**data, "name": name} if key == "about" else data
        if key != without:
            recruitment.save_section(application, key=key, data=data, is_done=True, **BY)
    application.refresh_from_db()
    return application


def a_sent_application(advert: Advert | None = None, **fields) -> Application:
    """An application that was sent."""
    return recruitment.send_application(a_complete_application(advert, **fields), **BY)
