"""What there is, is documented: measures, permissions, commands, addresses, settings, domains; and links lead somewhere."""

import re

import pytest

from docs import generate
from ridgeway.domains.organisation.choices import Permission
from ridgeway.insight.measures import ALL
from tests.house.rooms import PYTHON, RIDGEWAY, ROOT, named

DOCS = ROOT / "docs"
READ = re.compile(r"""environ(?:\.get\(|\[)\s*["']([A-Z][A-Z0-9_]+)["']|_list\(["']([A-Z_]+)["']""")
# set by Ridgeway itself, or Django's own and never to be set by hand
OUR_OWN = {"DJANGO_SETTINGS_MODULE", "PATH", "COLUMNS"}
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("name", sorted(generate.PAGES))
def test_a_computed_page_is_up_to_date(name):
    assert (DOCS / name).read_text(encoding="utf-8") == generate.PAGES[name]().rstrip() + "\n"


@pytest.mark.parametrize("measure", ALL, ids=lambda m: m.key)
def test_a_measure_says_everything_about_itself(measure):
    said = [measure.name, measure.words, measure.numerator, measure.source, measure.caveat, measure.window]
    assert [text for text in said if not text.strip()] == []


def test_every_permission_says_what_it_allows():
    assert [p.value for p in Permission if not str(p.label).strip()] == []


def test_every_setting_is_documented():
    page = (DOCS / "settings.md").read_text(encoding="utf-8")
    read = {
        name for path in PYTHON for found in READ.findall(path.read_text(encoding="utf-8")) for name in found if name
    }
    assert sorted(name for name in read - OUR_OWN if f"`{name}`" not in page) == []


def test_every_domain_has_a_page():
    folders = [p for p in (RIDGEWAY / "domains").iterdir() if (p / "__init__.py").is_file()]
    wanted = [
        DOCS / "domains" / f"{folder.name}.md" for folder in [*folders, RIDGEWAY / "insight", RIDGEWAY / "intake"]
    ]
    assert named([page for page in wanted if not page.is_file()]) == []


def test_every_link_between_pages_leads_somewhere():
    pages = [*DOCS.rglob("*.md"), *ROOT.glob("*.md")]
    broken = [
        f"{page.relative_to(ROOT)}: {link}"
        for page in pages
        for link in LINK.findall(page.read_text(encoding="utf-8"))
        if "://" not in link and not link.startswith("mailto:") and not (page.parent / link).exists()
    ]
    assert broken == []


def test_decision_records_are_numbered_without_a_gap():
    numbers = sorted(int(path.name[:4]) for path in (DOCS / "decisions").glob("0*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
