import datetime as dt

import pytest

from tests import factories

AT = dt.datetime(2025, 11, 3, 9, 0, tzinfo=dt.UTC)
BY = {"by": "test", "at": AT}


@pytest.fixture
def council(db):
    return factories.a_council("Wiltshire", code="865")


@pytest.fixture
def take(council, tmp_path):
    """`take(records, year=2025)` writes a census file and imports it; answers with what the command line prints."""
    from ridgeway.journeys.intake.commands import import_census

    from .files import census

    def run(records, *, year=2025, dry_run=False, team="", **more):
        path = census(tmp_path / f"{year}.xml", records, year=year, **more)
        return import_census(path, council, dry_run=dry_run, team=team, **BY)

    return run


@pytest.fixture
def uploaded(council, tmp_path, django_capture_on_commit_callbacks):
    """`uploaded(records)` uploads a census, and the check has run."""

    from ridgeway.journeys.intake import actions

    from .files import census

    def run(records, **more):
        path = census(tmp_path / "c.xml", records, **more)
        with path.open("rb") as file, django_capture_on_commit_callbacks(execute=True):
            run = actions.upload(council, file, kind="census", name="../../My census 865.xml", **BY)
        run.refresh_from_db()
        return run

    return run


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
