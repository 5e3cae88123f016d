"""The models keep the floors: foreign keys point down, and every row of a council is behind the one door."""

from django.apps import apps
from django.db import models

from ridgeway.domains.organisation.access import Scoped

# the floor each app stands on; one on a higher floor may point to a lower one
FLOORS = {
    "core": 0,
    "outbox": 0,
    "organisation": 1,
    "establishment": 2,
    "campaigns": 2.5,
    "practice": 3,
    "recruitment": 3,
    "finance": 3,
    "pay": 3,
    "agency": 3,
    "insight": 4,
    "intake": 5,
    "reporting": 5,
    "web": 6,
    "careers": 6,
}
OURS = [model for model in apps.get_models() if model.__module__.startswith("ridgeway.")]
# a key up to another domain with a name on the way back, and why
NAMED_BACK = {
    "practice.CaseCount.worker": "a measure asks a worker's case counts; practice stands directly on establishment",
}
# rows of a council whose queryset is not Scoped, and why
NOT_SCOPED = {
    "organisation.Role": "built-in roles belong to no council; its own queryset has visible_to",
}


def _keys():
    for model in OURS:
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey) and field.model is model:
                yield model, field, field.related_model


def _app(model) -> str:
    return model._meta.app_label


def test_every_app_has_a_floor():
    assert sorted({_app(model) for model in OURS} - set(FLOORS)) == []


def test_foreign_keys_point_to_the_same_floor_or_down():
    up = [
        f"{model._meta.label}.{field.name} > {to._meta.label}"
        for model, field, to in _keys()
        if _app(to) in FLOORS and FLOORS[_app(to)] > FLOORS[_app(model)]
    ]
    assert up == []


def test_a_key_to_another_domain_has_no_name_on_the_way_back():
    named = [
        f"{model._meta.label}.{field.name}"
        for model, field, to in _keys()
        if _app(to) in FLOORS and _app(to) != _app(model) and not field.remote_field.hidden
    ]
    assert [name for name in named if name not in NAMED_BACK] == []
    assert [name for name in NAMED_BACK if name not in named] == []


def test_every_model_with_a_council_is_behind_the_one_door():
    open_to_all = [
        model._meta.label
        for model in OURS
        if any(f.name == "council" for f in model._meta.get_fields())
        and not isinstance(model._default_manager.get_queryset(), Scoped)
    ]
    assert sorted(open_to_all) == sorted(NOT_SCOPED)


def test_a_role_is_behind_a_door_of_its_own():
    from ridgeway.domains.organisation.models import Role

    assert callable(Role.objects.visible_to)
