"""What the command line does with files: read, checked and written in one go. Each answers with the JSON that the command prints."""

import datetime as dt
from pathlib import Path
from typing import Any

from ridgeway.core.tabular import CannotRead
from ridgeway.domains.organisation.models import Council, Team

from . import actions
from .models import FileUse
from .people.fields import read_map
from .problems import Problem, Problems
from .progress import silence
from .runs import examine
from .states import RunState


def import_census(
    path: Path | str, council: Council, *, dry_run: bool, by, at: dt.datetime, team: str = ""
) -> dict[str, Any]:
    """Import a census file: `rows` (records in the file), `workers` (employed, in post), `agency`, `leavers`, `vacancies_fte`, `problems`
    [row field value message severity], `written` (rows written: 0 on a dry run, a refusal, or when nothing is new). `row` counts the
    file's records from 1; 0 is the file as a whole. `team`: the slug of a team to put new people in.
    """
    return _people_shape(
        _run(FileUse.CENSUS, Path(path), council, _options(council, team=team), dry_run=dry_run, by=by, at=at)
    )


def import_people(
    path: Path | str,
    council: Council,
    *,
    map: Path | str | dict | None = None,
    dry_run: bool,
    by,
    at: dt.datetime,
    team: str = "",
    as_at: str = "",
) -> dict[str, Any]:
    """Import a list of people by a map (a MAP.json's path or its contents; none = the council's remembered one); keys as `import_census`.
    `vacancies_fte` is null: a list says nothing of vacancies. A map that was used to write is remembered.
    """  # fmt: skip
    try:
        options = _options(council, team=team, as_at=as_at)
        if map is not None:
            options["map"] = read_map(_json(map)).as_json()
    except CannotRead as refusal:
        return _people_shape(_refused(str(refusal)))
    found = _run(FileUse.PEOPLE, Path(path), council, options, dry_run=dry_run, by=by, at=at)
    if map is not None and found["written"]:
        actions.remember_map(council, read_map(options["map"]), by=by, at=at)
    return _people_shape(found)


def import_indicators(
    path: Path | str, *, released: dt.date, by, at: dt.datetime, dry_run: bool = False
) -> dict[str, Any]:
    """Import the published indicators: `rows`, `problems`, `recomputed` {rate: {matched, of, exceptions [row published computed reason]}}, `written`."""
    found = _run(
        FileUse.INDICATORS, Path(path), None, {"released_on": released.isoformat()}, dry_run=dry_run, by=by, at=at
    )
    return {
        "rows": found["rows"],
        "problems": found["problems"],
        "recomputed": found["extra"].get("recomputed", {}),
        "written": found["written"],
    }


def _json(given: Path | str | dict) -> Any:
    import json

    if isinstance(given, dict):
        return given
    try:
        return json.loads(Path(given).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise CannotRead(f"The map cannot be read as JSON: {error}") from error


def _options(council: Council, *, team: str = "", **more: str) -> dict[str, Any]:
    options: dict[str, Any] = {name: value for name, value in more.items() if value}
    if team:
        found = Team.objects.filter(council=council, slug=team).first()
        if found is None:
            raise CannotRead(f"{council} has no team “{team}”.")
        options["team"] = found.pk
    return options


def _refused(sentence: str) -> dict[str, Any]:
    problem = Problem(0, "file", "error", "", "", sentence).as_json()
    return {
        "rows": 0,
        "workers": 0,
        "agency": 0,
        "leavers": 0,
        "vacancies_fte": None,
        "problems": [problem],
        "written": 0,
        "extra": {},
    }


def _people_shape(found: dict[str, Any]) -> dict[str, Any]:
    return {
        name: found[name] for name in ("rows", "workers", "agency", "leavers", "vacancies_fte", "problems", "written")
    }


def _run(
    kind: str, path: Path, council: Council | None, options: dict, *, dry_run: bool, by, at: dt.datetime
) -> dict[str, Any]:
    from django.conf import settings

    if not path.is_file():
        return _refused(f"There is no file {path}.")
    if path.stat().st_size > settings.UPLOAD_LIMIT_BYTES:
        return _refused(actions.size_sentence(path.stat().st_size))
    found: list[Problem] = []
    problems = Problems(found.extend)
    try:
        outcome = examine(
            kind,
            path,
            council,
            options=options,
            problems=problems,
            report=silence,
            write=None,
            today=actions.audit_day(at),
        )
    except CannotRead as refusal:
        return {
            **_refused(str(refusal)),
            "problems": [*(p.as_json() for p in found), *_refused(str(refusal))["problems"]],
        }
    written = 0 if dry_run or outcome.is_empty else _write(kind, path, council, options, by=by, at=at)
    return {
        "rows": outcome.rows, "workers": outcome.workers, "agency": outcome.agency, "leavers": outcome.leavers,
        "vacancies_fte": outcome.vacancies_fte, "problems": [p.as_json() for p in found], "written": written,
        "extra": outcome.extra,
    }  # fmt: skip


def _write(kind: str, path: Path, council: Council | None, options: dict, *, by, at: dt.datetime) -> int:
    """Take the same way as an upload, so that the council's list of imports shows it."""
    with path.open("rb") as file:
        run = actions.upload(council, file, kind=kind, name=path.name, by=by, at=at, options=options, check=False)
    run = actions.check(run, by=by, at=at, report=silence)
    if run.state != RunState.READY:
        return 0
    run = actions.confirm_now(run, by=by, at=at)
    return run.counts.get("written", 0)
