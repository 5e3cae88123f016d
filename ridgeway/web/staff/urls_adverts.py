"""Addresses of requests to recruit and adverts."""

from django.urls import path

from . import adverts, adverts_building, adverts_requests, adverts_running, adverts_templates

_C = "c/<slug:council>/"
_ADVERTS = f"{_C}adverts/"
_ONE = f"{_ADVERTS}<int:advert>/"
_REQUESTS = f"{_ADVERTS}requests/"
_REQUEST = f"{_REQUESTS}<int:request_pk>/"
_ADMIN = f"{_C}admin/adverts/"

urlpatterns = [
    path(_ADVERTS, adverts.adverts, name="adverts"),
    path(f"{_ADVERTS}ask/", adverts_requests.ask_for, name="adverts_ask"),
    path(f"{_ADVERTS}begin/", adverts_building.begin, name="adverts_begin"),
    path(_REQUESTS, adverts_requests.requests, name="adverts_requests"),
    path(_REQUEST, adverts_requests.request_page, name="adverts_request"),
    path(f"{_REQUEST}decide/", adverts_requests.decide, name="adverts_request_decide"),
    path(f"{_REQUEST}withdraw/", adverts_requests.withdraw, name="adverts_request_withdraw"),
    path(f"{_REQUEST}begin/", adverts_building.begin_from, name="adverts_request_begin"),
    path(_ONE, adverts.advert, name="advert"),
    path(f"{_ONE}preview/", adverts.preview, name="advert_preview"),
    path(f"{_ONE}write/<slug:step>/", adverts_building.step, name="advert_step"),
    path(f"{_ONE}posts/", adverts_building.posts, name="advert_posts"),
    path(f"{_ONE}remove/", adverts_building.remove, name="advert_remove"),
    path(f"{_ONE}publish/", adverts_running.publish, name="advert_publish"),
    path(f"{_ONE}extend/", adverts_running.extend, name="advert_extend"),
    path(f"{_ONE}close/", adverts_running.close, name="advert_close"),
    path(f"{_ONE}settle/", adverts_running.settle, name="advert_settle"),
    path(f"{_ONE}unsettle/", adverts_running.unsettle, name="advert_unsettle"),
    path(_ADMIN, adverts_templates.overview, name="admin_adverts"),
    path(f"{_ADMIN}add/", adverts_templates.add, name="admin_adverts_add"),
    path(f"{_ADMIN}<int:template>/", adverts_templates.change, name="admin_adverts_change"),
    path(f"{_ADMIN}<int:template>/remove/", adverts_templates.remove, name="admin_adverts_remove"),
]
