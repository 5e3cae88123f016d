"""What the worker makes of a report: frozen, Word, PDF; asked for once, tried again, put back where a worker was lost."""

import datetime as dt

import pytest

from ridgeway.core import progress
from ridgeway.core.models import AuditEntry
from ridgeway.reporting import actions
from ridgeway.reporting.actions import making as work
from ridgeway.reporting.models import Making
from tests.factories import a_user

D = dt.date
AT = dt.datetime(2016, 5, 26, 9, 14, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(minutes=3)
ANNA = {"by": "Anna Ash", "at": AT}


@pytest.fixture
def report(chalkshire):
    made = actions.begin_report(
        chalkshire.council, title="Progress", reference="CAB-1", on=D(2016, 3, 31), since=D(2015, 3, 31), **ANNA
    )
    text = "{{ figure: vacancies, childrens }} posts were vacant.\n\n{{ chart: headcount, childrens }}"
    actions.write_section(made.sections.first(), text=text, version=0, **ANNA)
    return made


@pytest.fixture
def heard(monkeypatch):
    """What the worker says of how far it is."""
    said = []
    monkeypatch.setattr(progress, "reporter", lambda name: lambda *words: said.append((name, *words)))
    return said


@pytest.mark.parametrize(("use", "begins"), [("docx", b"PK"), ("pdf", b"%PDF-")])
def test_a_file_is_made_once_of_the_same_rows(report, use, begins):
    asked = actions.ask_for(report, use, **ANNA)
    assert (asked.state, actions.ask_for(report, use, **ANNA)) == ("waiting", asked)
    made = actions.make(asked.pk, at=AT)
    assert (made.state, bytes(made.content[: len(begins)]), made.tries) == ("done", begins, 1)
    assert actions.ask_for(report, use, **ANNA) == made
    assert actions.make(made.pk, at=AT) is None
    section = report.sections.first()
    actions.write_section(section, text="Other words.", version=section.version, **ANNA)
    anew = actions.ask_for(report, use, **ANNA)
    assert list(Making.objects.filter(report=report)) == [anew]
    assert (anew == made, anew.state) == (False, "waiting")


def test_it_says_how_far_it_is_and_leaves_the_revision_as_it_is(report, heard):
    report.council.refresh_from_db()
    before = report.council.revision
    making = actions.make(actions.ask_for(report, "docx", **ANNA).pk, at=AT)
    assert {name for name, *_ in heard} == {f"report-{making.pk}"}
    assert list(dict.fromkeys(words for _, words, _, _ in heard)) == [
        "Sections with their figures put in",
        "Held against itself",
        "Parts written",
    ]
    assert [(done, of) for _, words, done, of in heard if words.startswith("Sections")][-1] == (23, 23)
    report.council.refresh_from_db()
    assert report.council.revision == before
    lines = AuditEntry.objects.filter(thing_type__endswith="making").order_by("pk")
    assert list(lines.values_list("action", flat=True)) == [
        "making.asked",
        "making.working",
        "making.done",
    ]


def test_a_signed_report_is_frozen_by_the_worker(report):
    actions.send_to_review(report, **ANNA)
    with pytest.raises(actions.CannotChangeReport, match="after it was signed off"):
        actions.ask_for(report, "freeze", **ANNA)
    actions.sign(report, **ANNA)
    making = actions.ask_for(report, "freeze", by=a_user(report.council), at=AT)
    assert actions.ask_for(report, "freeze", **ANNA) == making
    assert actions.make(making.pk, at=AT).state == "done"
    report.refresh_from_db()
    assert (report.state, report.figures.count(), report.published_by_name) == ("published", 1, making.asked_by_name)
    Making.objects.filter(pk=making.pk).update(state="waiting")  # its worker was lost after it had published
    assert (actions.make(making.pk, at=LATER).state, report.figures.count()) == ("done", 1)
    pdf = actions.make(actions.ask_for(report, "pdf", **ANNA).pk, at=AT)
    assert (pdf.state, pdf.stamp) == ("done", "published")


def test_what_failed_says_why_and_is_tried_again(report):
    actions.send_to_review(report, **ANNA)
    actions.sign(report, **ANNA)
    making = actions.ask_for(report, "freeze", **ANNA)
    actions.take_back(report, **ANNA)
    failed = actions.make(making.pk, at=AT)
    assert (failed.state, failed.sentence) == ("failed", "A report is published after it was signed off.")
    actions.send_to_review(report, **ANNA)
    actions.sign(report, **ANNA)
    assert actions.make_again(failed, **ANNA).state == "waiting"
    assert actions.make(making.pk, at=AT).state == "done"
    assert actions.make_again(failed, **ANNA).state == "done"


def test_a_lost_worker_is_followed_by_another_three_times_at_most(report):
    making = actions.ask_for(report, "docx", **ANNA)
    for n in (1, 2, 3):
        lost = work._begun(making.pk, at=AT)
        assert (lost.tries, actions.put_back_lost(at=AT)) == (n, 0)
        assert actions.put_back_lost(at=LATER) == 1
        Making.objects.filter(pk=making.pk).update(moved_at=AT)
    making.refresh_from_db()
    assert (making.state, making.sentence) == ("failed", work.GIVEN_UP)
    assert actions.make_again(making, **ANNA).tries == 0
