"""Addresses of administration, people who sign in, roles, and the audit trail."""

from django.urls import path

from . import administration as council
from . import administration_people as people
from . import administration_roles as roles
from . import audit

_ADMIN = "c/<slug:council>/admin/"
_PEOPLE = f"{_ADMIN}people/"
_PERSON = f"{_PEOPLE}<int:person>/"

urlpatterns = [
    path("councils/", council.councils, name="councils"),
    path(_ADMIN, council.overview, name="admin"),
    path(f"{_ADMIN}council/", council.change_council, name="admin_council"),
    path(f"{_ADMIN}services/add/", council.add_service, name="admin_service_add"),
    path(f"{_ADMIN}services/<slug:service>/", council.change_service, name="admin_service"),
    path(f"{_ADMIN}teams/add/", council.add_team, name="admin_team_add"),
    path(f"{_ADMIN}teams/<slug:team>/", council.change_team, name="admin_team"),
    path(f"{_ADMIN}teams/<slug:team>/end/", council.end_team, name="admin_team_end"),
    path(f"{_ADMIN}roles/", roles.roles, name="admin_roles"),
    path(f"{_ADMIN}roles/add/", roles.add_role, name="admin_role_add"),
    path(f"{_ADMIN}roles/<slug:role>/", roles.change_role, name="admin_role"),
    path(f"{_ADMIN}roles/<slug:role>/remove/", roles.remove_role, name="admin_role_remove"),
    path(_PEOPLE, people.people, name="admin_people"),
    path(f"{_PEOPLE}add/", people.add_person, name="admin_person_add"),
    path(_PERSON, people.person, name="admin_person"),
    path(f"{_PERSON}name/", people.change_name, name="admin_person_name"),
    path(f"{_PERSON}roles/add/", people.give_role, name="admin_person_role_add"),
    path(f"{_PERSON}roles/<int:grant>/withdraw/", people.withdraw_role, name="admin_person_role_withdraw"),
    path(f"{_PERSON}link/", people.send_link, name="admin_person_link"),
    path(f"{_PERSON}stop/", people.stop, name="admin_person_stop"),
    path(f"{_PERSON}second-factor/", people.reset_second_factor, name="admin_person_second_factor"),
    path("c/<slug:council>/audit/", audit.trail, name="audit"),
    path("c/<slug:council>/audit/check/", audit.check, name="audit_check"),
]
