"""The language of the pages that anybody may open beside a careers site: the site's own."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from ridgeway.domains.organisation.models import Council

from .careers.sites import site_of


def language_of(council: Council) -> str:
    """The language of a council's careers site; English where it has none. One query."""
    site = site_of(council)
    return site.language if site else settings.LANGUAGE_CODE


def spoken(view: Callable) -> Callable:
    """A page of a council in the language of its careers site; it stands below the guard that finds the council."""

    @wraps(view)
    def wrapped(request: HttpRequest, council: Council, *rest, **more) -> HttpResponse:
        with translation.override(language_of(council)):
            return view(request, council, *rest, **more)

    return wrapped
