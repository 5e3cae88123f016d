"""Addresses of applications."""

from django.urls import path

from . import applications, applications_checking, applications_filling, applications_keeping, applications_panels

_C = "c/<slug:council>/"
_ONE = f"{_C}applications/<int:application>/"
_REFERENCE = f"{_ONE}references/<int:referee>/"
_ADMIN = f"{_C}admin/applications/"

urlpatterns = [
    path(f"{_C}applications/", applications.applications, name="applications"),
    path(_ONE, applications.application, name="application"),
    path(f"{_ONE}documents/<int:document>/", applications_checking.document, name="application_document"),
    path(f"{_ONE}referees/", applications_checking.referees, name="application_referees"),
    path(_REFERENCE, applications_checking.reference, name="application_reference"),
    path(f"{_REFERENCE}record/", applications_checking.record_reference, name="application_reference_record"),
    path(f"{_ONE}disclosure/", applications_checking.disclosure, name="application_disclosure"),
    path(f"{_ONE}disclosure/ask/", applications_checking.ask_disclosure, name="application_disclosure_ask"),
    path(f"{_ONE}checks/", applications_checking.checks, name="application_checks"),
    path(f"{_ONE}checks/<slug:check>/", applications_checking.check, name="application_check"),
    path(f"{_ONE}risk/", applications_checking.risk, name="application_risk"),
    path(f"{_ONE}fill/", applications_filling.fill, name="application_fill"),
    path(f"{_ONE}fill/<slug:section>/", applications_filling.section, name="application_fill_section"),
    path(_ADMIN, applications_keeping.overview, name="admin_applications"),
    path(f"{_ADMIN}panels/", applications_panels.panels, name="admin_panels"),
    path(f"{_ADMIN}panels/<int:member>/data/", applications_panels.data, name="admin_panel_data"),
    path(f"{_ADMIN}panels/<int:member>/erase/", applications_panels.erase, name="admin_panel_erase"),
    path(f"{_ADMIN}<slug:kept>/", applications_keeping.months, name="admin_applications_months"),
]
