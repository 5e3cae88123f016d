"""Tags of the careers sites: `{% load careers %}`. Addresses are made for the site the page is shown on."""

import zlib

from django import template
from django.utils.safestring import SafeString

from ridgeway.drawing import strips

register = template.Library()


@register.simple_tag(takes_context=True)
def site_url(context, name: str, **parts) -> str:
    """`{% site_url "jobs" %}`: a view of the site."""
    return context["site"].url(name, **parts)


@register.simple_tag(takes_context=True)
def page_url(context, page) -> str:
    """`{% page_url story %}`: a page of the editor's."""
    return context["site"].page_url(page)


@register.simple_tag(takes_context=True)
def link_url(context, link) -> str:
    """`{% link_url value %}`: where a link block leads."""
    site = context["site"]
    return site.page_url(link["page"]) if link.get("page") else site.to(link.get("address") or "")


@register.simple_tag(takes_context=True)
def land_url(context, scene: str, seed: object = "") -> str:
    """`{% land_url "village" page.slug %}`: a drawn picture; the same seed always gives the same land."""
    site = context["site"]
    number = zlib.crc32(f"{site.council.slug} {seed}".encode()) % 100
    return f"{site.prefix}/land/{scene}/{number}.svg?a={site.paint.accent.lstrip('#').lower()}"


@register.simple_tag(takes_context=True)
def image_url(context, image, size: str = "card") -> str:
    """`{% image_url image "wide" %}`: an editor's picture, `card`, `wide` or `face`."""
    return f"{context['site'].prefix}/pictures/{image.pk}/{size}.webp"


@register.filter
def dial(telephone: str) -> str:
    """A telephone number as a telephone takes it."""
    return "".join(letter for letter in telephone if letter.isdigit() or letter == "+")


@register.filter
def first_name(name: str) -> str:
    """Bryony, of Bryony Larkrise."""
    return name.split(" ")[0]


@register.simple_tag
def face(name: str) -> SafeString:
    """`{% face "Bryony Larkrise" %}`: a person's mark, drawn from the name."""
    return strips.contour_mark(name, 104)
