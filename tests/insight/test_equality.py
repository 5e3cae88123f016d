"""Equality at each stage: what is counted, what is hidden, and who may see it."""

import pytest

from ridgeway.domains.organisation import actions as organisation
from ridgeway.domains.organisation.queries import Scope
from ridgeway.domains.recruitment.models import EqualityAnswers
from ridgeway.insight import equality
from tests.factories import BY, a_service, a_user, day


@pytest.mark.parametrize(
    ("column", "shown"),
    [
        ([9, 8, 7], [9, 8, 7]), ([9, 0, 7], [9, 0, 7]), ([2, 3, 7], [None, None, 7]),
        ([9, 8, 3], [9, None, None]),  # three would follow from the whole, so eight is hidden too
        ([0, 0, 3], [0, 0, None]), ([4], [None]),
    ],
)  # fmt: skip
def test_a_count_from_one_to_four_cannot_be_worked_out(column, shown):
    assert [row[0] for row in equality.hidden([[n] for n in column])] == shown


@pytest.fixture
def answered(at):
    """Forty women of whom twenty were shortlisted and eight started, forty men of whom ten and five, three who did not say."""
    service = a_service()
    stages = {"female": ("sent",) * 20 + ("shortlisted",) * 12 + ("started",) * 8, "male": ("sent",) * 30 + ("interview",) * 5 + ("started",) * 5,
              "unsaid": ("sent",) * 3}  # fmt: skip
    EqualityAnswers.objects.bulk_create(
        EqualityAnswers(council=service.council, service=service, sent_in=day("2015-07-01"), stage=stage, answers={"sex": sex})
        for sex, reached in stages.items() for stage in reached
    )  # fmt: skip
    return service


def read(user, service, after="2015-04-01", until="2016-03-31"):
    scope = Scope(service.council, (), service)
    return {question.key: question for question in equality.by_stage(user, scope, day(after), day(until))}


@pytest.mark.django_db
def test_groups_are_counted_as_far_as_they_came_and_held_against_the_others(answered):
    sex = read(a_user(answered.council), answered)["sex"]
    counts = {group.answer: group.counts for group in sex.groups}
    # three did not say: hidden, and with them the smaller of the two others
    assert counts == {"female": (None, 20, 8, 8, 8), "male": (40, 10, 10, 5, 5), "unsaid": (None, 0, 0, 0, 0)}
    assert sex.total == (83, 30, 18, 13, 13)
    male = next(group for group in sex.groups if group.answer == "male")
    # 10 of 40 against 20 of 43, by hand: 0.25 / 0.4651; its logarithm varies by 1/10 - 1/40 + 1/20 - 1/43 = 0.1017
    assert [round(n, 3) for n in (male.likely[0].value, male.likely[0].low, male.likely[0].high)] == [
        0.537,
        0.288,
        1.004,
    ]
    # 10 of 40 against 8 of 43 at the interview, 5 and 8 at the offer and the start
    assert [round(one.value, 3) for one in male.likely[1:]] == [
        round(10 / 40 / (8 / 43), 3),
        *[round(5 / 40 / (8 / 43), 3)] * 2,
    ]
    assert [group.likely[3] for group in sex.groups if group.answer != "male"] == [None, None]


@pytest.mark.django_db
def test_another_quarter_service_or_person_counts_nobody(answered):
    head = a_user(answered.council)
    assert read(head, answered, after="2015-07-01")["sex"].groups == []
    assert read(head, a_service(answered.council, kind="adult", name="Adult care"))["sex"].groups == []
    organisation.ensure_built_in_roles(**BY)
    assert read(a_user(answered.council, "finance-partner"), answered)["sex"].groups == []
