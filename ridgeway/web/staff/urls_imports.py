"""Addresses of the imports."""

from django.urls import path

from . import imports

_ALL = "c/<slug:council>/imports/"
_ONE = f"{_ALL}<int:run>/"

urlpatterns = [
    path(_ALL, imports.imports, name="imports"),
    path(f"{_ALL}new/", imports.new, name="import_new"),
    path(_ONE, imports.run, name="import_run"),
    path(f"{_ONE}progress/", imports.progress, name="import_progress"),
    path(f"{_ONE}problems/", imports.problems, name="import_problems"),
    path(f"{_ONE}match/", imports.match, name="import_match"),
    path(f"{_ONE}confirm/", imports.confirm, name="import_confirm"),
    path(f"{_ONE}withdraw/", imports.withdraw, name="import_withdraw"),
    path(f"{_ONE}check/", imports.check_again, name="import_check"),
]
