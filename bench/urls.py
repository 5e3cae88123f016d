"""The product's addresses, and the floor's."""

from django.urls import include, path

from . import floor

urlpatterns = [
    path("floor/<slug:council>/<slug:name>/", floor.page, name="floor"),
    path("", include("ridgeway.project.urls")),
]
