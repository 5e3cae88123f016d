"""Writing adverts: beginning one, its words, criteria and posts, and publishing it."""

import datetime as dt
from collections.abc import Iterable
from copy import copy
from decimal import Decimal
from typing import Any

from django.db import transaction

from ridgeway.core import audit
from ridgeway.core.states import CannotMove, move
from ridgeway.core.words import moment, pounds, short_day
from ridgeway.domains.establishment.models import JobRole, Post
from ridgeway.domains.organisation.actions import touch
from ridgeway.domains.organisation.models import Council, Service, Team

from .. import advert_rules as rules
from ..choices import ChangeKind, CriterionKind
from ..models import (
    Advert,
    AdvertChange,
    AdvertPost,
    AdvertTemplate,
    Criterion,
    PostcodeDistrict,
    RecruitmentRequest,
)
from ..states import ADVERT_TRANSITIONS, AdvertState, RequestState
from .requests import check_unadvertised
from .writing import CannotChangeRecruitment, changed, created, deleted, name_of, need

WORDS = ("title", "summary", "about", "week", "team_words", "next_steps", "grade_words", "pay_low", "pay_high",
         "supplement_low", "supplement_high", "supplement_words", "pattern", "contract_kind", "hours")  # fmt: skip
# what a page may change of an advert, draft or published
CHANGEABLE = frozenset({
    *WORDS, "how_many", "shortlist_on", "interviews_on", "place", "postcode", "manager_name", "contact", "contact_name",
    "contact_telephone", "contact_email", "is_hard_to_fill",
})  # fmt: skip
# what is fixed once somebody may have applied
FIXED_ONCE_PUBLISHED = frozenset({"takes_expressions", "is_internal", "closes_at"})
Criteria = Iterable[tuple[str, str]]  # (words, kind)


def lock_advert(advert: Advert) -> Advert:
    """The advert as it is now, locked until the end of the transaction."""
    rows = Advert.objects.select_for_update(no_key=True, of=("self",))
    found = rows.select_related("council", "service", "team", "role").filter(pk=advert.pk).first()
    if found is None:
        raise CannotChangeRecruitment("The advert is no longer there.")
    return found


@transaction.atomic
def begin_advert(
    council: Council,
    *,
    service: Service,
    role: JobRole,
    by,
    at: dt.datetime,
    team: Team | None = None,
    template: AdvertTemplate | None = None,
    request: RecruitmentRequest | None = None,
    posts: Iterable[Post] = (),
    how_many: int | None = None,
) -> Advert:
    """Begin an advert, with the words of a template and, where a request stands behind it, the posts of that.

    Raises `CannotChangeRecruitment` when the request is not approved or has an advert, or a post is advertised already.
    """
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)  # one reference after the other
    need(all(part is None or part.council_id == council.pk for part in (service, team, role, template, request)),
         "That is another council's.")  # fmt: skip
    need(team is None or team.service_id == service.pk, f"{team} is not a team of {service}.")
    if request is not None:
        need(request.state == RequestState.APPROVED, "The request is not approved.")
        need(not request.adverts.exists(), "There is an advert for this request already.")
    wanted = [row.post_id for row in request.posts.all()] if request else [post.pk for post in posts]
    words = {name: getattr(template, name) for name in WORDS} if template else {}
    words["title"] = words.get("title") or str(role)
    advert = Advert(
        council=council, service=service, team=team, role=role, request=request, reference=_next_reference(council),
        how_many=how_many or max(1, len(wanted)), begun_at=at, **words,
    )  # fmt: skip
    advert.words = searched_words(advert)
    advert.save()
    _put_posts(advert, wanted)
    if template:
        lines = [(words, CriterionKind.ESSENTIAL) for words in template.essential.splitlines()]
        lines += [(words, CriterionKind.DESIRABLE) for words in template.desirable.splitlines()]
        _put_criteria(advert, lines)
    return created(advert, "advert.begun", by=by, at=at)


def _next_reference(council: Council) -> str:
    last = Advert.objects.filter(council=council).order_by("-pk").values_list("reference", flat=True).first()
    return f"J{int((last or 'J0')[1:]) + 1:04}"


def searched_words(advert: Advert) -> str:
    """All that an advert says, as it is searched."""
    return rules.searched(
        advert.title, advert.reference, advert.role, advert.team, advert.service, advert.place, advert.summary,
        advert.about, advert.week, advert.team_words, advert.get_pattern_display(), advert.get_contract_kind_display(),
    )  # fmt: skip


@transaction.atomic
def change_advert(advert: Advert, *, by, at: dt.datetime, **fields: Any) -> Advert:
    """Change what an advert says. After publication each change is kept for those who applied.

    Raises `CannotChangeRecruitment` for what cannot be so, for a settled advert, and for what is fixed once it is published.
    """
    advert = lock_advert(advert)
    need(advert.state != AdvertState.SETTLED, "This advert is settled. Nothing in it changes any more.")
    is_draft = advert.state == AdvertState.DRAFT
    allowed = CHANGEABLE | FIXED_ONCE_PUBLISHED if is_draft else CHANGEABLE
    fields = {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()}
    fields = {name: value for name, value in fields.items() if getattr(advert, name) != value}
    need(fields.keys() <= allowed, "That is fixed once an advert is published.")
    if not fields:
        return advert
    wrong = rules.wrong_in({name: fields.get(name, getattr(advert, name)) for name in _CHECKED})
    need(not wrong, wrong)
    need(int(fields.get("how_many", 1)) >= 1, "Somebody is looked for: at least one.")
    if "postcode" in fields:
        fields |= _placed(fields["postcode"])
    after = copy(advert)
    for name, value in fields.items():
        setattr(after, name, value)
    if not is_draft:
        lacking = rules.lacks(after, _essentials(advert), at=advert.begun_at)  # a closed advert can be mended too
        need(not lacking, " ".join(lacking))
        AdvertChange.objects.bulk_create(changes_of(advert, after, fields, name_of(by), at))
    return changed(advert, "advert.changed", by=by, at=at, **{**fields, "words": searched_words(after)})


_CHECKED = ("pay_low", "pay_high", "supplement_low", "supplement_high", "supplement_words", "shortlist_on",
            "interviews_on")  # fmt: skip


def _essentials(advert: Advert) -> list[Criterion]:
    return list(advert.criteria.filter(kind=CriterionKind.ESSENTIAL))


def _placed(postcode: str) -> dict[str, Any]:
    """A postcode as it is kept, and where its district is, where that is known."""
    text = " ".join(postcode.upper().split())
    district = rules.district_of(text)
    need(not text or district, f"“{postcode}” is not a postcode, nor the first half of one.")
    known = PostcodeDistrict.objects.filter(district=district).first() if district else None
    return {
        "postcode": text,
        "latitude": known.latitude if known else None,
        "longitude": known.longitude if known else None,
    }


def shown_value(advert: Advert, name: str) -> str:
    """What a field of an advert says, as people read it."""
    if hasattr(advert, f"get_{name}_display"):
        return getattr(advert, f"get_{name}_display")()
    value = getattr(advert, name)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, dt.datetime):
        return moment(value)
    if isinstance(value, dt.date):
        return short_day(value)
    return pounds(value) if isinstance(value, Decimal) else str(value if value is not None else "")


_UNSEEN = frozenset({"latitude", "longitude", "contact", "is_hard_to_fill"})  # of no interest to those who applied


def changes_of(
    before: Advert, after: Advert, fields: Iterable[str], by_name: str, at: dt.datetime
) -> list[AdvertChange]:
    """What those who applied are shown of fields that changed."""
    return [
        AdvertChange(
            council=before.council, advert=before, at=at, by_name=by_name, kind=ChangeKind.WORDS, field=name,
            what=_called(name), before=shown_value(before, name), after=shown_value(after, name),
        )
        for name in fields if name not in _UNSEEN
    ]  # fmt: skip


def _called(name: str) -> str:
    words = str(getattr(Advert._meta.get_field(name), "verbose_name", name))
    return words[:1].upper() + words[1:]


@transaction.atomic
def set_criteria(advert: Advert, criteria: Criteria, *, by, at: dt.datetime) -> list[Criterion]:
    """Say what is asked for: (words, kind) in their order. Fixed once published, for people apply against them."""
    advert = lock_advert(advert)
    need(advert.state == AdvertState.DRAFT, "What is asked for is fixed once an advert is published.")
    for row in advert.criteria.all():
        deleted(row, "criterion.removed", by=by, at=at)
    made = _put_criteria(advert, criteria)
    audit.record_all(advert.council.code, [audit.write_of("criterion.set", row) for row in made], by=by, at=at)
    touch(advert.council)
    return made


def _put_criteria(advert: Advert, criteria: Criteria) -> list[Criterion]:
    lines = [(" ".join(words.split()), kind) for words, kind in criteria if words.strip()]
    need(len(lines) <= 30, "Ask for at most thirty things.")
    need(all(len(words) <= 300 for words, _ in lines), "Say each thing that is asked for in at most 300 letters.")
    need(len({words.lower() for words, _ in lines}) == len(lines), "One thing is asked for twice.")
    return [
        Criterion.objects.create(council=advert.council, advert=advert, words=words, kind=kind, order=number)
        for number, (words, kind) in enumerate(lines, 1)
    ]


@transaction.atomic
def set_posts(advert: Advert, posts: Iterable[Post], *, by, at: dt.datetime) -> Advert:
    """Name the posts that an advert is to fill; as many people are looked for at least. Until it is settled."""
    advert = lock_advert(advert)
    need(advert.state != AdvertState.SETTLED, "This advert is settled. Nothing in it changes any more.")
    wanted = [post.pk for post in posts]
    for row in advert.posts.exclude(post__in=wanted):
        deleted(row, "advertpost.removed", by=by, at=at)
    made = _put_posts(advert, wanted)
    audit.record_all(advert.council.code, [audit.write_of("advertpost.added", row) for row in made], by=by, at=at)
    if len(wanted) > advert.how_many:
        return changed(advert, "advert.changed", by=by, at=at, how_many=len(wanted))
    touch(advert.council)
    return advert


def _put_posts(advert: Advert, wanted: list[int]) -> list[AdvertPost]:
    list(Post.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk").values_list("pk"))
    known = set(advert.posts.values_list("post", flat=True))
    new = [pk for pk in sorted(wanted) if pk not in known]
    ours = Post.objects.filter(pk__in=new, council=advert.council_id).count()
    need(ours == len(new), "One of those posts is not the council's.")
    check_unadvertised(new, but=advert.pk)
    return [AdvertPost.objects.create(council=advert.council, advert=advert, post_id=pk) for pk in new]


@transaction.atomic
def remove_draft(advert: Advert, *, by, at: dt.datetime) -> None:
    """Throw away an advert that was never published."""
    advert = lock_advert(advert)
    need(advert.state == AdvertState.DRAFT, "An advert that was published is kept. Close it instead.")
    deleted(advert, "advert.removed", by=by, at=at)


@transaction.atomic
def publish(advert: Advert, *, by, at: dt.datetime, goes_out_at: dt.datetime | None = None) -> Advert:
    """Let everybody see an advert, now or from `goes_out_at`. Raises `CannotChangeRecruitment` with all that it lacks."""
    advert = lock_advert(advert)
    goes_out_at = max(goes_out_at or at, at)
    lacking = rules.lacks(advert, _essentials(advert), at=goes_out_at)
    need(not lacking, " ".join(lacking))
    move_advert(advert, AdvertState.PUBLISHED, by=by, at=at, published_at=goes_out_at, words=searched_words(advert))
    return advert


def move_advert(advert: Advert, to: str, *, by, at: dt.datetime, **fields: Any) -> None:
    """Move a locked advert on. Raises `CannotChangeRecruitment` where the table has no such step."""
    try:
        move(advert, to, table=ADVERT_TRANSITIONS, by=by, at=at, **fields)
    except CannotMove as why:
        raise CannotChangeRecruitment(f"The advert is {_STANDS[advert.state]}.") from why
    touch(advert.council)


_STANDS: dict[str, str] = {
    AdvertState.DRAFT: "not published yet",
    AdvertState.PUBLISHED: "published already",
    AdvertState.CLOSED: "closed",
    AdvertState.SETTLED: "settled",
}
