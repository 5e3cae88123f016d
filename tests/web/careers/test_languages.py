"""The public pages in another language: nothing of ours is left in English, plurals have their forms, and what is not translated stands in English."""

import datetime as dt
import gettext
import html
import re

import pytest
from django.utils import translation
from django.utils.formats import date_format

from ridgeway.domains.recruitment import actions as recruitment
from ridgeway.domains.recruitment.addresses import alert_addresses
from ridgeway.domains.recruitment.private_links import CONFIRM, CONSENT, STOP, token_of
from ridgeway.web.careers import actions, listed
from ridgeway.web.careers.job_words import left_of, posts_of
from ridgeway.web.careers.models import Language, SitePage
from ridgeway.web.careers.templatetags import careers as tags
from tests import catalogues
from tests.factories import AT, BY, a_job_role, a_live_advert, a_team

pytestmark = pytest.mark.django_db
KEPT = re.compile(r"({[^}]*}|%\(\w+\)s|%%|<[^>]*>|&\w+;)")
QUIET = "Qq"  # what editors and councils write in these tests
LETTERS = {ord(letter): ord(letter) + 0xFEE0 for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"}
TOLD = {"BA", "JN", "Ridgeway"}


def disguised(words: str) -> str:
    """Words in which every letter is another, and what is filled in or marks up stays."""
    return "".join(part if KEPT.fullmatch(part) else part.translate(LETTERS) for part in KEPT.split(words))


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


def english(page: str) -> list[str]:
    """The words of a page, and of what is read out of it, that are in plain letters and that nobody wrote."""
    page = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", page, flags=re.S)
    said = re.findall(r'(?:aria-label|placeholder|alt|title)="([^"]*)"', page)
    said.append(re.sub(r"<[^>]+>", " ", page))
    with translation.override("cy"):
        days = [date_format(AT.date() + dt.timedelta(days=n), "l j F D M") for n in range(0, 400, 6)]
    own = {*TOLD, *re.findall(r"\w+", " ".join(days))}
    words = re.findall(r"[A-Za-z]{2,}", re.sub(r"\S+@\S+|https?://\S+", " ", html.unescape(" ".join(said))))
    return [word for word in words if word not in own and set(word.lower()) != {"q"}]


def test_nothing_of_ours_is_left_in_english(client, quiet, in_disguise, at):
    council = quiet.council
    role = a_job_role(council, name=QUIET)
    team = a_team(council.services.get(), name=QUIET)
    words = dict.fromkeys(
        ("title", "summary", "week", "place", "contact_name", "next_steps", "supplement_words"), QUIET
    )
    adverts = [a_live_advert(team, role, **words, criteria=[(QUIET, "essential"), ("Qqq", "desirable")], is_hard_to_fill=hard, how_many=n) for n, hard in ((1, True), (3, False))]  # fmt: skip
    alert = recruitment.ask_for_alert(
        council, email="qq@example.org", how_often="weekly", wanted={"words": QUIET}, addresses=alert_addresses(council), at=AT
    )  # fmt: skip
    alert.said = QUIET
    alert.save()
    enquiry = recruitment.take(council, way="call", name=QUIET, telephone="01632 960 127", consent_to_keep=True, **BY)
    reference = adverts[0].reference
    asked = [
        "", "jobs/", "jobs/?near=qq1&q=qqq", "jobs/?pattern=part_time&order=pay", f"jobs/{reference}/", "saved/", f"saved/?jobs={reference}", "stories/",
        "childrens/", "events/", "ring-back/", f"ring-back/?job={reference}", "ring-back/done/?by=2016-04-02T09:00%2B00:00", "alerts/", "nothing/", f"alerts/{token_of(STOP, 999)}/",
        f"alerts/{token_of(CONFIRM, alert.pk)}/confirm/", f"alerts/{token_of(STOP, alert.pk)}/stop/", f"keep-in-touch/{token_of(CONSENT, enquiry.pk)}/", f"keep-in-touch/{token_of(CONSENT, 999)}/",
    ]  # fmt: skip
    pages = {path: client.get(f"/careers/downland/{path}") for path in asked}
    pages |= {
        f"refused {path}": client.post(f"/careers/downland/{path}", {"district": "x"})
        for path in ("ring-back/", "alerts/")
    }
    left = {path: found for path, page in pages.items() if (found := english(page.content.decode()))}
    assert left == {}, left
    assert {re.search(r'<html lang="([\w-]+)"', page.content.decode())[1] for page in pages.values()} == {"cy"}


def test_numbers_days_and_plurals_follow_the_language(client, site, at):
    advert = a_live_advert(a_team(site.council.services.get()), closes_at=AT + dt.timedelta(days=2))
    with translation.override("cy"):
        found = [left_of(AT + dt.timedelta(days=days), AT) for days in (1, 2, 3, 8)]
        assert found == ["Yfory", "2 ddiwrnod ar ôl", "3 diwrnod ar ôl", "8 diwrnod ar ôl"]
        advert.how_many = 2
        assert posts_of(advert) == "Dwy swydd"
    assert (left_of(AT + dt.timedelta(days=2), AT), posts_of(advert)) == ("2 days left", "Two posts")
    actions.change_site(site, language=Language.WELSH, **BY)
    page = client.get("/careers/downland/jobs/").content.decode()
    said = ("Dydd Sul 3 Ebrill", "Dod o hyd i swyddi", "Oriau", "2 ddiwrnod ar ôl", "hreflang")
    assert [words in page for words in said] == [True, True, True, True, False]


def test_the_compiled_catalogue_says_what_the_words_say():
    with catalogues.PO.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog
    for key, said in catalogues.read().items():
        if key and any(said):
            one = key.partition("\0")[0]
            found = [compiled[one]] if "\0" not in key else [compiled[(one, form)] for form in range(len(said))]
            assert found == said
