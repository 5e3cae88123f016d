"""Views of a measure that are kept by a name, and taken away."""

import datetime as dt

from django.db import transaction

from ridgeway.domains.establishment.actions.writing import changed, created, deleted
from ridgeway.domains.organisation.models import Council, User

from .measures import MEASURES
from .models import SavedView


class CannotKeep(Exception):
    """Why a view cannot be kept; a sentence."""


@transaction.atomic
def keep_view(
    council: Council, *, name: str, key: str, query: str, by, at: dt.datetime, owner: User | None = None
) -> SavedView:
    """Keep what a measure's page shows, for its `owner` or (none) for the council; the same name again keeps the new one. Raises `CannotKeep`."""
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    name = " ".join(name.split())[:120]
    if not name:
        raise CannotKeep("Give the view a name first.")
    if key not in MEASURES or len(query) > 2000:
        raise CannotKeep("There is no such view to keep.")
    who = str(getattr(by, "name", by))[:254]
    known = SavedView.objects.select_for_update(no_key=True, of=("self",)).filter(
        council=council, owner=owner, name__iexact=name
    )
    if found := known.select_related("council").first():
        return changed(found, "savedview.changed", by=by, at=at, key=key, query=query, kept_at=at, kept_by_name=who)
    made = SavedView.objects.create(
        council=council, owner=owner, name=name, key=key, query=query, kept_at=at, kept_by_name=who
    )
    return created(made, "savedview.kept", by=by, at=at)


@transaction.atomic
def forget_view(view: SavedView, *, by, at: dt.datetime) -> None:
    """Take a kept view away."""
    found = SavedView.objects.select_for_update(no_key=True, of=("self",)).select_related("council").get(pk=view.pk)
    deleted(found, "savedview.forgotten", by=by, at=at)
