"""The wall in the editor: strangers and those who edit no site are not let in; an editor meets nothing of another council's."""

import datetime as dt

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.urls import URLPattern, get_resolver
from PIL import Image as Drawn
from wagtail.images.models import Image
from wagtail.models import Collection, Page

from ridgeway.domains.organisation.models import Grant
from ridgeway.web.careers.models import StoryPage
from ridgeway.web.careers.wall import group_name
from tests.factories import a_user
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def cms_addresses() -> list[str]:
    """Every address of the editor that takes nothing in its path."""
    found = []

    def walk(patterns, before):
        for pattern in patterns:
            path = before + str(pattern.pattern).lstrip("^").rstrip("$")
            if isinstance(pattern, URLPattern):
                found.append("/" + path)
            else:
                walk(pattern.url_patterns, path)

    walk([p for p in get_resolver().url_patterns[-1].url_patterns if str(p.pattern) == "cms/"], "")
    return sorted({path for path in found if not set("<(\\[?") & set(path)})


def test_the_editors_addresses_are_found():
    assert len(cms_addresses()) > 20


def test_a_stranger_is_sent_to_sign_in_from_every_address(client, site):
    answers = {path: client.get(path) for path in cms_addresses()}
    assert {a.status_code for a in answers.values()} == {302}
    assert {a.headers["Location"].split("?")[0] for a in answers.values()} == {"/accounts/login/"}


def test_who_edits_no_site_finds_no_editor(client, site):
    user = a_user(site.council, "head-of-service")
    user.groups.add(Group.objects.get(name=group_name(site)))  # left over from a role that was withdrawn
    sign_in(client, user)
    assert {client.get(path).status_code for path in cms_addresses()} == {404}


def test_withdrawing_the_role_shuts_the_editor_at_once(client, site, editor):
    assert client.get("/cms/").status_code == 200
    Grant.objects.filter(user=editor).delete()
    assert client.get("/cms/").status_code == 404


def test_an_editor_without_the_second_factor_is_stopped(client, site):
    user = a_user(site.council, "administrator")
    client.force_login(user)
    assert client.get("/cms/").headers["Location"].split("?")[0] == "/accounts/2fa/totp/activate/"


def test_what_the_library_has_and_is_not_used_is_not_there(client, site, editor):
    parts = ("account", "users", "groups", "reports", "workflows", "collections", "documents")
    assert {client.get(f"/cms/{part}/").status_code for part in parts} == {404}
    assert client.get("/cms/login/").headers["Location"] == "/accounts/login/"


def test_the_editor_leads_back_to_ridgeway(client, site, editor):
    assert "/c/downland/site/" in client.get("/cms/").content.decode()


def test_an_editor_opens_and_publishes_their_own_page(client, site, editor):
    page = site.home.get_children().get(slug="privacy")
    assert client.get(f"/cms/pages/{page.pk}/edit/").status_code == 200
    assert client.get(f"/cms/pages/{site.home.pk}/").status_code == 200
    assert client.get(f"/cms/pages/add/careers/wordspage/{site.home.pk}/").status_code == 200
    form = client.get(f"/cms/pages/{page.pk}/edit/").context["form"]
    sent = {name: form[name].value() or "" for name in ("title", "lead", "slug", "seo_title", "search_description")}
    sent |= {
        "body-count": 0,
        "lead": "Hardly anything.",
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
        "action-publish": "x",
    }
    assert client.post(f"/cms/pages/{page.pk}/edit/", sent).status_code == 302
    assert "Hardly anything." in client.get("/careers/downland/privacy/").content.decode()


PAGE_ADDRESSES = (
    "pages/{}/", "pages/{}/edit/", "pages/{}/edit/preview/", "pages/{}/delete/", "pages/{}/unpublish/", "pages/{}/copy/", "pages/{}/move/",
    "pages/{}/history/", "pages/{}/usage/", "pages/{}/view_draft/", "pages/add/careers/wordspage/{}/", "pages/{}/add_subpage/",
    "choose-page/{}/",
)  # fmt: skip


@pytest.mark.parametrize("address", PAGE_ADDRESSES)
def test_no_page_of_another_council_is_opened(client, site, theirs, editor, address):
    for page in (theirs.home, theirs.home.get_children().get(slug="stories")):
        assert client.get("/cms/" + address.format(page.pk)).status_code in (302, 404)
        assert "Weald" not in client.get("/cms/" + address.format(page.pk), follow=True).content.decode()


def test_nothing_of_another_council_is_listed(client, site, theirs, editor):
    told = theirs.home.get_children().get(slug="stories")
    told.add_child(instance=StoryPage(title="Wealden secret", slug="wealden", told_on=dt.date(2016, 1, 1)))
    lists = [
        "", "pages/", "pages/search/?q=secret", "choose-page/", "choose-page/?page_type=careers.storypage", "choose-page/search/?q=secret",
        "api/main/pages/", f"api/main/pages/?child_of={theirs.home.pk}", f"api/main/pages/?child_of={told.pk}&for_explorer=1", "images/",
        "images/chooser/", f"api/main/pages/{told.pk}/",
    ]  # fmt: skip
    told_of = [path for path in lists if b"eald" in client.get(f"/cms/{path}", follow=True).content]
    assert told_of == []


def test_a_page_cannot_be_moved_to_or_copied_into_another_council(client, site, theirs, editor):
    page = site.home.get_children().get(slug="privacy")
    assert client.get(f"/cms/pages/{page.pk}/move/{theirs.home.pk}/confirm/").status_code == 404
    sent = {"new_title": "x", "new_slug": "x", "new_parent_page": theirs.home.pk}
    client.post(f"/cms/pages/{page.pk}/copy/", sent)
    client.post(f"/cms/pages/{page.pk}/move/", {"new_parent_page": theirs.home.pk})
    assert Page.objects.child_of(theirs.home).filter(title__in=("x", "Privacy")).count() == 1


def test_a_page_offers_its_own_councils_services_alone(client, site, theirs, editor):
    form = client.get(f"/cms/pages/add/careers/landingpage/{site.home.pk}/").context["form"]
    assert {service.council_id for service in form.fields["service"].queryset} == {site.council_id}


def picture_of(site) -> Image:
    file = ContentFile(b"", name="team.png")
    Drawn.new("RGB", (40, 40), "#28633A").save(file, "PNG")
    file.seek(0)
    return Image.objects.create(title="Team", file=file, collection=Collection.objects.get(name=group_name(site)))


def test_pictures_are_shown_on_their_own_site_and_edited_by_their_own_editors(
    client, site, theirs, editor, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    mine, other = picture_of(site), picture_of(theirs)
    shown = [client.get(f"/careers/downland/pictures/{image.pk}/card.webp").status_code for image in (mine, other)]
    edited = [client.get(f"/cms/images/{image.pk}/").status_code for image in (mine, other)]
    assert (shown, edited) == ([200, 404], [200, 404])
    assert client.get(f"/careers/downland/pictures/{mine.pk}/original.webp").status_code == 404


def test_the_home_page_can_neither_be_deleted_nor_renamed_in_its_address(client, site, editor):
    assert client.post(f"/cms/pages/{site.home.pk}/delete/").status_code == 302
    assert Page.objects.filter(pk=site.home.pk).exists()
    assert "slug" not in client.get(f"/cms/pages/{site.home.pk}/edit/").context["form"].fields


def test_the_policy_is_looser_in_the_editor_alone(client, site, editor):
    editing, reading = (client.get(path).headers["Content-Security-Policy"] for path in ("/cms/", "/careers/downland/"))
    assert ("'unsafe-inline'" in editing, "'unsafe-inline'" in reading) == (True, False)
