"""Whatever is done to a council, in whatever order: its periods never overlap and its vacancies are explained by its flows."""

import datetime as dt
from contextlib import suppress
from decimal import Decimal
from itertools import pairwise

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from ridgeway.domains.establishment import actions
from ridgeway.domains.establishment.models import Employment, Holding, Post, PostTerm, Worker
from ridgeway.domains.organisation import actions as organisation

from .conftest import BY, WHOLE

FIRST = dt.date(2014, 1, 1)
DAYS = st.integers(0, 700).map(lambda n: FIRST + dt.timedelta(days=n))
STEP = st.tuples(
    st.sampled_from(
        ["fund", "change", "resize", "end", "start", "move", "leave", "undo leave", "undo move", "correct"]
    ),
    st.integers(0, 5),
    st.integers(0, 5),
    DAYS,
)


class Histories(TestCase):
    def setUp(self):
        self.council = organisation.add_council("Downland", code="997", **BY)
        service = organisation.add_service(self.council, name="Children", kind="children", slug="c", **BY)
        self.teams = [organisation.add_team(service, name=n, starts_on=FIRST, **BY) for n in ("North", "South")]
        self.role = actions.add_role(self.council, name="Social worker", kind="social_worker", **BY)
        self.people = [actions.add_worker(self.council, registration_number=f"SW{n}", **BY) for n in range(1, 7)]
        for n in range(4):
            self._fund(n, FIRST)

    def _fund(self, n: int, day: dt.date):
        team = self.teams[n % 2]
        return actions.fund_post(
            self.council, number=f"P{n}", team=team, role=self.role, fte=WHOLE, starts_on=day, **BY
        )

    def _do(self, verb: str, who: int, what: int, day: dt.date):
        """One step, which may be refused. Nobody shares a post: everybody holds a whole one."""
        posts = list(Post.objects.order_by("number"))
        post, worker = posts[what % len(posts)], self.people[who]
        spell = worker.employments.order_by("starts_on").last()
        here = worker.holdings.order_by("starts_on").last()
        if verb == "fund":
            self._fund(len(posts), day)
        elif verb == "change":
            actions.change_post(post, from_day=day, team=self.teams[who % 2], **BY)
        elif verb == "resize":
            actions.change_post(post, from_day=day, fte=Decimal("0.5") if who % 2 else WHOLE, **BY)
        elif verb == "end":
            actions.end_post(post, ends_on=day, **BY)
        elif verb == "start":
            actions.start(worker, post=post, starts_on=day, fte=WHOLE, **BY)
        elif spell is None or here is None:
            return
        elif verb == "move":
            actions.move(here, from_day=day, post=post, **BY)
        elif verb == "leave":
            actions.leave(spell, ends_on=day, reason="1", destination="1", **BY)
        elif verb == "undo leave":
            actions.undo_leave(spell, **BY)
        elif verb == "undo move":
            actions.undo_place(here, **BY)
        else:
            actions.correct_start(spell, starts_on=day, origin="2", contract="permanent", **BY)

    # a failing history is short enough to read: shrinking it would take minutes of database
    @settings(max_examples=30, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
    @given(st.lists(STEP, min_size=8, max_size=30), DAYS, DAYS)
    def test_periods_never_overlap_and_flows_explain_vacancies(self, steps, one_day, other_day):
        for step in steps:
            with suppress(actions.CannotChangeEstablishment):
                self._do(*step)
        self._nothing_overlaps()
        self._flows_explain(min(one_day, other_day), max(one_day, other_day))

    def _nothing_overlaps(self):
        for post in Post.objects.all():
            _apart(post.terms.all())
            _apart(post.holdings.all())
        for worker in Worker.objects.all():
            _apart(worker.employments.all())
            _apart(worker.holdings.all())
        for held in Holding.objects.select_related("employment", "post"):
            spell = held.employment
            assert held.starts_on >= spell.starts_on
            assert spell.ends_on is None or (held.ends_on is not None and held.ends_on <= spell.ends_on)
            term = held.post.terms.on(held.starts_on).get()
            assert (held.team_id, held.role_id) == (term.team_id, term.role_id)
        for spell in Employment.objects.all():
            assert spell.holdings.count() >= 1

    def _flows_explain(self, after: dt.date, until: dt.date):
        """vacant(until) = vacant(after) + new − ended + left − started, in posts."""

        def vacant(day):
            held = Holding.objects.on(day).values("post")
            return PostTerm.objects.on(day).exclude(post__in=held).count()

        posts = [(p.terms.first().starts_on, p.terms.last().ends_on) for p in Post.objects.all()]
        new = sum(after < first <= until for first, _ in posts)
        ended = sum(last is not None and after < last <= until for _, last in posts)
        spells = list(Employment.objects.all())
        left = sum(s.ends_on is not None and after < s.ends_on <= until for s in spells)
        started = sum(after < s.starts_on <= until for s in spells)
        assert vacant(until) == vacant(after) + new - ended + left - started


def _apart(rows):
    rows = sorted(rows, key=lambda row: row.starts_on)
    for before, then in pairwise(rows):
        assert before.ends_on is not None
        assert before.ends_on <= then.starts_on, (before, then)
