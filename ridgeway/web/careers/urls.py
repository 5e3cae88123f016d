"""Addresses of a careers site. They stand below `/careers/<council>/`, and at the root of a host name of the council's own."""

from django.urls import path

from . import views

urlpatterns = [
    path("land/<slug:scene>/<int:number>.svg", views.drawn, name="site_drawn"),
    path("pictures/<int:number>/<slug:size>.webp", views.picture, name="site_picture"),
    # what an editor wrote comes last: whatever no other address has taken
    path("", views.page, name="site_home"),
    path("<path:path>/", views.page, name="site_page"),
]
