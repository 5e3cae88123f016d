"""Addresses of the staff screens, one module an area."""

from django.urls import include, path

urlpatterns = [
    path("", include("ridgeway.web.staff.urls_administration")),
    path("", include("ridgeway.web.staff.urls_mails")),
    path("", include("ridgeway.web.staff.urls_people")),
    path("", include("ridgeway.web.staff.urls_imports")),
    path("", include("ridgeway.web.staff.urls_enquiries")),
    path("", include("ridgeway.web.staff.urls_pool")),
    path("", include("ridgeway.web.staff.urls_adverts")),
    path("", include("ridgeway.web.staff.urls_hiring")),
    path("", include("ridgeway.web.staff.urls_selection")),
    path("", include("ridgeway.web.staff.urls_applications")),
    path("", include("ridgeway.web.staff.urls_campaigns")),
    path("", include("ridgeway.web.staff.urls_site")),
    path("", include("ridgeway.web.staff.urls_money")),
    path("", include("ridgeway.web.staff.urls_pay")),
    path("", include("ridgeway.web.staff.urls_agency")),
]
