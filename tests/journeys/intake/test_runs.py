"""An import run: received, checked, confirmed, written; withdrawn; put back when its worker is lost."""

import datetime as dt
import io

import pytest
from django_tasks import default_task_backend

from ridgeway.core import clock
from ridgeway.core.states import CannotMove, terminal
from ridgeway.domains.establishment.models import Worker
from ridgeway.insight.published import RELEASE
from ridgeway.journeys.intake import actions, progress, tasks
from ridgeway.journeys.intake.commands import import_indicators
from ridgeway.journeys.intake.models import ImportProblem, ImportRun
from ridgeway.journeys.intake.states import TRANSITIONS, RunState
from tests import factories

from .conftest import AT, BY
from .files import AGENCY, staff

pytestmark = pytest.mark.django_db


def test_every_state_is_reachable_and_two_are_the_end():
    reached, todo = {RunState.RECEIVED}, [RunState.RECEIVED]
    while todo:
        todo += [state for state in TRANSITIONS[todo.pop()] if state not in reached and not reached.add(state)]
    assert reached == set(RunState)
    assert terminal(TRANSITIONS) == {RunState.DONE, RunState.WITHDRAWN}


def test_a_file_is_kept_under_a_random_name_and_checked(uploaded, council):
    run = uploaded([staff(StepUpGrad="Y"), AGENCY])
    assert (run.state, run.original_name, run.base_revision) == ("ready", "My_census_865.xml", council.revision)
    assert run.file.name.startswith("imports/")
    assert "census" not in run.file.name
    assert (run.counts["rows"], run.counts["errors"], run.counts["queries"]) == (2, 1, 0)
    assert run.counts["changes"] == {
        "worker.added": 2, "monitoring.recorded": 1, "role.added": 1, "employment.started": 1, "holding.began": 1,
        "absence.recorded": 1, "cover.began": 1, "casecount.recorded": 2, "totals.stated": 1, "service.added": 1,
        "team.added": 1, "salary.stated": 1,
    }  # fmt: skip
    problem = ImportProblem.objects.get()
    assert (problem.row, problem.check_id, problem.field, problem.value, problem.severity) == (
        1,
        "D04",
        "StepUpGrad",
        "Y",
        "error",
    )
    assert Worker.objects.count() == 0


def test_a_refused_file_says_why(uploaded):
    run = uploaded([staff()], code="866")
    assert (run.state, run.sentence[:31]) == ("refused", "This file is for council 866, a")
    with pytest.raises(CannotMove):
        actions.confirm(run, **BY)


def test_a_confirmed_file_is_written(uploaded, django_capture_on_commit_callbacks):
    run = uploaded([staff(), AGENCY])
    with django_capture_on_commit_callbacks(execute=True):
        actions.confirm(run, **BY)
    run.refresh_from_db()
    assert (run.state, run.counts["written"], Worker.objects.count()) == ("done", 14, 2)
    again = uploaded([staff(), AGENCY])
    with pytest.raises(actions.CannotImport, match="Nothing in this file is new"):
        actions.confirm(again, **BY)


def test_a_plan_that_has_changed_is_asked_about_again(uploaded, council, django_capture_on_commit_callbacks):
    run = uploaded([staff(), AGENCY])
    factories.a_worker(council, registration_number="SW1001")
    with django_capture_on_commit_callbacks(execute=True):
        actions.confirm(run, **BY)
    run.refresh_from_db()
    assert (run.state, Worker.objects.count(), run.counts["changes"]["worker.added"]) == ("ready", 1, 1)
    assert run.sentence.startswith("The council's records changed after you confirmed")
    with django_capture_on_commit_callbacks(execute=True):
        actions.confirm(run, **BY)
    run.refresh_from_db()
    assert (run.state, Worker.objects.count()) == ("done", 2)


def test_a_change_that_does_not_touch_the_plan_does_not_stop_it(uploaded, council, django_capture_on_commit_callbacks):
    run = uploaded([staff(), AGENCY])
    factories.a_worker(council, registration_number="SW5")
    with django_capture_on_commit_callbacks(execute=True):
        actions.confirm(run, **BY)
    run.refresh_from_db()
    assert run.state == "done"


def test_withdrawing_deletes_the_file_and_keeps_the_record(uploaded, django_capture_on_commit_callbacks):
    run = uploaded([staff(FTE="9"), AGENCY])
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw(run, **BY)
    run.refresh_from_db()
    assert (run.state, run.problems.count(), run.file.storage.exists(run.file.name)) == ("withdrawn", 0, False)


def test_a_file_too_big_is_not_taken(council, settings):
    settings.UPLOAD_LIMIT_BYTES = 10
    with pytest.raises(actions.CannotImport, match="Files of up to"):
        actions.upload(council, io.BytesIO(b"x" * 11), kind="census", name="c.xml", **BY)
    assert ImportRun.objects.count() == 0


def lost(council, state, tries):
    run = ImportRun.objects.create(
        council=council, kind="census", file="imports/x", original_name="c.xml", sha256="0", size=1, state=state, tries=tries,
        moved_at=AT, uploaded_at=AT, uploaded_by_name="test", confirmed_at=AT,
    )  # fmt: skip
    progress.forget(run.pk)
    return run


@pytest.mark.parametrize(
    ("state", "tries", "after", "becomes"),
    [
        ("checking", 1, 5, "received"),
        ("checking", 1, 1, "checking"),
        ("applying", 2, 5, "applying"),
        ("checking", 3, 5, "failed"),
        ("applying", 3, 5, "failed"),
    ],
)
def test_a_run_whose_worker_died_is_put_back_three_times_at_most(council, state, tries, after, becomes):
    run = lost(council, state, tries)
    later = AT + dt.timedelta(minutes=after)
    assert actions.put_back_lost(at=later) == (1 if after > 2 else 0)
    run.refresh_from_db()
    assert (run.state, bool(run.sentence)) == (becomes, becomes == "failed")


def test_a_worker_that_still_speaks_is_not_lost(council, monkeypatch):
    run = lost(council, "checking", 1)
    later = AT + dt.timedelta(minutes=5)
    monkeypatch.setattr(clock, "now", lambda: later)
    progress.reporter(run.pk)("Checking", 5, 10)
    assert (actions.is_lost(run, later), progress.progress_of(run.pk).percent) == (False, 50)


def test_the_wall_between_councils(uploaded, council):
    run = uploaded([staff(FTE="9"), AGENCY])
    own, other = factories.a_user(council), factories.a_user(factories.a_council())
    assert [list(ImportRun.objects.visible_to(user)) for user in (own, other)] == [[run], []]
    assert [ImportProblem.objects.visible_to(user).count() for user in (own, other)] == [run.problems.count(), 0]


def test_tasks_of_runs_that_have_moved_on_do_nothing(uploaded):
    run = uploaded([staff(), AGENCY])
    tasks.check_run.call(run.pk)
    tasks.apply_run.call(run.pk)
    run.refresh_from_db()
    assert (run.state, default_task_backend.supports_defer) == ("ready", False)


def test_the_indicators_are_stored_once_and_never_changed(db, tmp_path):
    released = dt.date(2026, 2, 26)
    first = import_indicators(RELEASE, released=released, **BY)
    assert (first["rows"], first["written"], len(first["problems"]), set(first)) == (
        975,
        975,
        26,
        {"rows", "problems", "recomputed", "written"},
    )
    assert first["recomputed"]["vacancy_rate_fte"] == {"matched": 973, "of": 973, "exceptions": []}
    assert import_indicators(RELEASE, released=released, **BY)["written"] == 0
    changed = tmp_path / "i.csv"
    changed.write_text(RELEASE.read_text(encoding="utf-8-sig").replace("36186.3", "36186.4"))
    refused = import_indicators(changed, released=released, **BY)
    assert (refused["written"], refused["problems"][-1]["message"][:14]) == (0, "1 rows differ ")
