"""What follows when an editor publishes: the council's revision rises, so that no page is answered from before; the audit trail knows."""

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from ridgeway.core import audit, clock
from ridgeway.domains.organisation.actions import touch


def listen() -> None:
    """Be told by the library. These are its signals; between our own domains there are none."""
    page_published.connect(_published, dispatch_uid="careers-published")
    page_unpublished.connect(_unpublished, dispatch_uid="careers-unpublished")
    post_page_move.connect(_moved, dispatch_uid="careers-moved")
    post_delete.connect(_deleted, sender=Page, dispatch_uid="careers-deleted")
    for signal in (post_save, post_delete):
        signal.connect(_restricted, sender=PageViewRestriction, dispatch_uid="careers-restricted")


def _published(sender, instance, revision=None, **_) -> None:
    _note("site.page_published", instance, revision.user if revision else None)


def _unpublished(sender, instance, **_) -> None:
    _note("site.page_unpublished", instance, None)


def _moved(sender, instance, **_) -> None:
    _note("site.page_moved", instance, None)


def _deleted(sender, instance, **_) -> None:
    _note("site.page_deleted", instance, None)


def _restricted(sender, instance, **_) -> None:
    _note("site.page_restricted", instance.page, None)


def _note(verb: str, page, user) -> None:
    from .models import CareersSite

    parts = page.url_path.split("/", 2)
    site = CareersSite.objects.select_related("council").filter(council__slug=parts[1]).first()
    if site is None:  # the first pages of a site that is being opened: the action that opens it speaks for them
        return
    write = audit.Write(verb, "careers.page", str(page.pk), page.title[:200], None, {"path": parts[2]})
    audit.record_all(site.council.code, [write], by=user or "the site's editor", at=clock.now())
    touch(site.council)
