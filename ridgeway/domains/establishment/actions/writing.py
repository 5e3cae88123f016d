"""How the actions of this domain write: lock what a change rests on, then create, change or delete with an audit line.

Locks are taken before the first write, people before posts and each kind in the order of its ids, so that two actions
never wait for one another in a ring (the audit trail's own lock comes with the first write).
"""

import datetime as dt
from typing import Any

from django.db.models import Q

from ridgeway.core import audit
from ridgeway.core.models import AuditEntry
from ridgeway.domains.organisation.actions import touch

from ..models import Post, Worker


def created(thing, verb: str, *, by, at: dt.datetime):
    """Record a row that was just created."""
    audit.record(verb, thing, by=by, at=at)
    touch(thing.council)
    return thing


def changed(thing, verb: str, *, by, at: dt.datetime, **changes):
    """Change some fields of a row."""
    before = audit.snapshot(thing)
    for name, value in changes.items():
        setattr(thing, name, value)
    thing.save(update_fields=list(changes))
    audit.record(verb, thing, by=by, at=at, before=before)
    touch(thing.council)
    return thing


def deleted(thing, verb: str, *, by, at: dt.datetime) -> None:
    """Delete a row that was recorded by mistake; the trail keeps what it was."""
    audit.record(verb, thing, by=by, at=at, before=audit.snapshot(thing), deleted=True)
    touch(thing.council)
    thing.delete()


def lock_worker(worker_id: int) -> Worker:
    """The person, locked until the end of the transaction."""
    return Worker.objects.select_for_update(no_key=True, of=("self",)).select_related("council").get(pk=worker_id)


def lock_posts(*posts: Post | None) -> None:
    """The posts named, locked in the order of their ids."""
    wanted = {post.pk for post in posts if post is not None}
    if wanted:
        list(Post.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk").values_list("pk"))


def lock_person_and_posts(worker: Worker | None, *posts: Post | None) -> None:
    """For a journey, before its first write: the person (none where they are new), these posts, and every post they hold or cover."""
    if worker is not None:
        lock_worker(worker.pk)
        posts += tuple(Post.objects.filter(Q(holdings__worker=worker) | Q(covers__worker=worker)).distinct())
    lock_posts(*posts)


def before_last(thing, verb: str, *, past: str = "") -> dict[str, Any] | None:
    """What the last write to `thing` changed, as it was before, if that write was `verb`; writes called `past` are passed over.

    None when the last write was another one.
    """
    entries = AuditEntry.objects.filter(
        thing_type=thing._meta.label_lower, thing_id=str(thing.pk), chain=audit.chain_of(thing)
    )
    entry = entries.exclude(action=past).order_by("-sequence").first()
    return entry.before if entry is not None and entry.action == verb else None


def day_in(values: dict[str, Any], name: str) -> dt.date | None:
    """A day as the trail keeps it."""
    return dt.date.fromisoformat(values[name]) if values.get(name) else None
