"""Addresses of keeping in touch, below a council's careers site."""

from django.urls import path

from . import alerts, consent

urlpatterns = [
    path("keep-in-touch/<str:token>/", consent.consent, name="keep_in_touch"),
    path("alerts/", alerts.alerts, name="alerts"),
    path("alerts/<str:token>/", alerts.alert, name="alert"),
    path("alerts/<str:token>/confirm/", alerts.confirm, name="alert_confirm"),
    path("alerts/<str:token>/stop/", alerts.stop, name="alert_stop"),
]
