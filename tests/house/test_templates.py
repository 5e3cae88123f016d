"""Templates: a variable nobody gave fails a test, every one compiles, and none lies unused."""

import re
from pathlib import Path

import pytest
from django.template import Context, Engine, Template, engines
from django.template.base import Origin
from django.template.loader import get_template

from tests.house.rooms import RIDGEWAY, ROOT, named

TEMPLATES = sorted(p for p in RIDGEWAY.rglob("templates/**/*") if p.is_file())
# found by the libraries that use them, under names of their own choosing
ASKED_FOR_BY_LIBRARIES = ("account/", "mfa/", "socialaccount/", "allauth/", "usersessions/", "django/", "registration/")
ASKED_FOR_BY_DJANGO = {"429.html", "400.html", "403.html", "404.html", "500.html", "403_csrf.html"}


def _name(path: Path) -> str:
    return path.as_posix().split("/templates/", 1)[1]


def _of_ours(source: str) -> Template:
    engine: Engine = engines["django"].engine
    return Template(source, origin=Origin(str(RIDGEWAY / "web" / "templates" / "made-up.html")), engine=engine)


def test_an_undefined_variable_in_a_template_of_ours_fails():
    with pytest.raises(AssertionError, match=r"made-up.html line 1 uses an undefined variable: person.surname"):
        _of_ours("{{ person.surname }}").render(Context({"person": {}}))


def test_a_condition_may_ask_for_what_may_not_be_there():
    assert _of_ours("{% if person.surname %}yes{% else %}no{% endif %}").render(Context({"person": {}})) == "no"


def test_a_template_of_a_library_is_let_be():
    origin = Origin("/somewhere/else/widget.html")
    assert Template("({{ nothing }})", origin=origin, engine=engines["django"].engine).render(Context()) == "()"


@pytest.mark.parametrize("name", [_name(p) for p in TEMPLATES if p.suffix in (".html", ".txt", ".xml", ".svg", ".css")])
def test_every_template_compiles(name):
    get_template(name)


def test_no_template_is_unused():
    said = "\n".join(
        path.read_text(encoding="utf-8") for path in [*RIDGEWAY.rglob("*.py"), *TEMPLATES] if path.suffix != ".pyc"
    )
    unused = [
        _name(path)
        for path in TEMPLATES
        if not _name(path).startswith(ASKED_FOR_BY_LIBRARIES)
        and _name(path) not in ASKED_FOR_BY_DJANGO
        and not re.search(rf"""["'/]{re.escape(_name(path))}\b""", said)
        and not re.search(rf"""["']{re.escape(path.stem)}["']""", said)
    ]
    assert named(unused, ROOT) == []
