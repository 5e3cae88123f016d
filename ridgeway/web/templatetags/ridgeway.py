"""Tags and filters for every template (a builtin library: no `{% load %}` is needed).

Words and numbers are in `web/components/words.py`, drawings in `web/components/charts.py` and `strips.py`, parts with a
template of their own in `web/components/parts.py`. This file only gives them their names.
"""

from django import template

from ridgeway.web import forms
from ridgeway.web.components import parts, strips, words

register = template.Library()

for name in ("day", "short_day", "moment", "number", "pounds", "points", "dash", "fte", "share"):
    register.filter(name, getattr(words, name))

for tag in (strips.contour_mark, parts.theme_url, parts.sign, parts.banner):
    register.simple_tag(tag)
register.simple_tag(forms.error_summary)
