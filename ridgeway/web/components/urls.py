"""Addresses that belong to no council's page."""

from django.urls import path

from . import views

urlpatterns = [
    path("theme/<slug:council>.css", views.theme, name="theme"),
    path("parts/", views.parts, name="parts"),
]
