"""Scoring: alone, in the dark until enough have handed in, compared, agreed on, and before any decision."""

from fractions import Fraction

import pytest

from ridgeway.core.models import AuditEntry
from ridgeway.core.together import ask
from ridgeway.domains.recruitment import actions, masking
from ridgeway.domains.recruitment import shortlisting_rules as rules
from ridgeway.domains.recruitment.actions import CannotChangeRecruitment
from ridgeway.domains.recruitment.models import Advert, Application, ScoreSheet
from ridgeway.domains.recruitment.queries import shortlisting as queries
from ridgeway.domains.recruitment.queries.selection_facts import Fact, scored_facts
from tests.factories import AT, BY, a_live_advert, a_sent_application, a_user

ASKS = [("Registered with Social Work England", "essential"), ("Court work", "essential"), ("Drives", "desirable")]


@pytest.fixture
def set_up(db):
    """An advert with three criteria and two who score; a third person sees everything and scores nothing."""
    advert = a_live_advert(criteria=ASKS)
    row = actions.set_shortlisting(advert, scale="0-3", least=2, **BY)
    people = [a_user(advert.council, "resourcing-manager") for _ in range(3)]
    for user in people[:2]:
        actions.name_shortlister(row, user=user, **BY)
    row.advert = advert
    return row, people


def score(application, user, *points: int, hands_in: bool = True, words=None):
    keys = [str(c.pk) for c in application.advert.criteria.all()]
    given = dict(zip(keys, points, strict=False))
    return actions.save_scores(application, points=given, words=words or {}, hands_in=hands_in, by=user, at=AT)


def seen_by(user, application) -> list[int]:
    return sorted(ScoreSheet.objects.visible_to(user).filter(application=application).values_list("user_id", flat=True))


def test_nobody_sees_anothers_scores_before_both_have_handed_in(set_up):
    shortlisting, (one, two, other) = set_up
    row = a_sent_application(shortlisting.advert)
    score(row, one, 3, 2, 1)
    assert [seen_by(user, row) for user in (one, two, other)] == [[one.pk], [], []]
    score(row, two, 1, 2, 1, hands_in=False)
    assert [seen_by(user, row) for user in (one, two, other)] == [[one.pk], [two.pk], []]
    score(row, two, 1, 2, 1)
    assert [seen_by(user, row) for user in (one, two, other)] == [sorted([one.pk, two.pk])] * 3


def test_a_third_who_still_scores_does_not_see_the_two(set_up):
    shortlisting, (one, two, other) = set_up
    actions.name_shortlister(shortlisting, user=other, **BY)
    row = a_sent_application(shortlisting.advert)
    score(row, one, 3, 2, 1)
    score(row, two, 3, 2, 1)
    assert (seen_by(other, row), queries.is_blind_to(other, row), queries.is_blind_to(one, row)) == ([], True, False)
    score(row, other, 0, 0, 0)
    assert seen_by(other, row) == sorted([one.pk, two.pk, other.pk])


def test_a_sheet_is_taken_back_only_while_nobody_has_seen_it(set_up):
    shortlisting, (one, two, _) = set_up
    row = a_sent_application(shortlisting.advert)
    score(row, one, 3, 2, 1)
    with pytest.raises(CannotChangeRecruitment, match="Take it back first"):
        score(row, one, 3, 3, 3)
    actions.take_back(row, by=one, at=AT)
    score(row, one, 3, 3, 3)
    score(row, two, 3, 3, 3)
    with pytest.raises(CannotChangeRecruitment, match="the scores stand"):
        actions.take_back(row, by=one, at=AT)


def test_only_those_named_without_an_interest_score_and_only_on_the_scale(set_up):
    shortlisting, (one, _, other) = set_up
    advert = shortlisting.advert
    row = a_sent_application(advert)
    with pytest.raises(CannotChangeRecruitment, match="not one of those"):
        score(row, other, 1, 1, 1)
    with pytest.raises(CannotChangeRecruitment, match="from 0 to 3"):
        score(row, one, 4, 1, 1)
    with pytest.raises(CannotChangeRecruitment, match="everything that is asked"):
        score(row, one, 1, 1)
    referee = a_user(advert.council, "resourcing-manager", email="wren@example.org")
    applicant = a_user(advert.council, "resourcing-manager", email="teal@example.org")
    a_sent_application(advert, email="teal@example.org")
    for user in (referee, applicant):
        with pytest.raises(CannotChangeRecruitment, match="an interest in this job"):
            actions.name_shortlister(shortlisting, user=user, **BY)


def test_nobody_is_shortlisted_before_two_have_scored_but_some_reasons_need_no_scores(set_up):
    shortlisting, (one, two, _) = set_up
    first, second = a_sent_application(shortlisting.advert), a_sent_application(shortlisting.advert)
    made = actions.decide([first], "shortlisted", **BY)
    assert [why for _, why in made.refused] == ["0 of 2 have handed in their scores. Wait for the others."]
    score(first, one, 3, 3, 3)
    assert len(actions.decide([first], "not_shortlisted", reason="criteria", words="No", **BY).refused) == 1
    score(first, two, 3, 3, 3)
    assert len(actions.decide([first], "shortlisted", **BY).moved) == 1
    made = actions.decide(
        [second], "not_shortlisted", reason="not_registered", words="Once you are, apply again.", **BY
    )
    assert len(made.moved) == 1
    with pytest.raises(CannotChangeRecruitment, match="nothing is scored any more"):
        score(second, one, 1, 1, 1)


def test_the_table_ranks_shows_ties_and_leaves_out_who_withdrew(set_up):
    shortlisting, (one, two, other) = set_up
    rows = [a_sent_application(shortlisting.advert) for _ in range(4)]
    for row, first, second in zip(
        rows, ((3, 3, 1), (2, 2, 2), (3, 0, 3)), ((3, 2, 2), (2, 3, 2), (3, 3, 0)), strict=False
    ):
        score(row, one, *first)
        score(row, two, *second)
    actions.withdraw_application(rows[1], by="candidate", at=AT)
    found = queries.table(other, shortlisting)
    said = [
        (line.application.pk, line.place, line.is_tied, line.comparison and (line.comparison.stands, line.comparison.spread, len(line.comparison.differing)))
        for line in found.lines
    ]  # fmt: skip
    assert said == [
        (rows[0].pk, 1, False, (Fraction(7), 0, 0)), (rows[2].pk, 2, False, (Fraction(6), 0, 2)), (rows[3].pk, 0, False, None),
    ]  # fmt: skip
    key = str(shortlisting.advert.criteria.all()[1].pk)
    with pytest.raises(CannotChangeRecruitment, match="why you agreed"):
        actions.agree_scores(rows[2], points={key: 3}, words={}, by=one, at=AT)
    with pytest.raises(CannotChangeRecruitment, match="Choose the points you agreed on, or undo"):
        actions.agree_scores(rows[2], points={}, words={key: "Nothing"}, by=one, at=AT)
    actions.agree_scores(rows[2], points={key: 3}, words={key: "Two was read past the second page"}, by=one, at=AT)
    beside = queries.beside(one, shortlisting, rows[2])
    assert (beside.comparison.stands, [line.key for line in beside.comparison.differing] == [key]) == (
        Fraction(15, 2),
        False,
    )


def test_a_card_says_that_they_differ_until_they_have_agreed(set_up):
    shortlisting, (one, two, _) = set_up
    row = a_sent_application(shortlisting.advert)
    score(row, one, 3, 0, 3)
    score(row, two, 3, 3, 3)

    def fact():
        return ask(scored_facts(one, Advert.objects.get(pk=shortlisting.advert_id), [row.pk]))[row.pk]

    assert fact() == Fact("Scores differ: 6 and 9 of 9", "Agree a score", "Shortlisters to act")
    key = str(shortlisting.advert.criteria.all()[1].pk)
    actions.agree_scores(row, points={key: 2}, words={key: "Read again"}, by=one, at=AT)
    assert fact() == Fact("Scored 6 and 9 of 9, agreed", "Shortlist or decline", "Hiring manager to act")
    actions.undo_agreed_scores(row, by=one, at=AT)
    assert fact().next == "Agree a score"


def test_ties_share_a_place():
    assert rules.places({1: Fraction(5), 2: Fraction(7), 3: Fraction(5), 4: Fraction(1)}) == {
        2: (1, False), 1: (2, True), 3: (2, True), 4: (4, False),
    }  # fmt: skip


def test_who_stands_down_counts_no_longer(set_up):
    shortlisting, (one, two, other) = set_up
    row = a_sent_application(shortlisting.advert)
    score(row, one, 3, 3, 3)
    score(row, two, 3, 3, 3)
    actions.stand_down(shortlisting.shortlisters.get(user=two), **BY)
    assert queries.table(other, shortlisting).lines[0].comparison is None
    assert len(actions.decide([row], "shortlisted", **BY).refused) == 1


def test_the_rule_of_a_council_is_only_tightened(set_up):
    shortlisting, _ = set_up
    council = shortlisting.council
    actions.tighten_selection(council, least=3, is_always=True, **BY)
    for least, is_always in ((2, True), (3, False), (1, True)):
        with pytest.raises(CannotChangeRecruitment):
            actions.tighten_selection(council, least=least, is_always=is_always, **BY)
    with pytest.raises(CannotChangeRecruitment, match="At least 3"):
        actions.set_shortlisting(shortlisting.advert, scale="0-3", least=2, **BY)
    plain = a_sent_application(a_live_advert(shortlisting.advert.team, shortlisting.advert.role))
    assert len(actions.decide([plain], "shortlisted", **BY).refused) == 1


def test_the_trail_says_that_scores_were_written_and_not_what(set_up):
    shortlisting, (one, *_) = set_up
    score(a_sent_application(shortlisting.advert), one, 3, 2, 0, words={"": "Strong on court work"})
    after = [entry.after for entry in AuditEntry.objects.filter(thing_type="recruitment.scoresheet").order_by("pk")]
    assert [(a.get("points"), a.get("words")) for a in after if "points" in a][:1] == [
        ("not kept here", "not kept here")
    ]
    assert "court work" not in str(after)


def test_an_erased_application_keeps_no_scores(set_up):
    shortlisting, (one, *_) = set_up
    row = a_sent_application(shortlisting.advert)
    score(row, one, 3, 2, 0, words={"": "Strong"})
    actions.withdraw_application(row, by="candidate", at=AT)
    actions.erase_own(Application.objects.get(pk=row.pk).candidate, by="candidate", at=AT)
    assert list(ScoreSheet.objects.values_list("points", "words")) == [({}, {})]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("I am Corin Tamarisk and will lead.", "I am [name] and will lead."),
        ("Will Tamarisk", "Will [name]"),
        ("At weald county council since 2012, and in May 2014.", "At [employer] since [date], and in [date]."),
        ("Read law in Bath, BA14 8JN, tel 01632 960100, corin@example.org.", "Read law in [place of study], [address], tel [number], [e-mail]."),
        ("SW012345, on 3/4/2015, for 18 children.", "[number], on [date], for 18 children."),
    ],
)  # fmt: skip
def test_what_is_known_of_a_writer_is_hidden_in_their_own_words(text, masked):
    values = masking.known({
        "about": {"name": "Corin Tamarisk"}, "qualifications": {"rows": [{"institution": "Bath"}]},
        "history": {"jobs": [{"employer": "Weald County Council"}]},
    })  # fmt: skip
    assert masking.masked(text, values) == masked
