"""Roles that come with Ridgeway follow the version."""

import datetime as dt

import pytest

from ridgeway.core.models import AuditEntry
from ridgeway.domains.organisation.actions import ensure_built_in_roles
from ridgeway.domains.organisation.choices import BUILT_IN_ROLES
from ridgeway.domains.organisation.models import Role

AT = dt.datetime(2016, 4, 1, 9, tzinfo=dt.UTC)


@pytest.mark.django_db
def test_a_role_of_an_earlier_version_is_brought_up_to_this_one():
    ensure_built_in_roles(at=AT)
    Role.objects.filter(key="link-manager").update(permissions=["figures.view"], requires_second_factor=True)
    ensure_built_in_roles(at=AT)
    role = Role.objects.get(key="link-manager", council=None)
    assert (role.name, role.permissions, role.requires_second_factor) == BUILT_IN_ROLES["link-manager"]
    changed = AuditEntry.objects.filter(action="role.changed").values_list("thing", "before__permissions")
    assert list(changed) == [("Link manager", ["figures.view"])]


@pytest.mark.django_db
def test_nothing_is_written_where_nothing_changed():
    ensure_built_in_roles(at=AT)
    before = AuditEntry.objects.count()
    ensure_built_in_roles(at=AT)
    assert AuditEntry.objects.count() == before
