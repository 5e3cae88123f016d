"""Addresses of keeping in touch, below a council's careers site."""

from django.urls import path

from . import consent

urlpatterns = [
    path("keep-in-touch/<str:token>/", consent.consent, name="keep_in_touch"),
]
