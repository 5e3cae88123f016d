"""Writes of what is agreed: the nation's rules, a region's types and caps, a council's map of its titles."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from ridgeway.core import audit
from ridgeway.domains.establishment.actions.writing import changed, created, deleted
from ridgeway.domains.establishment.models import JobRole
from ridgeway.domains.organisation.actions.regions import region_named
from ridgeway.domains.organisation.models import Region

from .. import national
from ..choices import Part, Route
from ..models import AgreedType, PriceCap, Rule, TitleMap
from .reasons import CannotChangeAgency, need


@dataclass(frozen=True, slots=True)
class NewCap:
    """A cap of a set: pounds an hour for a type of job by a route (empty = whichever), and the parts of the rate it limits."""

    job_type: AgreedType
    route: str
    hourly: Decimal
    covers: Sequence[str]


@transaction.atomic
def ensure_rules(*, at: dt.datetime, by="system") -> None:
    """The nation's types of job and the rules that are known are there. What is there is left as it is."""
    source, url = national.TYPES_SOURCE
    for order, (name, slug) in enumerate(national.TYPES, start=1):
        means = {"name": name, "order": order, "starts_on": national.IN_FORCE, "source": source, "source_url": url}
        _once(AgreedType, {"region": None, "slug": slug}, means, "agreedtype.added", by=by, at=at)
    for known in national.RULES:
        region = region_named(known.region[1], by=by, at=at) if known.region else None
        key = {"region": region, "key": known.key, "starts_on": known.starts_on}
        means = {**known._asdict(), "offices": list(known.offices)}
        _once(Rule, key, {n: v for n, v in means.items() if n not in key}, "rule.added", by=by, at=at)


def _once(model, key: dict[str, Any], means: dict[str, Any], verb: str, *, by, at: dt.datetime) -> None:
    row, is_new = model.objects.get_or_create(**key, defaults=means)
    if is_new:
        audit.record(verb, row, by=by, at=at)


@transaction.atomic
def add_type(
    region: Region, *, name: str, starts_on: dt.date, by, at: dt.datetime, order: int = 0, **source
) -> AgreedType:
    """A type of job that a region agrees caps for. `source`: source, source_url, note, is_invented."""
    name = " ".join(name.split())
    need(slugify(name), "Give the type of job a name.")
    taken = AgreedType.objects.filter(region=region, slug=slugify(name)[:60]).exists()
    need(not taken, f"The region already has a type of job called {name}.")
    row = AgreedType(region=region, name=name, slug=slugify(name)[:60], order=order, starts_on=starts_on, **source)
    row.save()
    audit.record("agreedtype.added", row, by=by, at=at)
    return row


@transaction.atomic
def retire_type(job_type: AgreedType, *, ends_on: dt.date, by, at: dt.datetime) -> AgreedType:
    """A type of job is agreed for no longer, from a day on, and neither is any cap for it."""
    need(ends_on > job_type.starts_on, "It ends on a day after it began.")
    for row in [job_type, *job_type.caps.filter(starts_on__lt=ends_on).exclude(ends_on__lte=ends_on)]:
        before = audit.snapshot(row)
        row.ends_on = ends_on
        row.save(update_fields=["ends_on"])
        audit.record("agreedtype.retired" if row is job_type else "cap.ended", row, by=by, at=at, before=before)
    return job_type


@transaction.atomic
def agree_cap(region: Region, *, job_type: AgreedType, starts_on: dt.date, by, at: dt.datetime, **fields) -> PriceCap:
    """A cap from a day on: `hourly`, `covers`, and perhaps `route`, `existing_from`, and where it is from. The cap before it ends that day; where
    one is agreed to come after it, it ends with that one's first day.

    Raises `CannotChangeAgency` when there is one from that day already.
    """
    Region.objects.select_for_update(no_key=True).get(pk=region.pk)
    need(job_type.region_id in (None, region.pk), "That type of job is of another region.")
    need(fields["hourly"] > 0, "A cap is more than nothing.")
    need(fields.get("source", "").strip(), "Say where the cap is agreed.")
    covers = fields.get("covers") or []
    need(covers and set(covers) <= set(Part.values), "Say which parts of the rate the cap limits.")
    since = fields.get("existing_from")
    need(
        since is None or since >= starts_on, "A cap binds existing assignments from its own first day at the earliest."
    )
    route = fields.get("route", "")
    same = PriceCap.objects.filter(region=region, job_type=job_type, route=route)
    before = same.filter(starts_on__lte=starts_on).order_by("-starts_on").first()
    after = same.filter(starts_on__gt=starts_on).order_by("starts_on").first()
    if before is not None:
        need(
            before.starts_on < starts_on,
            f"There is a cap from {before.starts_on:%-d %B %Y} already. Choose another first day.",
        )
        if before.ends_on is None or before.ends_on > starts_on:
            was = audit.snapshot(before)
            before.ends_on = starts_on
            before.save(update_fields=["ends_on"])
            audit.record("cap.ended", before, by=by, at=at, before=was)
    ends_on = after.starts_on if after else None
    row = PriceCap.objects.create(region=region, job_type=job_type, starts_on=starts_on, ends_on=ends_on, **fields)
    audit.record("cap.agreed", row, by=by, at=at)
    return row


@transaction.atomic
def agree_set(
    region: Region, *, caps: Sequence[NewCap], starts_on: dt.date, by, at: dt.datetime, **shared
) -> list[PriceCap]:
    """A whole set of caps from a day on, all or none. `shared`: `existing_from` and where the set is agreed.

    Raises `CannotChangeAgency`, naming the cap that cannot be.
    """
    need(caps, "A set has one cap at least.")
    made = []
    for one in caps:
        try:
            given: dict[str, Any] = {
                "job_type": one.job_type,
                "route": one.route,
                "hourly": one.hourly,
                "covers": list(one.covers),
            }
            made.append(agree_cap(region, starts_on=starts_on, by=by, at=at, **given, **shared))
        except CannotChangeAgency as refusal:
            paid = Route(one.route).label if one.route else "any route"
            raise CannotChangeAgency(f"{one.job_type}, {paid}: {refusal}") from refusal
    return made


@transaction.atomic
def map_title(role: JobRole, *, job_type: AgreedType, starts_on: dt.date, by, at: dt.datetime) -> TitleMap:
    """Say which agreed type a council's job title is, from a day on. A map from the same day is replaced.

    Raises `CannotChangeAgency` when a later one is recorded, or the type is of another region.
    """
    role = JobRole.objects.select_for_update(no_key=True, of=("self",)).select_related("council").get(pk=role.pk)
    need(job_type.region_id in (None, role.council.region_id), "That type of job is of another region.")
    need(job_type.holds_on(starts_on), f"That type of job is not agreed on {starts_on:%-d %B %Y}.")
    known = TitleMap.objects.filter(role=role).select_related("council").order_by("-starts_on").first()
    if known is not None and known.starts_on == starts_on:
        return changed(known, "titlemap.changed", by=by, at=at, job_type=job_type)
    if known is not None:
        if known.starts_on > starts_on:
            raise CannotChangeAgency(
                f"{role} is mapped from {known.starts_on:%-d %B %Y} already. Choose that day or a later one."
            )
        if known.ends_on is None or known.ends_on > starts_on:
            changed(known, "titlemap.ended", by=by, at=at, ends_on=starts_on)
    row = TitleMap.objects.create(council=role.council, role=role, job_type=job_type, starts_on=starts_on)
    return created(row, "titlemap.added", by=by, at=at)


@transaction.atomic
def unmap_title(row: TitleMap, *, by, at: dt.datetime) -> None:
    """Take away a map that was made by mistake."""
    deleted(row, "titlemap.removed", by=by, at=at)
