"""Tags of the careers sites: `{% load careers %}`. Addresses are made for the site the page is shown on."""

import datetime as dt
import zlib
from urllib.parse import quote, urlencode

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ridgeway.core.addresses import absolute
from ridgeway.core.held import Once
from ridgeway.core.words import number
from ridgeway.drawing import dots, strips
from ridgeway.web.careers.job_words import meeting

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
def coming_url(context, event) -> str:
    """`{% coming_url event %}`: where one says that one comes; the form knows to what, and an event of a campaign is told of it."""
    from ridgeway.web.careers.ring import mark_of

    what = f"{event['title']}, {meeting(event['starts'])}"
    asked = {"event": event["pk"]} if event.get("pk") else {"coming": what, "mark": mark_of(what)}
    return context["site"].to(f"ring-back/?{urlencode(asked)}")


@register.simple_tag(takes_context=True)
def alert_url(context, asked: str = "") -> str:
    """`{% alert_url asked %}`: where one asks to be told of new jobs such as these; it stands on the installation's own host."""
    site = context["site"]
    path = reverse("alerts", urlconf=settings.ROOT_URLCONF, kwargs={"council": site.council.slug})
    whole = absolute(path) if site.on_own_host else path
    return f"{whole}?{asked}" if asked else whole


@register.simple_tag(takes_context=True)
def candidate_url(context) -> str:
    """`{% candidate_url %}`: where a candidate sees where an application stands; on the installation's own host."""
    site = context["site"]
    path = reverse("candidate_home", urlconf=settings.ROOT_URLCONF, kwargs={"council": site.council.slug})
    return absolute(path) if site.on_own_host else path


@register.simple_tag(takes_context=True)
def top(context) -> SafeString:
    """`{% top %}`: the site's name and menu, drawn once for all that they say."""
    site, page = context["site"], context.get("page")
    here = page.pk if page else None
    menu = tuple((item.pk, item.title, item.url_path) for item in site.menu)
    said = (site.row.strapline, site.council.wordmark, menu, here)
    return _frame(site, said, "careers/top.html", {"site": site, "page": page})


@register.simple_tag(takes_context=True)
def foot(context) -> SafeString:
    """`{% foot %}`: the links at the foot of every page, drawn once for all that they say."""
    site = context["site"]
    links = tuple((link["url"], link["words"]) for link in site.row.links)
    return _frame(site, links, "careers/foot.html", {"site": site})


_frames = Once(500)


def _frame(site, said: tuple, name: str, given: dict) -> SafeString:
    where = (name, get_language(), site.prefix, site.carried, site.council.slug)
    return _frames.of((where, said), lambda: render_to_string(name, given))


@register.simple_tag(takes_context=True)
def carried_fields(context) -> SafeString:
    """`{% carried_fields %}`: in a form that asks, what is carried through links."""
    name, _, value = context["site"].carried.partition("=")
    return format_html('<input type="hidden" name="{}" value="{}">', name, value) if value else mark_safe("")


@register.simple_tag(takes_context=True)
def page_url(context, page) -> str:
    """`{% page_url story %}`: a page of the editor's."""
    return context["site"].page_url(page)


@register.inclusion_tag("careers/shared.html", takes_context=True)
def shared(context, page, words="", image: str = "") -> dict:
    """`{% shared page page.lead %}`: a page's own whole address, and what is shown where a link to it is shared."""
    site, whole = context["site"].plain, context["request"].build_absolute_uri
    return {
        "title": page.title,
        "words": words,
        "url": whole(site.page_url(page)),
        "image": whole(image or site.url("site_card")),
    }


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
def crowds(promise) -> list[dict]:
    """`{% crowds promise as drawn %}`: one dot for each person by the cases they hold, those in their first year apart."""
    groups = (
        (_("In their first year") if promise.spread_first else "", promise.spread_first, promise.most_in_first_year),
        (_("After that") if promise.spread_first else "", promise.spread, promise.threshold),
    )
    each = dots.people_a_dot(promise.spread_first, promise.spread)
    said = _("most"), _("over")
    across = 280 if promise.spread_first else 420
    return [
        {
            "words": words,
            "each": each,
            "drawn": dots.crowd(spread, float(most), _title(spread, most), each=each, across=across, words=said),
        }
        for words, spread, most in groups
        if spread
    ]


def _title(spread, most) -> str:
    people = sum(count for _cases, count in spread)
    within = sum(count for cases, count in spread if cases <= most)
    return _("{within} of {people} people hold {most} cases or fewer").format(
        within=within, people=people, most=number(most)
    )


def _said(value: float, unit: str) -> str:
    words = {"cases": _("cases"), "people": _("people"), "posts": _("posts")}.get(unit, unit)
    return f"{number(value, 1)}%" if unit == "percent" else f"{number(value, 1)} {words}".strip()


@register.simple_tag
def promise_value(promise) -> str:
    """`{% promise_value promise %}`: 16.1 cases."""
    return _said(promise.value, promise.unit)


@register.simple_tag
def promise_threshold(promise) -> str:
    """`{% promise_threshold promise %}`: 18 cases."""
    return _said(float(promise.threshold), promise.unit).replace(".0", "")


@register.simple_tag(takes_context=True)
def rung_back(context) -> tuple[int, int] | None:
    """`{% rung_back as kept %}`: of those who asked in the last month, how many heard back in time, and how many asked."""
    from ridgeway.web.careers import shown

    return shown.rung_back(context["request"], context["site"]) if "request" in context else None


@register.simple_tag
def kind_words(story) -> str:
    """`{% kind_words story %}`: Blog, Film, Programme; a plain story needs no word."""
    return {"blog": _("Blog"), "film": _("Film"), "programme": _("Programme")}.get(story.kind, "")


@register.filter
def short(day) -> str:
    """31 March, without the year."""
    return date_format(day, "j F") if day else ""


@register.filter
def long_day(day) -> str:
    """31 March 2016, in the language of the site."""
    return date_format(_local(day), "j F Y") if day else ""


register.filter(meeting)


def _local(moment):
    return timezone.localtime(moment) if isinstance(moment, dt.datetime) and timezone.is_aware(moment) else moment


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
