"""The bare process's one page: a query by the ORM, a template, and the sign-in page of the library."""

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path


def page(request: HttpRequest) -> HttpResponse:
    """A list of nobody."""
    template = engines["django"].from_string("<ul>{% for user in users %}<li>{{ user }}</li>{% endfor %}</ul>")
    return HttpResponse(template.render({"users": get_user_model().objects.all()}, request))


urlpatterns = [path("", page), path("accounts/", include("allauth.urls"))]
