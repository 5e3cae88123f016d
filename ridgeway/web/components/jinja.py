"""The form markup of the GOV.UK design system, from govuk-frontend-jinja, through one Jinja environment kept for the process."""

from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from jinja2 import Environment, PackageLoader, PrefixLoader, select_autoescape


@cache
def environment() -> Environment:
    """Building one takes milliseconds; rendering a part in it takes hundredths of one."""
    loader = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    return Environment(loader=loader, autoescape=select_autoescape(default=True), trim_blocks=True, lstrip_blocks=True)


@cache
def macro(part: str) -> Any:
    name = "govuk" + "".join(word.capitalize() for word in part.split("-"))
    template = environment().get_template(f"govuk_frontend_jinja/components/{part}/macro.html")
    return getattr(template.module, name)


def component(part: str, **params: Any) -> SafeString:
    """A part of the design system by its name ("date-input"), with its documented parameters. Text is escaped."""
    return mark_safe(macro(part)(without_nothing(params)))  # noqa: S308


def without_nothing(value: Any) -> Any:
    """Leave out what is empty, and turn promised translations into text.

    An empty `value` stays: without it a browser sends an option's words.
    """
    if isinstance(value, dict):
        kept = {key: item for key, item in value.items() if item is not None and (item != "" or key == "value")}
        return {key: without_nothing(item) for key, item in kept.items()}
    if isinstance(value, list | tuple):
        return [without_nothing(item) for item in value if item is not None]
    return str(value) if isinstance(value, Promise) else value
