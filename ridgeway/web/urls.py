"""Addresses by audience. Pages of a council stand under `/c/<council>/`."""

from django.urls import include, path

from ridgeway.web.careers import editor, feeds

urlpatterns = [
    path("", include("ridgeway.web.staff.urls")),
    path("", include("ridgeway.web.insight.urls")),
    path("", include("ridgeway.web.reports.urls")),
    path("", include("ridgeway.web.components.urls")),
    path("careers/<slug:council>/", include("ridgeway.web.candidate.urls")),
    path("careers/<slug:council>/", include("ridgeway.web.keeping.urls")),
    path("careers/<slug:council>/", include("ridgeway.web.careers.urls")),
    path("robots.txt", feeds.robots_of_installation, name="robots"),
    editor.addresses,
]
