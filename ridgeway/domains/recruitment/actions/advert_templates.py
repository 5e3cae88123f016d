"""Templates for adverts, and where postcode districts are."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from ridgeway.core import audit
from ridgeway.domains.establishment.models import JobRole
from ridgeway.domains.organisation.models import Council

from .. import advert_rules as rules
from ..models import AdvertTemplate, PostcodeDistrict
from .adverts import WORDS
from .writing import changed, created, deleted, need

TEMPLATE_FIELDS = frozenset({*WORDS, "name", "essential", "desirable"})


def _checked(council: Council, fields: dict[str, Any], *, but: int | None = None) -> dict[str, Any]:
    fields = {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()}
    need(fields.keys() <= TEMPLATE_FIELDS, "A template has no such words.")
    need(fields["name"], "Give the template a name.")
    others = AdvertTemplate.objects.filter(council=council, name__iexact=fields["name"]).exclude(pk=but or 0)
    need(not others.exists(), f"There is already a template called {fields['name']}.")
    wrong = rules.wrong_in(fields)
    need(not wrong, wrong)
    return fields


@transaction.atomic
def add_template(council: Council, *, role: JobRole, by, at: dt.datetime, **fields: Any) -> AdvertTemplate:
    """Keep words that adverts for a role begin with: `name` and any of `TEMPLATE_FIELDS`."""
    need(role.council_id == council.pk, "That is another council's.")
    template = AdvertTemplate.objects.create(council=council, role=role, **_checked(council, fields))
    return created(template, "adverttemplate.added", by=by, at=at)


@transaction.atomic
def change_template(template: AdvertTemplate, *, role: JobRole, by, at: dt.datetime, **fields: Any) -> AdvertTemplate:
    """Change a template. Adverts that began with it stay as they are."""
    template = AdvertTemplate.objects.select_for_update(no_key=True, of=("self",)).select_related("council").get(
        pk=template.pk
    )  # fmt: skip
    need(role.council_id == template.council_id, "That is another council's.")
    fields = _checked(template.council, {"name": template.name, **fields}, but=template.pk)
    return changed(template, "adverttemplate.changed", by=by, at=at, role=role, **fields)


@transaction.atomic
def remove_template(template: AdvertTemplate, *, by, at: dt.datetime) -> None:
    """Take a template away. Adverts that began with it stay as they are."""
    deleted(template, "adverttemplate.removed", by=by, at=at)


@transaction.atomic
def load_districts(rows: Iterable[tuple[str, float, float]], *, source: str, by, at: dt.datetime) -> int:
    """Keep where postcode districts are: (district, latitude, longitude). Those known before are replaced. Returns how many.

    Raises `CannotChangeRecruitment` for the first row that is none, and then keeps nothing.
    """
    need(source.strip(), "Say where the places are from.")
    made = []
    for text, latitude, longitude in rows:
        district = rules.district_of(text)
        need(district, f"“{text}” is not a postcode district, such as BA14.")
        need(49 <= latitude <= 61 and -9 <= longitude <= 2, f"{district} would not be in the United Kingdom.")
        made.append(
            PostcodeDistrict(district=district, latitude=latitude, longitude=longitude, source=source.strip()[:200])
        )
    kept = {row.district: row for row in made}
    PostcodeDistrict.objects.bulk_create(
        kept.values(), batch_size=500, update_conflicts=True, unique_fields=["district"],
        update_fields=["latitude", "longitude", "source"],
    )  # fmt: skip
    write = audit.Write("postcodes.loaded", "recruitment.postcodedistrict", "", f"{len(kept)} districts", None,
                        {"districts": len(kept), "source": source.strip()[:200]})  # fmt: skip
    audit.record_all(audit.INSTALLATION, [write], by=by, at=at)
    return len(kept)
