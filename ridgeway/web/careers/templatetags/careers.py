"""Tags of the careers sites: `{% load careers %}`. Addresses are made for the site the page is shown on."""

import zlib
from urllib.parse import quote, urlencode

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ridgeway.core.addresses import absolute
from ridgeway.core.words import number
from ridgeway.drawing import dots, strips

register = template.Library()


@register.simple_tag(takes_context=True)
def site_url(context, name: str, **parts) -> str:
    """`{% site_url "jobs" %}`: a view of the site."""
    return context["site"].url(name, **parts)


@register.simple_tag(takes_context=True)
def jobs_url(context, **asked) -> str:
    """`{% jobs_url service="childrens" %}`: the list of jobs, narrowed."""
    site = context["site"]
    query = urlencode({name: value for name, value in asked.items() if value})
    return site.to(f"jobs/{'?' + query if query else ''}")


@register.simple_tag(takes_context=True)
def ring_url(context, reference: str = "") -> str:
    """`{% ring_url job.reference %}`: where one leaves a number, about a job."""
    return context["site"].to(f"ring-back/{'?job=' + quote(reference) if reference else ''}")


@register.simple_tag(takes_context=True)
def alert_url(context, asked: str = "") -> str:
    """`{% alert_url asked %}`: where one asks to be told of new jobs such as these; it stands on the installation's own host."""
    site = context["site"]
    path = reverse("alerts", urlconf=settings.ROOT_URLCONF, kwargs={"council": site.council.slug})
    whole = absolute(path) if site.on_own_host else path
    return f"{whole}?{asked}" if asked else whole


@register.simple_tag(takes_context=True)
def carried_fields(context) -> SafeString:
    """`{% carried_fields %}`: in a form that asks, what is carried through links."""
    name, _, value = context["site"].carried.partition("=")
    return format_html('<input type="hidden" name="{}" value="{}">', name, value) if value else mark_safe("")


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


@register.simple_tag
def crowd(promise) -> SafeString:
    """`{% crowd promise %}`: one dot for each person by the cases they hold."""
    people = sum(count for _, count in promise.spread)
    over = sum(count for cases, count in promise.spread if cases > promise.threshold)
    return dots.crowd(
        promise.spread,
        float(promise.threshold),
        f"{people - over} of {people} people hold {number(promise.threshold)} cases or fewer",
    )


def _said(value: float, unit: str) -> str:
    return f"{number(value, 1)}%" if unit == "percent" else f"{number(value, 1)} {unit}".strip()


@register.simple_tag
def promise_value(promise) -> str:
    """`{% promise_value promise %}`: 16.1 cases."""
    return _said(promise.value, promise.unit)


@register.simple_tag
def promise_threshold(promise) -> str:
    """`{% promise_threshold promise %}`: 18 cases."""
    return _said(float(promise.threshold), promise.unit).replace(".0", "")


@register.filter
def short(day) -> str:
    """31 March, without the year."""
    return f"{day.day} {day:%B}" if day else ""


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
