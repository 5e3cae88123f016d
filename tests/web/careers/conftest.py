"""A council whose careers site the public sees, and another's beside it."""

import pytest

from ridgeway.web.careers import actions
from tests.factories import BY, a_council, a_service, a_user
from tests.signing_in import sign_in


@pytest.fixture
def site(at):
    """The site of a council with one service, public, with somebody to ring."""
    council = a_service(a_council("Downland Council", code="865", slug="downland")).council
    return actions.open_site(
        council, is_public=True, contact_name="Bryony Larkrise", contact_telephone="01632 960 100", **BY
    )


@pytest.fixture
def theirs(at):
    """Another council's site, public too."""
    council = a_service(a_council("Weald Council", code="866", slug="weald")).council
    return actions.open_site(council, is_public=True, **BY)


@pytest.fixture
def editor(client, site):
    """Somebody who writes the site's pages, signed in."""
    user = a_user(site.council, "resourcing-manager")
    sign_in(client, user)
    return user
