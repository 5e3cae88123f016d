"""Applying: beginning, saving a section, sending once, withdrawing; and every later move of an application.

A candidate writes as "candidate 12". Until an application is sent nobody else can see it, so saving a section does not mark the
council's rows as changed: two hundred people filling in forms must not make every page of the council be drawn afresh.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from ridgeway.core import audit, clock, states
from ridgeway.core.outbox import actions as outbox
from ridgeway.core.outbox.letters import Letter
from ridgeway.domains.campaigns.models import Placement
from ridgeway.domains.establishment.models import Employment
from ridgeway.domains.organisation.actions import touch

from .. import application_rules as rules
from .. import letters
from ..choices import Source, Way
from ..models import Advert, Application, ApplicationMove, ApplicationSection, ApplicationView, Candidate, Enquiry
from ..private_links import invited_number
from ..queries.checking import known_as
from ..rules import telephone_key
from ..stages import EQUALITY_STAGE_OF
from ..states import APPLICATION_TRANSITIONS, ApplicationState
from . import equality, interviews_telling, offers_following
from .candidates import candidate_for
from .enquiries import take
from .writing import CannotChangeRecruitment, changed, created, name_of, need, write_of

S = ApplicationState


def locked_application(application: Application) -> Application:
    """The application as it is now, locked until the end of the transaction, with its advert, candidate and council."""
    rows = Application.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("council", "advert", "advert__contact", "candidate").get(pk=application.pk)


def placement_of(council, via: str) -> Placement | None:
    """The placement whose tracked link somebody came by."""
    return Placement.objects.filter(council=council, token=via).first() if via else None


def tell(application: Application, what: str, letter: Letter, *, at: dt.datetime) -> None:
    """Mail the candidate, once for each `what`. One whose address is erased is told nothing."""
    if application.candidate.email:
        outbox.send_letter(
            letter, council=application.council, key=f"{what}:{application.pk}", to=application.candidate.email, at=at,
            about=application, reply_to=application.advert.contact_email,
        )  # fmt: skip


@transaction.atomic
def begin_application(
    advert: Advert, candidate: Candidate, *, by, at: dt.datetime, via: str = "", is_expression: bool = False
) -> Application:
    """The candidate's one application for an advert: begun, or the one there is already.

    What is known from their last application is taken over, to be looked at. `via` is the token of the tracked link they came by: the
    first stays, the last is kept up until the application is sent. Raises `CannotChangeRecruitment` when the advert is not open.
    """
    need(candidate.council_id == advert.council_id, "That is another council's.")
    # the row that two tabs would both make: the candidate is locked instead
    Candidate.objects.select_for_update(no_key=True).get(pk=candidate.pk)
    placement = placement_of(advert.council, via)
    found = Application.objects.filter(advert=advert, candidate=candidate).first()
    if found is not None:
        return _came_again(found, placement, by=by, at=at)
    need(advert.is_live(at), _("This job has closed. Ring us: there may be another."))
    enquiry = _invited(advert.council_id, via) or _enquiry_of(candidate)
    application = Application.objects.create(
        council=advert.council, service=advert.service, team=advert.team, advert=advert, candidate=candidate,
        begun_at=at, moved_at=at, is_expression=is_expression and advert.takes_expressions, enquiry=enquiry,
        first_placement=(enquiry and enquiry.placement) or placement, last_placement=placement,
    )  # fmt: skip
    _record([write_of("application.begun", application)], application, by=by, at=at)
    ApplicationMove.objects.create(
        council=advert.council, application=application, at=at, to_state=S.BEGUN, by_name=name_of(by)
    )
    _take_over(application, at)
    return application


def _came_again(application: Application, placement: Placement | None, *, by, at) -> Application:
    if placement and application.state == S.BEGUN and application.last_placement_id != placement.pk:
        before = audit.snapshot(application)
        application.last_placement = placement
        application.first_placement = application.first_placement or placement
        application.save(update_fields=["last_placement", "first_placement"])
        _record([write_of("application.came_again", application, before)], application, by=by, at=at)
    return application


def _invited(council: int, via: str) -> Enquiry | None:
    """The enquiry whose invitation somebody followed, whatever address they apply with."""
    number = invited_number(via)
    return Enquiry.objects.filter(council=council, pk=number).first() if number else None


def _enquiry_of(candidate: Candidate) -> Enquiry | None:
    """The last enquiry of the same person, by e-mail address or telephone number."""
    same = Q(email__iexact=candidate.email)
    if candidate.telephone_key:
        same |= Q(telephone_key=candidate.telephone_key)
    rows = Enquiry.objects.filter(
        same, council=candidate.council_id, anonymised_at__isnull=True, merged_into__isnull=True
    )
    return rows.order_by("-came_at").first()


def _take_over(application: Application, at: dt.datetime) -> None:
    """Copy what the candidate said before, section by section, to be looked at again."""
    earlier = ApplicationSection.objects.filter(
        application__candidate=application.candidate_id, application__erased_at__isnull=True, is_done=True
    ).exclude(application=application)
    latest = {row.key: row for row in earlier.order_by("saved_at", "pk")}
    ApplicationSection.objects.bulk_create(
        ApplicationSection(
            council_id=application.council_id, application=application, key=section.key, data=latest[section.key].data,
            is_copied=True, saved_at=at,
        )
        for section in rules.SECTIONS
        if section.is_reused and section.key in latest
    )  # fmt: skip


def _record(writes, application: Application, *, by, at: dt.datetime) -> None:
    audit.record_all(application.council.code, writes, by=by, at=at)


@transaction.atomic
def save_section(
    application: Application, *, key: str, data: dict[str, Any], is_done: bool, by, at: dt.datetime
) -> ApplicationSection:
    """Keep a section's answers. Saving the same again changes nothing.

    Raises `CannotChangeRecruitment` when the application was sent already.
    """
    need(key in rules.BY_KEY, "There is no such section.")
    application = locked_application(application)
    need(application.state == S.BEGUN, _("This application was sent already. Ring us if something in it has changed."))
    row = ApplicationSection.objects.filter(application=application, key=key).first()
    values = {"data": data, "is_done": is_done, "is_copied": False, "saved_at": at}
    if row is None:
        row = ApplicationSection.objects.create(council=application.council, application=application, key=key, **values)
        _record([write_of("section.saved", row)], application, by=by, at=at)
    elif (row.data, row.is_done, row.is_copied) != (data, is_done, False):
        before = audit.snapshot(row)
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))
        _record([write_of("section.saved", row, before)], application, by=by, at=at)
    _follow(application, key, data)
    return row


@transaction.atomic
def edit_section(
    application: Application,
    *,
    key: str,
    change: Callable[[dict[str, Any]], dict[str, Any]],
    is_done: bool,
    by,
    at: dt.datetime,
) -> ApplicationSection:
    """Change a section from what it says at that moment: two tabs that each add a job both keep theirs. Raises as `save_section`."""
    application = locked_application(application)
    row = ApplicationSection.objects.filter(application=application, key=key).first()
    return save_section(application, key=key, data=change(dict(row.data) if row else {}), is_done=is_done, by=by, at=at)


@transaction.atomic
def express_interest(
    advert: Advert, *, answers: Mapping[str, Any], by, at: dt.datetime, via: str = "", url: str = ""
) -> Application:
    """The five answers: an application begun, and an enquiry, so that the named contact rings as they ring everybody.

    Whoever has begun or sent an application already keeps it as it is; the enquiry is taken all the same. `url`: where the candidate
    can go on by themselves. Raises `CannotChangeRecruitment` when the advert takes no such answers or has closed.
    """
    need(advert.takes_expressions and advert.is_live(at), _("This job has closed. Ring us: there may be another."))
    need(answers.get("email") and answers.get("name"), _("Give your name and your e-mail address."))
    placement = placement_of(advert.council, via)
    candidate = candidate_for(advert.council, answers["email"], at=at)
    enquiry = take(
        advert.council, way=Way.FORM, name=answers["name"], telephone=answers.get("telephone", ""), email=candidate.email,
        about=f"{advert.reference}: {answers.get('words', '')}"[:2000], service=advert.service, team=advert.team, role=advert.role,
        near=advert.place, contact=advert.contact, source=Source.SITE, placement=placement, by=by, at=at,
    )  # fmt: skip
    application = begin_application(advert, candidate, via=via, is_expression=True, by=by, at=at)
    if application.is_expression and application.expressed_at is None:
        save_section(application, key=rules.EXPRESSION.key, data=dict(answers), is_done=True, by=by, at=at)
        application = locked_application(application)
        before = audit.snapshot(application)
        application.expressed_at, application.enquiry = at, enquiry
        application.save(update_fields=["expressed_at", "enquiry"])
        _record([write_of("application.expressed", application, before)], application, by=by, at=at)
        touch(application.council)
        if url:
            tell(application, "application-expressed", letters.expressed(application, url), at=at)
    return application


def _follow(application: Application, key: str, data: dict[str, Any]) -> None:
    """Keep what the lists need of a section in the application's and the candidate's own fields."""
    if key in ("about", "expression") and data.get("name"):
        telephone = data.get("telephone", "")
        Candidate.objects.filter(pk=application.candidate_id).update(
            name=data["name"][:120], telephone=telephone[:40], telephone_key=telephone_key(telephone)
        )
    if key == "about":
        Application.objects.filter(pk=application.pk).update(is_internal=data.get("works_here") == "yes")
    if key == "heard":
        Application.objects.filter(pk=application.pk).update(
            declared_source=data.get("source") or Source.UNASKED, declared_words=data.get("words", "")[:120],
            colleague=data.get("colleague", "")[:120],
        )  # fmt: skip


@transaction.atomic
def notice_read(application: Application, *, by, at: dt.datetime) -> Application:
    """The candidate has read how their data is used."""
    application = locked_application(application)
    if application.noticed_at is None:
        before = audit.snapshot(application)
        application.noticed_at = at
        application.save(update_fields=["noticed_at"])
        _record([write_of("application.noticed", application, before)], application, by=by, at=at)
    return application


@transaction.atomic
def send_application(application: Application, *, by, at: dt.datetime, url: str = "") -> Application:
    """Send it, once: sending what was sent changes nothing and raises nothing, however often it is pressed.

    The candidate is told by mail where `url` says on which page they see it.
    Raises `CannotChangeRecruitment` when a section is missing or the advert has closed meanwhile.
    """
    application = locked_application(application)
    if application.sent_at is not None:
        return application
    need(application.state == S.BEGUN, _("This application was withdrawn."))
    done = application.sections.filter(is_done=True).values_list("key", flat=True)
    left = rules.missing(done)
    need(not left, _("Not complete yet: {sections}.").format(sections=", ".join(_(section.name) for section in left)))
    # a section taken over from an earlier application, or a name that was corrected since
    two = application.sections.filter(key="referees").values_list("data", flat=True).first() or {}
    wrong = rules.referees_wrong(two, names=known_as(application), own_email=application.candidate.email)
    need(not wrong, f"{_(rules.BY_KEY['referees'].name)}: {', '.join(_(words) for words in wrong.values()).lower()}.")
    # somebody whom the link manager rings may be later than the advert
    need(
        application.advert.is_live(at) or application.expressed_at,
        _("This job has closed. Ring us: there may be another."),
    )
    _moved(application, S.SENT, by=by, at=at, sent_at=at)
    if url:
        tell(application, "application-sent", letters.acknowledged(application, url), at=at)
    return application


@transaction.atomic
def withdraw_application(
    application: Application, *, by, at: dt.datetime, reason: str = "", tells: bool = False
) -> Application:
    """The candidate withdraws; withdrawing twice changes nothing. One never sent loses its equality answers too.

    Raises `CannotChangeRecruitment` when it has come to an end already.
    """
    application = locked_application(application)
    if application.state == S.WITHDRAWN:
        return application
    if application.sent_at is None:
        equality.forget(application)
    _moved(application, S.WITHDRAWN, by=by, at=at, reason=reason)
    if tells:
        tell(application, "application-withdrawn", letters.withdrawn(application), at=at)
    return application


@transaction.atomic
def move_application(
    application: Application,
    to: str,
    *,
    by,
    at: dt.datetime,
    when: dt.datetime | None = None,
    reason: str = "",
    words: str = "",
    url: str = "",
) -> Application:
    """Move an application on. `words` are for the candidate; `when` is when it happened, empty = now.
    They are mailed where there are words, and `url` says on which page the candidate sees the application.

    Raises `CannotChangeRecruitment` when the table has no such step: somebody else moved it first, or it is not its turn.
    """
    application = locked_application(application)
    when = when or at
    need(application.moved_at <= when <= at, "It happens after the step before it, and not later than now.")
    _moved(application, to, by=by, at=when, reason=reason, words=words)
    if url and words.strip():
        count = application.moves.count()
        tell(application, f"application-move-{count}", letters.moved(application, words.strip(), url), at=at)
    return application


@transaction.atomic
def started(
    application: Application, employment: Employment, *, by, at: dt.datetime, is_new: bool = True
) -> Application:
    """Somebody began their spell of employment, or moved within it (not `is_new`): only who is new is asked how the first weeks are.

    The journey `hire` calls it; nothing else does.
    """
    application = locked_application(application)
    _moved(application, S.STARTED, by=by, at=at, employment=employment)
    if is_new:
        offers_following.set_entry_dates(application, by=by, at=at)
    return application


@transaction.atomic
def not_started(application: Application, *, words: str, by, at: dt.datetime) -> Application:
    """They did not start after all. The journey `hire` calls it; nothing else does."""
    application = locked_application(application)
    offers_following.clear_entry_dates(application, by=by, at=at)
    _moved(application, S.DID_NOT_START, by=by, at=at, words=words, employment=None)
    return application


def _moved(
    application: Application, to: str, *, by, at: dt.datetime, reason: str = "", words: str = "", **changes
) -> None:
    """Move a locked application, keep the move as a row, and keep up how far the equality answers know it came."""
    was = application.state
    try:
        states.move(application, to, table=APPLICATION_TRANSITIONS, by=by, at=at, moved_at=at, **changes)
    except states.CannotMove as refused:
        raise CannotChangeRecruitment(str(refused)) from refused
    move = ApplicationMove.objects.create(
        council=application.council, application=application, at=at, from_state=was, to_state=to, by_name=name_of(by)[:120],
        reason=reason[:40], words_for_candidate=words.strip(),
    )  # fmt: skip
    created(move, "application.moved", by=by, at=at)
    offers_following.follow(application, to, by=by, at=at)
    if to in EQUALITY_STAGE_OF:
        equality.reached(application, EQUALITY_STAGE_OF[to])
    if was in (S.SHORTLISTED, S.INTERVIEW) and to != S.INTERVIEW:
        interviews_telling.end_all(application, by=by, at=at)


@transaction.atomic
def lapse_drafts(council, *, by, at: dt.datetime, days: int = 14) -> int:
    """Applications never sent lapse so many days after their advert closed. Returns how many."""
    rows = Application.objects.filter(
        council=council, state=S.BEGUN, advert__closes_at__lt=at - dt.timedelta(days=days), expressed_at__isnull=True
    )
    found = list(rows.order_by("pk"))
    for row in found:
        _moved(locked_application(row), S.LAPSED, by=by, at=at)
    return len(found)


@transaction.atomic
def link_enquiry(application: Application, enquiry: Enquiry, *, by, at: dt.datetime) -> Application:
    """Say which enquiry an application came of."""
    application = locked_application(application)
    need(enquiry.council_id == application.council_id, "That is another council's.")
    return changed(application, "application.enquiry", enquiry=enquiry, by=by, at=at)


@transaction.atomic
def record_view(application: Application, *, user, part: str, at: dt.datetime) -> ApplicationView:
    """Keep who looked at which part of an application on a day, and how often. The row is the record: no audit line stands beside it."""
    row, is_new = ApplicationView.objects.get_or_create(
        application=application, user=user, on=clock.day_of(at), part=part[:20],
        defaults={"council": application.council, "first_at": at},
    )  # fmt: skip
    if not is_new:
        ApplicationView.objects.filter(pk=row.pk).update(count=F("count") + 1)
    return row
