"""Parts of a page that are words and marks: banners, signs, figures, promises. Each is a template tag of the same name."""

from collections.abc import Collection, Mapping, Sequence

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_noop

from ridgeway.core.words import number
from ridgeway.domains.organisation.models import Council
from ridgeway.drawing import balance, charts, strips

_DIAMOND = '<svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false"><path d="M6 .5 11.5 6 6 11.5.5 6z"/></svg>'
_FLAG = '<svg viewBox="0 0 14 15" width="14" height="15" aria-hidden="true" focusable="false"><path d="M2 14.5V1.5h10L9 5l3 3.5H2" fill="none" stroke="currentColor"/></svg>'
SIGNS = {"notice": _DIAMOND, "due": _DIAMOND, "wrong": _FLAG, "broken": _DIAMOND}
KINDS = {
    "notice": gettext_noop("Notice"),
    "due": gettext_noop("Due soon"),
    "wrong": "Does not add up",
    "broken": "Broken",
}


def theme_url(council: Council) -> str:
    """`{% theme_url council %}`: the address of the council's four accents."""
    return f"{reverse('theme', kwargs={'council': council.slug})}?v={council.accent.lstrip('#').lower()}"


def sign(kind: str = "notice") -> SafeString:
    """`{% sign "wrong" %}`: the mark of a banner: a diamond, or the flag of what does not add up (`notice due wrong broken`)."""
    return mark_safe(SIGNS[kind])  # noqa: S308


def banner(kind: str, words: str, link: str = "", link_words: str = "") -> SafeString:
    """`{% banner "due" "Two supplements end in June." link=url link_words="See them" %}`: a sign and one sentence.

    Kinds: `notice` (water), `due` (ochre), `wrong` (does not add up, heather), `broken` (poppy).
    """
    more = format_html(' <a href="{}">{}</a>', link, link_words) if link else ""
    return format_html(
        '<div class="banner banner--{}">{}<p><span class="govuk-visually-hidden">{}: </span>{}{}</p></div>',
        kind, sign(kind), gettext(KINDS[kind]), words, more,
    )  # fmt: skip


def earlier_later(earlier: str = "", later: str = "", words: str = "") -> SafeString:
    """`{% earlier_later earlier=url later=url words="1 to 50 of the posts" %}`: pages by key; an empty address is not offered."""
    if not (earlier or later or words):
        return mark_safe("")
    back = format_html('<a href="{}" rel="prev">Earlier rows</a>', earlier) if earlier else ""
    on = format_html('<a href="{}" rel="next">Later rows</a>', later) if later else ""
    return format_html(
        '<nav class="pages" aria-label="More rows"><div>{}</div><span>{}</span><div>{}</div></nav>', back, words, on
    )


def empty(heading: str, words: str = "", link: str = "", link_words: str = "") -> SafeString:
    """`{% empty "Nobody is waiting for a call." "The last was rung at 09:40." link=url link_words="Log another call" %}`."""
    more = format_html(' <a href="{}">{}</a>', link, link_words) if link else ""
    return format_html('<div class="empty"><strong>{}</strong>{}{}</div>', heading, words, more)


def promise(state: str, when: str, words: str, evidence: str = "") -> SafeString:
    """`{% promise "kept" "Being kept, 31 March" "18 cases, 16 in your first year" "94 of 98 are within it" %}`.

    States: `kept` (green, solid diamond), `risk` (not kept everywhere: ochre, hollow), `down` (taken down: dashed, staff only).
    """
    hollow = {"kept": "d-way", "risk": "d-way-risk"}.get(state)
    mark = (
        format_html(
            '<svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false"><path class="{}" d="M6 1 11 6 6 11 1 6z"/></svg>',
            hollow,
        )
        if hollow
        else ""
    )
    return format_html(
        '<div class="promise promise--{}"><p class="promise__state">{}{}</p><p class="promise__words">{}</p><p>{}</p></div>',
        state, mark, when, words, evidence,
    )  # fmt: skip


def contact_card(name: str, part: str = "", telephone: str = "", evidence: str = "") -> SafeString:
    """`{% contact_card "Bryony Larkrise" "link manager" "01632 960 100" "rang back 29 of 31 in two days" %}`."""
    dial = "".join(letter for letter in telephone if letter.isdigit() or letter == "+")
    ring = format_html('<a class="num nowrap" href="tel:{}">{}</a> ', dial, telephone) if dial else ""
    played = format_html(", {}", part) if part else ""
    return format_html(
        '<div class="contact">{}<div><p><strong>{}</strong>{}</p><p class="quiet">{}{}</p></div></div>',
        strips.contour_mark(name, 52), name, played, ring, evidence,
    )  # fmt: skip


def progress(done: float, of: float, words: str = "") -> SafeString:
    """`{% progress done of "Reading rows" %}`: how far a long piece of work has come. `of` 0: not known yet."""
    known = format_html(' max="{}" value="{}"', of, done) if of else mark_safe("")
    count = f"{number(done)} of {number(of)}" if of else number(done)
    return format_html(
        '<div class="progress"><p>{} <span class="num quiet">{}</span></p><progress aria-label="{}"{}>{}</progress></div>',
        words, count, words or "Progress", known, count,
    )  # fmt: skip


def keep_asked(context: dict) -> SafeString:
    """`{% keep_asked %}`: in a filter form, the scope and the days the page answers for, as hidden fields."""
    asat = context.get("asat")
    if not asat:
        return mark_safe("")
    asked = asat.asked
    kept = [("scope", asked.scope.path), ("on", asked.on.isoformat()), ("against", asked.against.isoformat())]
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', kept)


def figure(
    name: str,
    value: object = "",
    unit: str = "",
    base: str = "",
    change: str = "",
    direction: str | float = "",
    line: Sequence[float | None] = (),
    definition: str = "",
    rows: str = "",
    links: Sequence[tuple[str, str]] = (),
    state: str = "in-order",
    flag: str = "",
    printed: str = "",
    printed_words: str = "",
    put_right: str = "",
    level: int = 2,
) -> dict:
    """A figure with its base, what changed, its definition and its rows.

    `state`: `in-order`; `flagged` (with `flag`, the reason in words, and `printed`, the contradicted value);
    `few` (fewer than five); `unknown`; `provisional`. `direction` is "up", "down", "" or the change itself: the triangle
    gives direction only. `base` says why where there is no value. `level` is that of its heading.
    """
    if not isinstance(direction, str):
        direction = "up" if direction and direction > 0 else "down" if direction and direction < 0 else ""
    shown = {"few": "Fewer than 5", "unknown": "Not known"}.get(state, value)
    named = [("Definition", definition), ("Rows", rows), *links]
    if put_right:
        named.insert(0, ("Put right", put_right))
    return {
        "name": name, "value": shown, "unit": "" if state in ("few", "unknown") else unit, "base": base, "change": change,
        "direction": direction, "spark": strips.sparkline(line) if state not in ("few", "unknown") else "",
        "links": [(words, url) for words, url in named if url], "state": state, "flag": flag, "printed": printed,
        "printed_words": printed_words, "level": level,
    }  # fmt: skip


def step_list(steps: Sequence[dict]) -> dict:
    """`{% step_list steps %}`: a dashed path. Each step: `words`, `note` (a date), `state` (`done now next`), `more` (whose turn)."""
    return {"steps": steps}


def line_chart(
    key: str,
    title: str,
    points: charts.Points,
    reading: str = "",
    unit: str = "%",
    events: Sequence[tuple] = (),
    phases: Sequence[tuple] = (),
    name: str = "",
    others: Sequence[tuple[str, charts.Points]] = (),
    few: Collection = (),
    ranges: Mapping | None = None,
    start_at_zero: bool = True,
    note: str = "",
    places: int = 1,
) -> dict:
    """A panel: heading, Chart/Table switch, the reading, the plot or its table. `key` is unique on the page.

    `points` and those of `others` are (day, value or None); `few` are the days that stand on fewer than five.
    """
    series = [charts.Series(name or title, points, few, ranges or {})]
    series += [charts.Series(other, its_points) for other, its_points in others]
    known = [value for _, value in points if value is not None]
    drawn = charts.line(
        title,
        series,
        describe=reading,
        unit=unit,
        events=events,
        phases=phases,
        start_at_zero=start_at_zero,
        key=f"chart-{key}",
    )
    return {
        "key": key, "title": title, "reading": reading, "drawing": drawn, "heads": [one.name for one in series], "note": note,
        "rows": charts.rows(series), "unit": unit, "is_empty": not known, "places": places, "events": events,
    }  # fmt: skip


def balance_strip(
    title: str,
    period: str = "",
    opening: float = 0,
    added: float = 0,
    left: float = 0,
    started: float = 0,
    closing: float = 0,
    covered: float = 0,
    ended: float = 0,
    moved: float = 0,
    notes: Mapping[str, str] | None = None,
    rows: Mapping[str, str] | None = None,
    unit: str = "post",
    words: str = "",
    level: int = 2,
) -> dict:
    """Opening + new − ended + leavers + moved − starters = closing, drawn, and whether it balances.

    `notes` are the words under each number and `rows` the addresses of its rows, both by `opening added ended left moved
    started closing`. Up to 150 whole posts are drawn one square each, more (or parts of posts) as bars on one scale.
    `ended` and `moved` (what moves between posts left empty, net) are shown only where there are any.
    """
    return balance.strip(
        title=title, period=period, amounts={
            "opening": opening, "added": added, "ended": ended, "left": left, "moved": moved, "started": started, "closing": closing,
        }, covered=covered, notes=notes or {}, rows=rows or {}, unit=unit, words=words, level=level,
    )  # fmt: skip
