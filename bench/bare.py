"""The bare process's pages: a query by the ORM in a template, the sign-in page of the library, and Wagtail's own pages and editor."""

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtail_admin

ASKED = ("/", "/accounts/login/", "/cms/login/", "/site/")  # asked for before the process is weighed


def page(request: HttpRequest) -> HttpResponse:
    """A list of nobody."""
    template = engines["django"].from_string("<ul>{% for user in users %}<li>{{ user }}</li>{% endfor %}</ul>")
    return HttpResponse(template.render({"users": get_user_model().objects.all()}, request))


urlpatterns = [
    path("", page),
    path("accounts/", include("allauth.urls")),
    path("cms/", include(wagtail_admin)),
    path("site/", include(wagtail_urls)),
]
