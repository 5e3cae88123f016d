"""The council's job role for each census role: its own when it has one alone, else one named by the code list."""

from ridgeway.domains.establishment.choices import CensusRole, RoleKind
from ridgeway.domains.establishment.models import JobRole
from ridgeway.domains.organisation.models import Council

from ..changes import Changes

_KINDS = {
    "1": RoleKind.SENIOR_MANAGER,
    "2": RoleKind.MIDDLE_MANAGER,
    "3": RoleKind.FIRST_LINE_MANAGER,
    "4": RoleKind.SENIOR,
    "5": RoleKind.SOCIAL_WORKER,
    "6": RoleKind.SOCIAL_WORKER,
}


class Roles:
    """The job roles that census roles become, found or made once a file."""

    def __init__(self, council: Council):
        self._council = council
        self._by_code: dict[str, JobRole] = {}
        mine = list(JobRole.objects.filter(council=council).exclude(census_role=""))
        for code in CensusRole.values:
            same = [role for role in mine if role.census_role == code]
            made = [role for role in same if role.slug == self._slug(code)]
            if made or len(same) == 1:
                self._by_code[code] = (made or same)[0]

    @staticmethod
    def _slug(code: str) -> str:
        return f"census-{code}"

    def find(self, code: str, changes: Changes) -> JobRole | None:
        """The role of a code, made when the council has none; None for a role not known."""
        if not code:
            return None
        if code not in self._by_code:
            role = JobRole(
                council=self._council, name=str(CensusRole(code).label), slug=self._slug(code), kind=_KINDS[code],
                census_role=code, order=100 + int(code),
            )  # fmt: skip
            changes.add("role.added", role)
            self._by_code[code] = role
        return self._by_code[code]
