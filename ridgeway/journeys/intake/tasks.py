"""The work that is done outside a request."""

from django_tasks import task

from ridgeway.core import clock


@task()
def check_run(run_id: int) -> None:
    """Check a received file."""
    from . import actions
    from .models import ImportRun
    from .progress import beating
    from .states import RunState

    actions.put_back_lost(at=clock.now())
    run = ImportRun.objects.select_related("uploaded_by", "council").filter(pk=run_id, state=RunState.RECEIVED).first()
    if run is not None:
        with beating(run.pk):
            actions.check(run, by=run.uploaded_by or run.uploaded_by_name, at=clock.now())


@task()
def apply_run(run_id: int) -> None:
    """Write a confirmed file."""
    from . import actions
    from .models import ImportRun
    from .progress import beating
    from .states import RunState

    run = ImportRun.objects.select_related("confirmed_by", "council").filter(pk=run_id, state=RunState.APPLYING).first()
    if run is not None:
        with beating(run.pk):
            actions.apply(run, at=clock.now())
