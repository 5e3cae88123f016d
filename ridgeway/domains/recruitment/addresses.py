"""Whole addresses of the public pages that mails lead to. The pages stand in `web`; here they are known by their names."""

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse

from ridgeway.core.addresses import absolute
from ridgeway.domains.organisation.models import Council

from .actions.alerts import Addresses
from .models import Advert, Application


def page(council: Council, name: str, **parts: str) -> str:
    """The whole address of a page below a council's careers site, on the installation's own host wherever it is asked for."""
    return absolute(reverse(name, urlconf=settings.ROOT_URLCONF, kwargs={"council": council.slug, **parts}))


def job_address(advert: Advert) -> str:
    """Where a job is told and applied for."""
    return page(advert.council, "apply", reference=advert.reference)


def consent_address(council: Council) -> Callable[[str], str]:
    """Makes the address of the page on which somebody says whether we may keep in touch, of its token."""
    return lambda token: page(council, "keep_in_touch", token=token)


def standing_address(council: Council) -> Callable[[Application], str]:
    """Where a candidate of the council sees how their application stands."""
    return lambda row: page(council, "apply_status", reference=row.advert.reference)


def alert_addresses(council: Council) -> Addresses:
    """Where the pages of job alerts are."""

    def of(name: str) -> Callable[[str], str]:
        return lambda token: page(council, name, token=token)

    return Addresses(
        job=lambda reference: page(council, "apply", reference=reference), confirm=of("alert_confirm"), alert=of("alert"), stop=of("alert_stop")
    )  # fmt: skip
