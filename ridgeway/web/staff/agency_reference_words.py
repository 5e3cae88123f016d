"""What an assignment's page shows of its references."""

from typing import Any

from django.http import HttpRequest

from ridgeway.domains.agency.choices import ReferenceWay
from ridgeway.domains.agency.models import Assignment, PracticeReference, ReferenceLink
from ridgeway.domains.agency.queries import references as queries
from ridgeway.domains.agency.reference_shape import is_worrying
from ridgeway.web.guards import Asked

from .changing import link


def shown(request: HttpRequest, asked: Asked, row: Assignment, may_edit: bool) -> dict[str, Any]:
    """What an assignment's page shows of its references. Two queries."""
    found = queries.of_assignment(request.user, row)
    return {
        "asked_for": [_line(asked, one, links) for one, links in found if one.way == ReferenceWay.ASKED],
        "ours": next((_line(asked, one, links) for one, links in found if one.way == ReferenceWay.GIVEN), None),
        "may_edit": may_edit,
        "ask_url": link("agency_reference_ask", asked, assignment=row.pk),
        "write_url": link("agency_reference_write", asked, assignment=row.pk),
    }


def _line(asked: Asked, row: PracticeReference, links: list[ReferenceLink]) -> dict[str, Any]:
    return {
        "row": row,
        "links": [(one, link("agency_reference_close", asked, private=one.pk)) for one in links],
        "worrying": is_worrying(row.answers),
        "read_url": link("agency_reference", asked, practice=row.pk) if row.answers else "",
        "give_url": link("agency_reference_give", asked, practice=row.pk),
        "withdraw_url": link("agency_reference_withdraw", asked, practice=row.pk),
    }
