"""Counts per placement, what goes out when, and who sees campaigns."""

import pytest

from ridgeway.domains.campaigns import actions, permissions, queries
from ridgeway.domains.campaigns.models import Campaign, Visit
from tests.factories import BY, a_council, a_user, day

pytestmark = pytest.mark.django_db


def test_counts_are_summed_each_by_itself_up_to_a_day(planned):
    placement = planned.place()
    for on, shown, clicked in (("2015-05-02", 100, 3), ("2015-05-03", 50, 2), ("2015-06-01", 10, 1)):
        actions.record_result(placement, on=day(on), impressions=shown, clicks=clicked, **BY)
    for on in ("2015-05-02", "2015-05-02", "2015-06-01"):
        actions.count_visit(placement, on=day(on))
    head = a_user(planned.council, "resourcing-manager")

    def counted(until):
        return [
            (p.shown, p.clicked, p.charged, p.visited)
            for p in queries.placements_of(head, planned.council, planned.campaign.pk, until)
        ]

    assert counted(None) == [(160, 6, None, 3)]
    assert counted(day("2015-05-31")) == [(150, 5, None, 2)]
    assert counted(day("2015-04-30")) == []


def test_a_visit_is_a_row_a_day(planned):
    placement = planned.place()
    for on in ("2015-05-02", "2015-05-02", "2015-05-03"):
        actions.count_visit(placement, on=day(on))
    assert list(Visit.objects.values_list("on", "count")) == [(day("2015-05-02"), 2), (day("2015-05-03"), 1)]


def test_the_calendar_has_what_shares_a_day_with_the_period(planned):
    planned.place("Before", ends_on=day("2015-06-01"))
    planned.place("Across", ends_on=day("2015-07-01"))
    planned.place("Open", starts_on=day("2015-06-10"))
    actions.add_event(planned.phase, name="Fair", place="Tidworth", on=day("2015-06-30"), **BY)
    actions.add_event(planned.phase, name="Late", on=day("2015-07-01"), **BY)
    actions.add_own_post(planned.phase, channel=planned.channel, on=day("2015-06-01"), title="Post", **BY)
    head = a_user(planned.council, "resourcing-manager")
    rows = queries.goes_out(head, planned.council, day("2015-06-01"), day("2015-07-01"))
    assert [(r.kind, r.title, r.until) for r in rows] == [
        ("placement", "Across", day("2015-06-30")), ("own", "Post", day("2015-06-01")), ("placement", "Open", None),
        ("event", "Fair, Tidworth", day("2015-06-30")),
    ]  # fmt: skip


def test_whoever_may_see_campaigns_anywhere_in_the_council_sees_them_all_and_only_those(planned):
    actions.add_campaign(a_council(), name="Theirs", **BY)
    in_part = a_user(planned.council, "head-of-service", team=planned.team)
    without = a_user(planned.council, "team-manager")
    assert [str(c) for c in Campaign.objects.visible_to(in_part)] == ["Social workers"]
    assert list(Campaign.objects.visible_to(without)) == []


def test_campaigns_are_changed_by_who_may_over_the_whole_council(planned):
    users = [a_user(planned.council, "resourcing-manager"), a_user(planned.council, "resourcing-manager", team=planned.team),
             a_user(planned.council, "head-of-service")]  # fmt: skip
    assert [permissions.can_edit(user, planned.council) for user in users] == [True, False, False]
