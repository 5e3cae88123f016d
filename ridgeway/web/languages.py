"""The language of the pages that anybody may open beside a careers site: the site's own."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from ridgeway.core.languages import speaking
from ridgeway.domains.organisation.models import Council

from .careers.models import CareersSite


def language_of(council: Council) -> str:
    """The language of a council's careers site; English where it has none. One query."""
    found = CareersSite.objects.filter(council=council).values_list("language", flat=True).first()
    return found or settings.LANGUAGE_CODE


def spoken(view: Callable) -> Callable:
    """A page of a council in the language of its careers site; it stands below the guard that finds the council, or one of its candidates."""

    @wraps(view)
    def wrapped(request: HttpRequest, whose, *rest, **more) -> HttpResponse:
        with speaking(getattr(whose, "council", whose)):
            return view(request, whose, *rest, **more)

    return wrapped
