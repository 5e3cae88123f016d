"""Addresses of money."""

from django.urls import path

from . import money, money_avoided, money_changing, money_costs

_M = "c/<slug:council>/money/"

urlpatterns = [
    path(_M, money.money, name="money"),
    path(f"{_M}lines/", money.lines, name="money_lines"),
    path(f"{_M}printed/", money.printed, name="money_printed"),
    path(f"{_M}printed/add/", money_changing.add_printed, name="money_printed_add"),
    path(f"{_M}printed/<int:printed>/remove/", money_changing.remove_printed, name="money_printed_remove"),
    path(f"{_M}vacancies/", money_costs.vacancies, name="money_vacancies"),
    path(f"{_M}forecast/", money_costs.forecast, name="money_forecast"),
    path(f"{_M}avoided/", money_avoided.avoided, name="money_avoided"),
    path(f"{_M}avoided/keep/", money_avoided.keep, name="money_scenario_keep"),
    path(f"{_M}avoided/<int:scenario>/remove/", money_avoided.remove, name="money_scenario_remove"),
    path(f"{_M}costs/add/", money_avoided.add_cost, name="money_cost_add"),
    path(f"{_M}codes/", money.codes, name="money_codes"),
    path(f"{_M}codes/<int:code>/", money_changing.change_code, name="money_code_change"),
    path(f"{_M}loads/<int:load>/", money_changing.take_back, name="money_load_take_back"),
]
