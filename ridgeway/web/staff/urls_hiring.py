"""Addresses of hiring: who is where, and deciding."""

from django.urls import path

from . import hiring, hiring_clocks, hiring_deciding, hiring_equality, hiring_starting

_HIRING = "c/<slug:council>/hiring/"

urlpatterns = [
    path(_HIRING, hiring.hiring, name="hiring"),
    path(f"{_HIRING}clocks/", hiring_clocks.hiring_clocks, name="hiring_clocks"),
    path(f"{_HIRING}equality/", hiring_equality.hiring_equality, name="hiring_equality"),
    path(f"{_HIRING}<int:advert>/", hiring.pipeline, name="pipeline"),
    path(f"{_HIRING}decide/", hiring_deciding.decide, name="hiring_decide"),
    path(f"{_HIRING}notes/<int:application>/", hiring_deciding.notes, name="hiring_notes"),
    path(f"{_HIRING}start/<int:application>/", hiring_starting.start, name="hiring_start"),
    path(f"{_HIRING}not-started/<int:application>/", hiring_starting.not_started, name="hiring_not_started"),
]
