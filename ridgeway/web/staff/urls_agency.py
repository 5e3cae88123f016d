"""Addresses of agency work."""

from django.urls import path

from . import (
    agency,
    agency_cap_sets,
    agency_caps,
    agency_changing,
    agency_keeping,
    agency_references,
    agency_region,
    agency_return,
    agency_suppliers,
    agency_timesheets,
)

_A = "c/<slug:council>/agency/"
_ONE = f"{_A}<int:assignment>/"
_SUPPLIER = f"{_A}suppliers/<int:supplier>/"
_TEAM = f"{_A}teams/<int:project>/"

urlpatterns = [
    path(_A, agency.assignments, name="agency"),
    path(f"{_A}new/", agency_changing.new, name="agency_new"),
    path(f"{_A}caps/", agency_caps.caps, name="agency_caps"),
    path(f"{_A}region/", agency_region.region_of_council, name="agency_region_council"),
    path("r/<slug:region>/agency/", agency_region.region, name="agency_region"),
    path("r/<slug:region>/agency/caps/add/", agency_region.cap_add, name="agency_region_cap_add"),
    path("r/<slug:region>/agency/caps/set/", agency_cap_sets.cap_set, name="agency_region_cap_set"),
    path(f"{_A}return/", agency_return.agency_quarter, name="agency_return"),
    path(f"{_A}rules/", agency_caps.rules, name="agency_rules"),
    path(f"{_A}titles/", agency_caps.titles, name="agency_titles"),
    path(f"{_A}titles/add/", agency_caps.title_add, name="agency_title_add"),
    path(f"{_A}titles/<int:title>/remove/", agency_caps.title_remove, name="agency_title_remove"),
    path(f"{_A}references/", agency_references.references, name="agency_references"),
    path(f"{_A}references/<int:practice>/", agency_references.reference, name="agency_reference"),
    path(f"{_A}references/<int:practice>/give/", agency_references.reference_give, name="agency_reference_give"),
    path(
        f"{_A}references/<int:practice>/withdraw/",
        agency_references.reference_withdraw,
        name="agency_reference_withdraw",
    ),
    path(
        f"{_A}references/links/<int:private>/close/", agency_references.reference_close, name="agency_reference_close"
    ),
    path(f"{_ONE}references/ask/", agency_references.reference_ask, name="agency_reference_ask"),
    path(f"{_ONE}references/write/", agency_references.reference_write, name="agency_reference_write"),
    path(f"{_ONE}copy/", agency_keeping.copy, name="agency_copy"),
    path("c/<slug:council>/admin/references/<slug:way>/", agency_keeping.months, name="admin_references_months"),
    path(f"{_A}timesheets/", agency_timesheets.timesheets, name="agency_timesheets"),
    path(f"{_A}timesheets/<int:load>/take-back/", agency_timesheets.take_back, name="agency_timesheets_take_back"),
    path(f"{_A}suppliers/", agency_suppliers.suppliers, name="agency_suppliers"),
    path(f"{_A}suppliers/add/", agency_suppliers.supplier_add, name="agency_supplier_add"),
    path(_SUPPLIER, agency_suppliers.supplier, name="agency_supplier"),
    path(f"{_SUPPLIER}change/", agency_suppliers.supplier_change, name="agency_supplier_change"),
    path(f"{_SUPPLIER}conduct/add/", agency_suppliers.conduct_add, name="agency_conduct_add"),
    path(f"{_SUPPLIER}conduct/<int:conduct>/remove/", agency_suppliers.conduct_remove, name="agency_conduct_remove"),
    path(f"{_A}teams/", agency_suppliers.teams, name="agency_teams"),
    path(f"{_A}teams/add/", agency_suppliers.team_add, name="agency_team_add"),
    path(_TEAM, agency_suppliers.team, name="agency_team"),
    path(f"{_TEAM}change/", agency_suppliers.team_change, name="agency_team_change"),
    path(f"{_A}breaches/<int:breach>/sign/", agency_changing.breach_sign, name="agency_breach_sign"),
    path(_ONE, agency.assignment, name="agency_assignment"),
    path(f"{_ONE}change/", agency_changing.change, name="agency_change"),
    path(f"{_ONE}facts/", agency_changing.facts, name="agency_facts"),
    path(f"{_ONE}confirm/", agency_changing.confirm, name="agency_confirm"),
    path(f"{_ONE}extend/", agency_changing.extend, name="agency_extend"),
    path(f"{_ONE}rate/", agency_changing.rate, name="agency_rate"),
    path(f"{_ONE}notice/", agency_changing.notice, name="agency_notice"),
    path(f"{_ONE}end/", agency_changing.end, name="agency_end"),
    path(f"{_ONE}permanent/", agency_changing.permanent, name="agency_permanent"),
    path(f"{_ONE}settle/", agency_changing.settle, name="agency_settle"),
    path(f"{_ONE}cancel/", agency_changing.cancel, name="agency_cancel"),
    path(f"{_ONE}ask-region/", agency_changing.ask_region, name="agency_ask_region"),
    path(f"{_ONE}withdraw/", agency_changing.breach_withdraw, name="agency_withdraw"),
    path(f"{_ONE}breaches/<slug:about>/ask/", agency_changing.breach_ask, name="agency_breach_ask"),
]
