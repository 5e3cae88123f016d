"""What can be planned, placed and recorded, what is refused and why, and what the trail keeps."""

import datetime as dt
from decimal import Decimal

import pytest

from ridgeway.core.models import AuditEntry
from ridgeway.domains.campaigns import actions
from ridgeway.domains.campaigns.actions import CannotChangeCampaign
from ridgeway.domains.campaigns.models import Campaign, Event, OwnPost, Phase, PhaseAim, Placement, PlacementResult
from tests.factories import BY, a_council, a_job_role, a_service, day

pytestmark = pytest.mark.django_db


def trail() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def refused(act, *args, **fields) -> str:
    with pytest.raises(CannotChangeCampaign) as refusal:
        act(*args, **fields, **BY)
    return str(refusal.value)


def test_each_write_leaves_one_audit_line_and_raises_the_revision(planned):
    before, revision = len(trail()), planned.council.__class__.objects.get(pk=planned.council.pk).revision
    placement = planned.place()
    actions.add_aim(planned.phase, service=planned.service, role=planned.role, how_many=20, **BY)
    event = actions.add_event(planned.phase, name="Careers event", on=day("2015-09-17"), **BY)
    post = actions.add_own_post(planned.phase, channel=planned.channel, on=day("2016-01-11"), title="We are here", **BY)
    result = actions.record_result(placement, on=day("2015-05-02"), clicks=3, **BY)
    actions.remove_result(result, **BY)
    actions.remove_own_post(post, **BY)
    actions.remove_event(event, **BY)
    actions.remove_placement(placement, **BY)
    assert trail()[before:] == [
        "placement.added", "aim.added", "event.added", "ownpost.added", "placementresult.recorded", "placementresult.removed",
        "ownpost.removed", "event.removed", "placement.removed",
    ]  # fmt: skip
    assert planned.council.__class__.objects.get(pk=planned.council.pk).revision == revision + 9


def test_names_are_given_once_whatever_their_case(planned):
    council, phase = planned.council, {"starts_on": day("2017-01-01")}
    assert (
        refused(actions.add_campaign, council, name=" social  WORKERS ")
        == "There is already a campaign called social WORKERS."
    )
    assert refused(actions.add_campaign, council, name=" ") == "Give it a name."
    assert (
        refused(actions.add_phase, planned.campaign, name="phase 1", **phase)
        == "The campaign already has a phase called phase 1."
    )
    words = "There is already a channel called the guardian."
    assert refused(actions.add_channel, council, name="the guardian", kind="print") == words
    assert actions.change_channel(planned.channel, name="The Guardian", kind="print", **BY).kind == "print"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"ends_on": day("2017-01-01")}, "A phase ends on or after the day it begins."),
        ({"paid_until": day("2017-06-01")}, "Paid advertising that runs over ends after the phase does."),
        ({"starts_on": day("2016-03-31")}, "Phase 1 has some of those days: 1 April 2015 to 31 March 2016."),
        ({"budget": Decimal(5)}, "Say how the budget is known."),
    ],
)
def test_a_phase_is_refused(planned, fields, words):
    said = {"name": "Phase 2", "starts_on": day("2017-01-01"), **fields}
    assert refused(actions.add_phase, planned.campaign, **said) == words
    assert Phase.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"starts_on": day("2015-03-31")}, "Phase 1 runs from 1 April 2015 to 31 May 2016."),
        ({"starts_on": day("2016-06-01")}, "Phase 1 runs from 1 April 2015 to 31 May 2016."),
        ({"ends_on": day("2016-06-02")}, "Phase 1 runs from 1 April 2015 to 31 May 2016."),
        ({"ends_on": day("2015-05-01")}, "A placement ends on or after the day it begins."),
        ({"cost": Decimal("-1"), "cost_source": "paper"}, "The cost cannot be less than nothing."),
        ({"cost": Decimal(10)}, "Say how the cost is known."),
        ({"cost": Decimal(10), "cost_source": "invoice"}, "Give the number of the invoice."),
        ({"pieces": 0}, "There is at least one of it."),
        (
            {"target_url": "javascript:alert(1)"},
            "The link must lead to an address that begins with https:// or http:// and names a site, or to a page here such as /careers/.",
        ),
    ],
)
def test_a_placement_is_refused(planned, fields, words):
    with pytest.raises(CannotChangeCampaign) as refusal:
        planned.place(**fields)
    assert (str(refusal.value), Placement.objects.count()) == (words, 0)


def test_paid_advertising_may_run_over_the_end_of_a_phase(planned):
    placement = planned.place(starts_on=day("2016-05-01"), ends_on=day("2016-06-01"))
    later = {"name": "Phase 1", "starts_on": day("2015-04-01"), "ends_on": day("2016-04-01")}
    assert (
        refused(actions.change_phase, planned.phase, **later)
        == f"“{placement}” runs outside those days. Change it first."
    )
    changed = actions.change_phase(planned.phase, **later, paid_until=day("2016-07-01"), **BY)
    assert changed.paid_until == day("2016-07-01")


def test_nothing_of_another_council_is_taken(planned):
    other = a_service(a_council())
    words = "Channel, service and role must be the council's own."
    with pytest.raises(CannotChangeCampaign, match=words):
        planned.place(service=other)
    said = {"service": other, "role": planned.role, "how_many": 1}
    assert refused(actions.add_aim, planned.phase, **said) == "Service and role must be the council's own."


def test_a_changed_placement_keeps_its_link(planned):
    placement = planned.place()
    token = placement.token
    said = {
        "channel": planned.channel,
        "kind": "listing",
        "starts_on": day("2015-05-01"),
        "target_url": "https://other.example.org/",
    }
    actions.change_placement(placement, title="Listings in May", cost=Decimal(100), cost_source="paper", **said, **BY)
    again = Placement.objects.get(pk=placement.pk)
    assert (again.title, again.token, again.cost) == ("Listings in May", token, Decimal(100))
    assert len({planned.place(str(n)).token for n in range(20)} | {token}) == 21


def test_a_placement_with_figures_stays(planned):
    placement = planned.place()
    actions.count_visit(placement, on=day("2015-05-02"))
    assert (
        refused(actions.remove_placement, placement)
        == "Visits or results are recorded for it, so it stays. Change it instead."
    )


def test_results_of_a_day_are_replaced_not_added(planned):
    placement = planned.place()
    actions.record_result(placement, on=day("2015-05-02"), impressions=100, clicks=3, **BY)
    actions.record_result(placement, on=day("2015-05-02"), impressions=120, clicks=4, **BY)
    assert list(PlacementResult.objects.values_list("impressions", "clicks")) == [(120, 4)]
    assert refused(actions.record_result, placement, on=day("2015-05-03")) == "Give impressions, clicks or spend."
    words = "It cannot be clicked more often than it is shown."
    assert refused(actions.record_result, placement, on=day("2015-05-03"), impressions=1, clicks=2) == words


def test_an_aim_said_again_is_changed(planned):
    for count in (36, 49):
        actions.add_aim(planned.phase, service=planned.service, role=planned.role, how_many=count, **BY)
    assert list(PhaseAim.objects.values_list("how_many", flat=True)) == [49]


def test_only_what_is_empty_is_removed(planned):
    post = actions.add_own_post(planned.phase, channel=planned.channel, on=day("2016-01-11"), title="Here", **BY)
    assert refused(actions.remove_campaign, planned.campaign) == "Remove its phases first."
    words = "Something was placed, done or put out in this phase, so it stays."
    assert refused(actions.remove_phase, planned.phase) == words
    actions.remove_own_post(post, **BY)
    actions.add_aim(planned.phase, service=planned.service, role=planned.role, how_many=1, **BY)
    actions.remove_phase(planned.phase, **BY)
    actions.remove_campaign(planned.campaign, **BY)
    assert [model.objects.count() for model in (Campaign, Phase, PhaseAim, Event, OwnPost)] == [0] * 5


def test_a_copy_moves_what_was_planned_and_leaves_what_happened(planned):
    placement = planned.place(
        ends_on=day("2015-06-01"), cost=Decimal(500), cost_source="invoice", invoice_number="P-77"
    )
    planned.place("Unpriced", starts_on=day("2016-05-01"))
    actions.record_result(placement, on=day("2015-05-02"), clicks=3, **BY)
    actions.add_event(planned.phase, name="Fair", on=day("2015-09-17"), **BY)
    actions.add_aim(planned.phase, service=planned.service, role=planned.role, how_many=20, **BY)
    actions.add_aim(
        planned.phase, service=planned.service, role=a_job_role(planned.council, name="Senior"), how_many=4, **BY
    )
    other = a_job_role(planned.council, name="Approved mental health professional")
    copy = actions.copy_campaign(planned.campaign, name="Mental health", starts_on=day("2017-04-01"), role=other, **BY)
    (phase,) = copy.phases.all()
    assert (copy.based_on, phase.starts_on, phase.ends_on, phase.paid_until) == (
        planned.campaign, day("2017-04-01"), day("2018-04-02"), day("2018-06-02"),  # 2016 had a day more
    )  # fmt: skip
    assert [(aim.role, aim.how_many) for aim in phase.aims.all()] == [(other, 24)]
    note = "As in Social workers, Phase 1"
    assert [(p.title, p.role, p.starts_on, p.ends_on, p.cost, p.cost_source, p.cost_note, p.invoice_number) for p in phase.placements.all()] == [
        ("Listings", other, day("2017-05-01"), day("2017-06-01"), Decimal(500), "expected", note, ""),
        ("Unpriced", other, day("2018-05-02"), None, None, "", "", ""),
    ]  # fmt: skip
    assert len(set(Placement.objects.values_list("token", flat=True))) == 4
    assert [phase.events.count(), PlacementResult.objects.filter(placement__phase=phase).count()] == [0, 0]


def test_a_copy_is_made_whole_or_not_at_all(planned):
    said = {"starts_on": day("2017-04-01")}
    assert (
        refused(actions.copy_campaign, planned.campaign, name="Social workers", **said)
        == "There is already a campaign called Social workers."
    )
    empty = actions.add_campaign(planned.council, name="Empty", **BY)
    assert (
        refused(actions.copy_campaign, empty, name="Copy", **said)
        == "It has no phase yet, so there is nothing to copy."
    )
    assert Campaign.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [({"place": " "}, "Say where it is"), ({"begins_at": None}, "at what time"), ({"public_words": "x" * 401}, "400 letters at most")],
)  # fmt: skip
def test_an_event_shown_on_the_site_says_where_and_when(planned, fields, sentence):
    shown = {"is_public": True, "place": "Tidworth", "begins_at": dt.time(10)}
    with pytest.raises(CannotChangeCampaign, match=sentence):
        actions.add_event(planned.phase, name="Fair", on=day("2016-05-02"), **{**shown, **fields}, **BY)


def test_an_event_is_for_a_service_of_its_council(planned):
    theirs = a_service(a_council(name="Elsewhere", code="998"))
    with pytest.raises(CannotChangeCampaign, match="council's own"):
        actions.add_event(planned.phase, name="Fair", on=day("2016-05-02"), service=theirs, **BY)
