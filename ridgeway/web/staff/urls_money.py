"""Addresses of money."""

from django.urls import path

from . import money, money_changing

_M = "c/<slug:council>/money/"

urlpatterns = [
    path(_M, money.money, name="money"),
    path(f"{_M}lines/", money.lines, name="money_lines"),
    path(f"{_M}printed/", money.printed, name="money_printed"),
    path(f"{_M}printed/add/", money_changing.add_printed, name="money_printed_add"),
    path(f"{_M}printed/<int:figure>/remove/", money_changing.remove_printed, name="money_printed_remove"),
    path(f"{_M}codes/", money.codes, name="money_codes"),
    path(f"{_M}codes/<int:code>/", money_changing.change_code, name="money_code_change"),
    path(f"{_M}loads/<int:load>/", money_changing.take_back, name="money_load_take_back"),
]
