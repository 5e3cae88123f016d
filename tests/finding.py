"""One of each thing that the addresses of campaigns, enquiries and adverts name."""

from decimal import Decimal
from io import BytesIO

from django.db import connection

from ridgeway.core.outbox import actions as outbox
from ridgeway.domains.campaigns import actions as campaigns
from ridgeway.domains.campaigns.actions import subscribing
from ridgeway.domains.organisation.models import Council, Service, Team, User
from ridgeway.domains.recruitment import actions as recruitment
from ridgeway.domains.recruitment import addresses
from ridgeway.domains.recruitment.private_links import CONFIRM, CONSENT, STOP, token_of
from ridgeway.journeys.hire.actions import hire
from ridgeway.web.careers import actions as careers
from ridgeway.web.careers import besides, promises
from ridgeway.web.careers.models import StoryPage

from .factories import AT, BY, a_job_role, a_live_advert, a_post, a_sent_application, a_user, an_advert, day


def number_apart() -> None:
    """Begin the numbers of each table elsewhere, so that an address asked with the number of another kind of thing finds nothing. On
    PostgreSQL a test's rows are numbered on from those of the tests before it, which keeps them apart well enough."""
    if connection.vendor == "sqlite":
        tables = sorted(connection.introspection.table_names())
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM sqlite_sequence")
            starts = [(table, place * 1000) for place, table in enumerate(tables, start=1)]
            cursor.executemany("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", starts)


def campaign_parts(council: Council, service: Service) -> dict[str, int]:
    """A campaign with a phase, an aim, a placement with a day's results, an event and a post of its own."""
    campaign = campaigns.add_campaign(council, name="Social workers for the hubs", **BY)
    phase = campaigns.add_phase(
        campaign, name="Phase 1", starts_on=day("2015-04-01"), ends_on=day("2016-04-01"), paid_until=None, **BY
    )
    role = a_job_role(council, name="Advertised social worker", slug="advertised")
    aim = campaigns.add_aim(phase, service=service, role=role, how_many=3, **BY)
    channel = campaigns.add_channel(council, name="The Beacon", kind="job_board", **BY)
    placement = campaigns.add_placement(
        phase, title="Listings", channel=channel, kind="listing", starts_on=day("2015-05-01"),
        target_url="https://jobs.example.org/", **BY,
    )  # fmt: skip
    result = campaigns.record_result(placement, on=day("2015-05-02"), clicks=4, **BY)
    event = campaigns.add_event(phase, name="Careers fair", place="Tidworth", on=day("2015-09-10"), **BY)
    own = campaigns.add_own_post(phase, channel=channel, on=day("2015-09-11"), title="Why I stayed", **BY)
    results = campaigns.receive_results(channel, file=BytesIO(b"Day,Clicks\n02/05/2015,4\n"), name="export.csv", **BY)
    offer = campaigns.add_offer(
        council, neighbour="Elsewhere Council", caseload="16 cases", source="A paper", known_on=day("2015-05-02"), **BY
    )
    return {
        "results": results.pk, "offer": offer.pk, "campaign": campaign.pk, "phase": phase.pk, "aim": aim.pk, "channel": channel.pk, "placement": placement.pk,
        "result": result.pk, "event": event.pk, "own": own.pk,
    }  # fmt: skip


def enquiry_parts(
    council: Council, service: Service, contact: User
) -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    """An open enquiry and a rule; and, for the addresses that want them, one that is closed and one that was merged."""
    rule = recruitment.add_rule(council, contact=contact, order=1, service=service, **BY)
    first, closed = (
        recruitment.take(council, way="call", name=name, telephone=number, service=service, **BY)
        for name, number in (("Corin Oakapple", "01632 960 127"), ("Linnet Fairmile", "01632 960 141"))
    )
    recruitment.close(closed, outcome="applied", **BY)
    call = recruitment.log_call(first, result="no_answer", **BY)
    return {"rule": rule.pk, "enquiry": first.pk, "call": call.pk}, {
        "enquiry_reopen": {"enquiry": closed.pk},
        "keep_in_touch": {"token": token_of(CONSENT, first.pk)},
        "campaign_calendar_subscribed": {
            "token": subscribing.token_of(campaigns.make_address(council, by=contact, at=BY["at"]))
        },
        **alert_tokens(council),
    }


def hiring_parts(team: Team) -> dict[str, dict[str, object]]:
    """Somebody whose checks are under way, and somebody who started."""
    posts = [a_post(team) for _ in range(2)]
    advert = a_live_advert(team, posts=posts)
    checking, started = a_sent_application(advert), a_sent_application(advert)
    for row in (checking, started):
        for to in ("shortlisted", "interview", "offered", "accepted", "checking"):
            row = recruitment.move_application(row, to, **BY)
        recruitment.open_checks(row, **BY)
    recruitment.accept_risk(started, words="Works beside a colleague until then.", by=a_user(team.council), at=AT)
    hire(started, post=posts[1], starts_on=AT.date(), fte=Decimal(1), given_name="Corin", family_name="Oak", **BY)
    offered = recruitment.make_offer(
        _met(a_live_advert(team)), post=a_post(team), terms=TERMS, letter="Dear Corin", by="test", at=AT
    )
    one: dict[str, object] = {"application": offered.application_id}
    names = ("hiring_offer", "hiring_offer_make", "hiring_offer_longer", "hiring_offer_answer", "hiring_offer_back")
    return {
        "hiring_start": {"application": checking.pk}, "hiring_not_started": {"application": started.pk},
        **dict.fromkeys(names, one), "hiring_offer_letter": {**one, "offer": offered.pk, "kind": "pdf"},
    }  # fmt: skip


TERMS = recruitment.Terms(
    fte=Decimal(1), hours=Decimal(37), starts_on=day("2016-05-02"), answer_by=day("2016-04-08"), conditions="Identity"
)


def _met(advert):
    """Somebody who was interviewed."""
    application = a_sent_application(advert)
    for to in ("shortlisted", "interview"):
        application = recruitment.move_application(application, to, **BY)
    return application


def advert_parts(team: Team) -> tuple[dict[str, object], dict[str, dict[str, object]]]:
    """An advert that is out, a request that waits and a template; for the addresses that want them, a draft, a closed and a settled
    advert and an approved request."""
    council, role = team.council, a_job_role(team.council)
    template = recruitment.add_template(council, role=role, name="Social worker", **BY)
    asked, approved = (recruitment.ask_to_recruit(council, [a_post(team)], why="leaver", **BY) for _ in range(2))
    recruitment.approve(approved, **BY)
    advert, draft, closed, settled = a_live_advert(team), an_advert(team), a_live_advert(team), a_live_advert(team)
    recruitment.change_advert(advert, place="Melksham", **BY)
    for row in (closed, settled):
        recruitment.close_early(row, words="Filled from within", **BY)
    recruitment.settle(settled, outcome="not_filled", why="nobody_suitable", **BY)
    special: dict[str, dict[str, object]] = {
        "adverts_request_begin": {"request_pk": approved.pk}, "advert_settle": {"advert": closed.pk}, "advert_unsettle": {"advert": settled.pk},
        **{name: {"advert": draft.pk} for name in ("advert_step", "advert_publish", "advert_remove")},
    }  # fmt: skip
    special |= hiring_parts(team)
    arguments = {"advert": advert.pk, "request_pk": asked.pk, "template": template.pk, "step": "job"}
    return {**arguments, "application": a_sent_application(advert).pk}, special


def mail_parts(council: Council) -> dict[str, int]:
    """A mail that is kept, because no server is named."""
    mail = outbox.send(
        council=council, key="hello:1", to="corin@example.org", subject="Hello", text="See https://example.org/", at=AT
    )
    return {"mail": mail.pk}


def alert_tokens(council: Council) -> dict[str, dict[str, str]]:
    """A job alert that is confirmed, and one that is not yet."""
    where = addresses.alert_addresses(council)
    confirmed, asked = (
        recruitment.ask_for_alert(
            council, email="corin@example.org", wanted=wanted, how_often="daily", at=AT, addresses=where
        )
        for wanted in ({}, {"words": "hub"})
    )
    recruitment.confirm_alert(confirmed, at=AT)
    own = {"token": token_of(STOP, confirmed.pk)}
    return {"alert": own, "alert_stop": own, "alert_confirm": {"token": token_of(CONFIRM, asked.pk)}}


def site_parts(council: Council) -> dict[str, object]:
    """A careers site that the public sees, with a story told on it, a promise, and the story beside jobs."""
    row = careers.open_site(
        council, is_public=True, contact_name="Bryony Larkrise", contact_telephone="01632 960 100", **BY
    )
    told = row.home.get_children().get(slug="stories")
    story = StoryPage(title="First days", slug="first", told_on=day("2016-03-01"), quote="I knew her number.")
    told.add_child(instance=story)
    promise = promises.make_promise(council, words="18 cases.", about="At most.", how="Every week.", **BY)
    beside = besides.place(council, page=story, note="A story", **BY)
    return {"path": "stories/first", "promise": promise.pk, "beside": beside.pk}
