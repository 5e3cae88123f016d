"""Parts of a page that are words and marks: banners, signs, figures, promises. Each is a template tag of the same name."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ridgeway.domains.organisation.models import Council

_DIAMOND = '<svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false"><path d="M6 .5 11.5 6 6 11.5.5 6z"/></svg>'
_FLAG = '<svg viewBox="0 0 14 15" width="14" height="15" aria-hidden="true" focusable="false"><path d="M2 14.5V1.5h10L9 5l3 3.5H2" fill="none" stroke="currentColor"/></svg>'
SIGNS = {"notice": _DIAMOND, "due": _DIAMOND, "wrong": _FLAG, "broken": _DIAMOND}
KINDS = {"notice": "Notice", "due": "Due soon", "wrong": "Does not add up", "broken": "Broken"}


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
        kind, sign(kind), KINDS[kind], words, more,
    )  # fmt: skip
