"""The public pages in another language: nothing of ours is left in English, plurals have their forms, and what is not translated stands in English."""

import datetime as dt
import gettext
import re

import pytest
from django.utils import translation

from ridgeway.domains.recruitment import actions as recruitment
from ridgeway.domains.recruitment.addresses import alert_addresses
from ridgeway.domains.recruitment.private_links import CONFIRM, CONSENT, STOP, token_of
from ridgeway.web.careers import actions
from ridgeway.web.careers.job_words import left_of, posts_of
from ridgeway.web.careers.models import Language
from tests import catalogues
from tests.disguise import QUIET, english
from tests.factories import AT, BY, a_job_role, a_live_advert, a_team

pytestmark = pytest.mark.django_db


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
    assert english(client.get("/careers/downland/jobs/feed.atom").content.decode()) == []
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
