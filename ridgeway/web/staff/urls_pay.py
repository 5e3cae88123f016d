"""Addresses of pay."""

from django.urls import path

from . import pay, pay_changing, pay_incentives

_P = "c/<slug:council>/pay/"
_ONE = f"{_P}supplements/<int:supplement>/"
_INCENTIVE = f"{_P}incentives/<int:incentive>/"

urlpatterns = [
    path(_P, pay.supplements, name="pay"),
    path(f"{_P}supplements/add/", pay_changing.add, name="pay_supplement_add"),
    path(_ONE, pay.supplement, name="pay_supplement"),
    path(f"{_ONE}change/", pay_changing.change, name="pay_supplement_change"),
    path(f"{_ONE}scope/", pay_changing.add_scope, name="pay_supplement_scope"),
    path(f"{_ONE}evidence/", pay_changing.add_evidence, name="pay_supplement_evidence"),
    path(f"{_ONE}propose/", pay_changing.propose, name="pay_supplement_propose"),
    path(f"{_ONE}take-back/", pay_changing.take_back, name="pay_supplement_take_back"),
    path(f"{_ONE}drop/", pay_changing.drop, name="pay_supplement_drop"),
    path(f"{_ONE}approve/", pay_changing.approve, name="pay_supplement_approve"),
    path(f"{_ONE}refuse/", pay_changing.refuse, name="pay_supplement_refuse"),
    path(f"{_ONE}review/", pay_changing.review, name="pay_supplement_review"),
    path(f"{_ONE}notice/", pay_changing.give_notice, name="pay_supplement_notice"),
    path(f"{_ONE}renew/", pay_changing.renew, name="pay_supplement_renew"),
    path(f"{_ONE}end/", pay_changing.end, name="pay_supplement_end"),
    path(f"{_P}grades/", pay.grades, name="pay_grades"),
    path(f"{_P}grades/add/", pay_changing.set_point, name="pay_point_add"),
    path(f"{_P}grades/on-costs/", pay_changing.set_on_cost, name="pay_on_cost_add"),
    path(f"{_P}incentives/", pay_incentives.incentives, name="pay_incentives"),
    path(f"{_P}incentives/add/", pay_incentives.add, name="pay_incentive_add"),
    path(_INCENTIVE, pay_incentives.incentive, name="pay_incentive"),
    path(f"{_INCENTIVE}pay/<int:instalment>/", pay_incentives.pay, name="pay_incentive_pay"),
    path(f"{_INCENTIVE}settle/", pay_incentives.settle, name="pay_incentive_settle"),
    path(f"{_INCENTIVE}close/", pay_incentives.close, name="pay_incentive_close"),
    path(f"{_INCENTIVE}waive/", pay_incentives.waive, name="pay_incentive_waive"),
]
