"""A council whose careers site the public sees, and another's beside it."""

import pytest

from ridgeway.web.careers import actions, listed
from ridgeway.web.careers.models import Language, SitePage
from ridgeway.web.careers.templatetags import careers as tags
from tests import catalogues
from tests.disguise import QUIET, disguised
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


@pytest.fixture
def in_disguise(settings, tmp_path):
    """A Welsh catalogue in which everything of ours is disguised."""
    known = catalogues.read()
    head = known.pop("")
    words = {
        key: [disguised(key.partition("\0")[0].rpartition("\x04")[2])] * max(len(said), 1)
        for key, said in known.items()
    }
    catalogues.write(tmp_path / "cy" / "LC_MESSAGES" / "django.mo", {"": head, **words})
    settings.LOCALE_PATHS = [tmp_path]
    drawn = (listed._cards, listed._filters, tags._frames)  # a process knows one catalogue; a test, several
    for once in drawn:
        once._known.clear()
    yield
    for once in drawn:
        once._known.clear()


@pytest.fixture
def quiet(site):
    """The site in Welsh, with nothing on it that says anything in English of an editor's or a council's."""
    council = site.council
    for row, names in (
        (council, ("name", "wordmark")), (site, ("strapline", "contact_name")), (council.services.get(), ("name",)),
    ):  # fmt: skip
        for name in names:
            setattr(row, name, QUIET)
        row.save()
    for page in (site.home, *site.home.get_descendants()):
        kind: SitePage = page.specific
        kind.title, kind.lead, kind.search_description = QUIET, "", ""
        kind.body = [
            {
                "type": block.block_type,
                "value": {**block.get_prep_value()["value"], "heading": QUIET} if block.value else None,
            }
            for block in kind.body
            if block.block_type in ("jobs", "stories", "contact", "events", "promises")
        ]
        kind.save()
    return actions.change_site(site, language=Language.WELSH, **BY)
