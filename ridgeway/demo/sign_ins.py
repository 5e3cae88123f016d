"""The people who sign in to the demonstration, and the file that says how."""

import datetime as dt
import os
import secrets
from collections.abc import Sequence
from typing import NamedTuple

from django.conf import settings

from ridgeway.domains.organisation import actions
from ridgeway.domains.organisation.models import Council, Region, Role, Service, Team, User

_WORDS = """
sorrel teasel harebell plover yarrow bryony linnet campion burnet tansy juniper clover sainfoin
pipit merlin finch flint sedge bracken betony marjoram cowslip primrose speedwell vetch trefoil
knapweed scabious gentian bittern dunlin kestrel heron starling siskin woodruff aspen alder willow
maple spindle bramble mallow comfrey fennel lovage saffron barley fallow copse coombe ridge chalk
downland barrow sarsen lynchet drove dewpond skylark
""".split()  # noqa: SIM905 - a list of words reads as one


class SignIn(NamedTuple):
    """How somebody signs in."""

    name: str
    role: str
    email: str
    password: str


PEOPLE = [  # name, role, scope: "" the council, a service's slug, or a team's
    ("Tamsin Greenway", "head-of-service", "childrens"),
    ("Tamsin Greenway", "records-officer", ""),  # a census is the whole council's file
    ("Moss Chalkley", "head-of-service", "adult-care"),
    ("Sorrel Whitsbury", "team-manager", "north-hub"),
    ("Linnet Oakfield", "resourcing-manager", ""),
    ("Bryony Larkrise", "link-manager", "childrens"),
    ("Flint Barrowmere", "finance-partner", ""),
    ("Juniper Thornhurst", "principal-social-worker", "childrens"),
    ("Burnet Ashenmere", "director", ""),
    ("Campion Ravensmere", "chief-executive", ""),
    ("Heron Elmstead", "council-member", ""),
    ("Rowan Sarsenfield", "administrator", ""),
]


def new_password() -> str:
    """Four words and four figures, from the machine's own randomness: new at every build, never kept in the code."""
    return "-".join([*(secrets.choice(_WORDS) for _ in range(4)), str(1000 + secrets.randbelow(9000))])


def add(
    council: Council, people: Sequence[tuple[str, str, str]], password: str, *, by, at: dt.datetime
) -> list[SignIn]:
    """The people with their roles; somebody named twice holds two, and is known by the first."""
    made: list[SignIn] = []
    users: dict[str, User] = {}
    for name, role_key, scope in people:
        email = f"{name.lower().replace(' ', '.')}@example.org"
        is_known = email in users
        user = users.get(email) or actions.add_user(email=email, name=name, password=password, by=by, at=at)
        users[email] = user
        role = Role.objects.get(council=None, key=role_key)
        service = Service.objects.filter(council=council, slug=scope).first() if scope else None
        team = Team.objects.filter(council=council, slug=scope).first() if scope and not service else None
        actions.grant(user, role, council=council, service=service, team=team, by=by, at=at)
        if not is_known:
            made.append(
                SignIn(
                    name,
                    f"{role.name}, {', '.join(str(part) for part in (service or team, council) if part)}",
                    email,
                    password,
                )
            )
    return made


def add_lead(name: str, region: Region, password: str, *, by, at: dt.datetime) -> SignIn:
    """Somebody who leads the region, and holds no role in any council."""
    email = f"{name.lower().replace(' ', '.')}@example.org"
    user = actions.add_user(email=email, name=name, password=password, by=by, at=at)
    actions.grant_region(user, region, by=by, at=at)
    return SignIn(name, f"Regional lead, {region}", email, password)


def _path():
    return settings.HOME / "demonstration-sign-ins.txt"


def keep(sign_ins: Sequence[SignIn]) -> None:
    """Write the sign-ins beside the database, for its owner's eyes only, so that they can be printed again."""
    handle = os.open(_path(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        os.fchmod(handle, 0o600)
        file.writelines("\t".join(sign_in) + "\n" for sign_in in sign_ins)


def kept() -> list[SignIn]:
    """The sign-ins written by the last build; none when there are none."""
    if not _path().exists():
        return []
    lines = _path().read_text(encoding="utf-8").splitlines()
    return [SignIn(*line.split("\t")) for line in lines if line.count("\t") == 3]
