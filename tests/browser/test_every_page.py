"""Every page of a council in a real browser: no complaint on the console, nothing axe finds wrong, nothing of another host."""

import pytest

HEAD, RESOURCING, MEMBER = "tamsin.greenway@example.org", "linnet.oakfield@example.org", "heron.elmstead@example.org"
LINK = "bryony.larkrise@example.org"
WHOLE = "?on=2016-03-31&against=2015-03-31"
THEN = "?scope=childrens&on=2016-03-31&against=2015-03-31"
PAGES = [
    (HEAD, f"today/{THEN}"),
    (HEAD, f"today/waiting/{THEN}"),
    (HEAD, f"state/{THEN}"),
    (HEAD, f"establishment/{THEN}"),
    (HEAD, f"posts/{THEN}"),
    (HEAD, f"people/{THEN}"),
    (HEAD, f"measures/{THEN}"),
    (HEAD, f"measures/turnover/{THEN}"),
    (HEAD, f"measures/vacancies/rows/{THEN}"),
    (HEAD, "compare/"),
    (HEAD, "search/?q=north"),
    (RESOURCING, "today/"),
    (RESOURCING, "state/"),
    (RESOURCING, "imports/"),
    (RESOURCING, "campaigns/"),
    (RESOURCING, "campaigns/add/"),
    (RESOURCING, "campaigns/channels/"),
    (RESOURCING, "campaigns/calendar/?on=2016-03-31"),
    (RESOURCING, "campaigns/2/"),
    (RESOURCING, "campaigns/2/performance/"),
    (RESOURCING, "campaigns/phases/4/"),
    (RESOURCING, "campaigns/phases/4/placements/add/"),
    (RESOURCING, "campaigns/placements/8/"),
    (RESOURCING, "reports/"),
    (RESOURCING, "reports/begin/"),
    (RESOURCING, "reports/check/"),
    (RESOURCING, "reports/templates/"),
    (RESOURCING, "reports/1/"),
    (RESOURCING, "reports/1/figures/1/"),
    (RESOURCING, "reports/1/figures/1/?part=denominator"),
    (RESOURCING, "reports/1/printed/"),
    (RESOURCING, "reports/2/"),
    (RESOURCING, "reports/2/change/"),
    (RESOURCING, "reports/2/findings/"),
    (RESOURCING, f"reports/ready/cabinet/{WHOLE}"),
    (MEMBER, "reports/"),
    (MEMBER, "reports/1/"),
    (MEMBER, f"reports/ready/digest/{WHOLE}"),
    (HEAD, f"reports/ready/leadership/{WHOLE}"),
    (HEAD, f"reports/ready/scrutiny/{THEN}"),
    (MEMBER, "state/"),
    (LINK, "today/"),
    (LINK, "today/waiting/"),
    (LINK, "enquiries/"),
    (LINK, "enquiries/new/"),
    (RESOURCING, f"enquiries/figures/{WHOLE}"),
    (RESOURCING, f"enquiries/{WHOLE}&show=came"),
]


@pytest.mark.parametrize(("person", "path"), PAGES, ids=[f"{p.split('.')[0]} {path}" for p, path in PAGES])
def test_a_page_is_accessible_and_keeps_quiet(served, page, accessible, person, path):
    served.sign_in(page, person)
    response = page.goto(f"{served.address}/c/wiltshire/{path}")
    assert response.status == 200
    accessible(page)


@pytest.mark.parametrize("path", sorted({path for _, path in PAGES if path.endswith("31")}))
def test_a_page_fits_a_phone(served, page, accessible, path):
    page.set_viewport_size({"width": 375, "height": 780})
    served.sign_in(page, HEAD)
    page.goto(f"{served.address}/c/wiltshire/{path}")
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0
    accessible(page)


@pytest.mark.parametrize("path", ["accounts/login/", "accounts/password/reset/"])
def test_a_page_before_signing_in(served, page, accessible, path):
    assert page.goto(f"{served.address}/{path}").status == 200
    accessible(page)


def test_a_page_there_is_none_of(served, page, accessible, console_errors):
    served.sign_in(page, HEAD)
    assert page.goto(f"{served.address}/c/dorset/state/").status == 404
    console_errors.clear()
    accessible(page)


def test_every_part_in_every_state(served, page, accessible):
    served.sign_in(page, HEAD)
    assert page.goto(f"{served.address}/parts/").status == 200
    accessible(page)


PAPER = """() => ({
  beyond: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  pressed: [...document.querySelectorAll('main button, main .button, nav')].filter(e => e.checkVisibility()).length,
  heads: [...document.querySelectorAll('main thead')].every(e => getComputedStyle(e).display === 'table-header-group'),
})"""


@pytest.mark.parametrize(
    ("person", "path"),
    [(HEAD, f"establishment/{THEN}"), (HEAD, f"people/{THEN}"), (HEAD, f"measures/turnover/{THEN}"),
     (RESOURCING, f"campaigns/2/performance/{WHOLE}"), (RESOURCING, "agency/region/"), (RESOURCING, "reports/1/")],
)  # fmt: skip
def test_a_page_goes_on_paper(served, page, person, path):
    served.sign_in(page, person)
    page.goto(f"{served.address}/c/wiltshire/{path}")
    page.emulate_media(media="print")
    across = page.evaluate("getComputedStyle(document.body).page") == "wide"
    page.set_viewport_size({"width": 986 if across else 658, "height": 900})  # A4 within margins of 18 mm
    assert page.evaluate(PAPER) == {"beyond": 0, "pressed": 0, "heads": True}


# a date's picker marks itself, in a part of the field that no script can look into
FOCUS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const box = e.getBoundingClientRect(), x = Math.max(box.left + Math.min(box.width / 2, 40), 0), y = box.top + Math.min(box.height / 2, 12);
  const looks = [e, ...(e.labels || [])].flatMap(m => [getComputedStyle(m), getComputedStyle(m, '::before')]);
  const top = document.elementFromPoint(x, y);
  return {
    name: e.outerHTML.slice(0, 80),
    marked: e.type === 'date' || looks.some(s => s.outlineStyle !== 'none' || s.boxShadow !== 'none'),
    seen: !!top && (e.contains(top) || top.contains(e) || [...(e.labels || [])].some(l => l.contains(top))),
  };
}"""


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", ["state/", "establishment/", "measures/turnover/"])
def test_a_page_is_walked_by_keyboard(served, page, path, width):
    page.set_viewport_size({"width": width, "height": 700})
    served.sign_in(page, HEAD)
    page.goto(f"{served.address}/c/wiltshire/{path}{THEN}")
    lost = []
    for _ in range(200):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None:
            break
        if not (focus["marked"] and focus["seen"]):
            lost.append(focus["name"])
    assert (focus, lost) == (None, [])


def test_a_page_works_without_javascript(served, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    served.sign_in(page, HEAD)
    page.goto(f"{served.address}/c/wiltshire/state/{THEN}")
    assert page.locator("h1").first.inner_text() != ""
    context.close()
