"""A council's accent: contrast as WCAG counts it, likeness to the signals, and the shades made from it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ridgeway.domains.organisation import colours
from tests.factories import a_council

pytestmark = pytest.mark.filterwarnings("error")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#FFFFFF", 21.0), ("#FFFFFF", "#FFFFFF", 1.0), ("#28633A", "#FFFFFF", 7.2), ("#28633A", "#F6F6F1", 6.6),
     ("#28633A", "#E4EDDC", 5.9), ("#8A2765", "#FFFFFF", 8.2), ("#78847F", "#FFFFFF", 3.9)],
)  # fmt: skip
def test_contrast_is_what_the_design_prints(one, other, ratio):
    assert round(colours.contrast(one, other), 1) == ratio


def test_the_house_green_is_fit_and_keeps_its_own_shades():
    assert colours.check("#28633a") == colours.Verdict("#28633A", (), "#28633A")
    assert colours.shades("#28633a") == colours.Shades("#28633A", "#17402A", "#A9C29A", "#E4EDDC")


def test_a_pale_accent_is_refused_with_reasons_and_a_darker_one_of_its_hue_offered():
    verdict = colours.check("#78BE20")
    assert verdict.problems == (
        "The accent's contrast on white is 2.2; text needs 4.5.",
        "The accent's contrast on chalk is 2.1; text needs 4.5.",
        "The accent's contrast on its own tint is 1.8; text needs 4.5.",
    )
    assert colours.problems(verdict.nearest) == ()


@pytest.mark.parametrize(
    ("accent", "reason"),
    [
        ("#8A2765", "The accent could be mistaken for heather, which means a sum that does not add up."),
        ("#B02A20", "The accent could be mistaken for poppy, which means a broken promise or an error."),
    ],
)
def test_an_accent_like_a_signal_is_refused(accent, reason):
    verdict = colours.check(accent)
    assert verdict.problems == (reason,)
    assert not verdict.is_fit


@pytest.mark.parametrize("accent", ["", "green", "#123", "#12345G", "28633A", "#28633A;}"])
def test_what_is_no_colour_is_refused_and_never_reaches_the_style_sheet(accent):
    assert colours.problems(accent) == (
        "Write the colour as # and six figures or letters from A to F, for example #28633A.",
    )
    assert colours.style_sheet(accent) == colours.style_sheet(colours.HOUSE)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 0xFFFFFF))
def test_whatever_is_asked_for_the_offer_is_fit(number):
    accent = f"#{number:06X}"
    assert colours.problems(colours.check(accent).nearest) == ()


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 0xFFFFFF))
def test_deep_is_read_on_white_and_white_on_deep(number):
    nearest = colours.check(f"#{number:06X}").nearest
    assert colours.contrast(colours.shades(nearest).deep, colours.WHITE) >= 7


def test_the_theme_is_public_and_kept_only_under_its_own_accent(db, client):
    council = a_council("Wiltshire Council", accent="#1D4F91")
    answer = client.get(f"/theme/{council.slug}.css?v=1d4f91")
    assert answer.content.decode() == colours.style_sheet("#1D4F91")
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get(f"/theme/{council.slug}.css?v=000000")["Cache-Control"] == "public, max-age=60"
    assert client.get("/theme/nowhere.css").status_code == 404
