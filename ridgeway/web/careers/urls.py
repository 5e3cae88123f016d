"""Addresses of a careers site. They stand below `/careers/<council>/`, and at the root of a host name of the council's own."""

from django.urls import path

from . import cards, feeds, jobs, ring, saved, views

urlpatterns = [
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/feed.atom", feeds.atom, name="jobs_atom"),
    path("jobs/feed.xml", feeds.board, name="jobs_board"),
    path("jobs/<slug:reference>/", jobs.job, name="job"),
    path("saved/", saved.saved, name="saved"),
    path("cards/site.png", cards.site_card, name="site_card"),
    path("cards/<slug:reference>.png", cards.job_card, name="job_card"),
    path("beside/<int:beside>/", views.follow, name="beside"),
    path("ring-back/", ring.ring_back, name="ring_back"),
    path("ring-back/done/", ring.rung, name="ring_back_done"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("land/<slug:scene>/<int:number>.svg", views.drawn, name="site_drawn"),
    path("pictures/<int:number>/<slug:size>.webp", views.picture, name="site_picture"),
    # what an editor wrote comes last: whatever no other address has taken
    path("", views.page, name="site_home"),
    path("<path:path>/", views.page, name="site_page"),
]
