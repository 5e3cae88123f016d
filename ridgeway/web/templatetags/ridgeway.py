"""Tags and filters for every template (a builtin library: no `{% load %}` is needed).

Words and numbers are in `core/words.py`, drawings in `drawing/`, parts with a
template of their own in `web/components/parts.py`. This file only gives them their names.
"""

from django import template

from ridgeway.core import words
from ridgeway.drawing import strips
from ridgeway.web import forms
from ridgeway.web.components import parts, tables
from ridgeway.web.keeping import links

register = template.Library()

for name in ("day", "short_day", "moment", "number", "pounds", "points", "dash", "fte", "share"):
    register.filter(name, getattr(words, name))

for tag in (
    strips.contour_mark,
    strips.sparkline,
    strips.range_bar,
    strips.cost_bar,
    strips.share_bar,
    strips.cover_bar,
    strips.clock,
):
    register.simple_tag(tag)
for tag in (parts.theme_url, parts.sign, parts.banner, parts.empty, parts.promise, parts.contact_card, parts.progress):
    register.simple_tag(tag)
register.simple_tag(links.alerts_url)
register.simple_tag(parts.earlier_later)
register.simple_tag(tables.table_rows)
register.simple_tag(forms.error_summary)
register.simple_tag(parts.keep_asked, takes_context=True)

register.inclusion_tag("components/figure.html")(parts.figure)
register.inclusion_tag("components/step_list.html")(parts.step_list)
register.inclusion_tag("components/line_chart.html")(parts.line_chart)
register.inclusion_tag("components/balance_strip.html")(parts.balance_strip)
