"""A census file's own figures beside what was published for its year."""

import datetime as dt
from typing import Any

from ridgeway.insight.comparison import cell, published
from ridgeway.insight.measures import MEASURES
from ridgeway.journeys.intake.models import ImportRun


def beside(run: ImportRun) -> dict[str, Any] | None:
    """The file's figures as rows of a table (name, value, base, ours published, region, England), and the words of its heads.

    None for files that are not a census. One query.
    """
    figures = run.counts.get("extra", {}).get("figures")
    if not figures or run.council is None:
        return None
    found = published(run.council, run.counts["extra"]["year"])
    rows = []
    for figure in figures:
        measure = MEASURES[figure["measure"]]
        cells = [cell(row, measure).text for row in (found.council, found.region)] if found else ["–", "–"]
        england = cell(found.england, measure).text if found and measure.key != "fte" else "–"
        rows.append(
            (measure.name, _value(figure), figure["base"], cells[0], "–" if measure.key == "fte" else cells[1], england)
        )
    region = found.region.area_name if found and found.region else "Region"
    return {
        "rows": rows,
        "region": region,
        "on": dt.date.fromisoformat(run.counts["extra"]["on"]),
        "released": found.released_on if found else None,
    }


def _value(figure: dict[str, Any]) -> str:
    if figure["value"] is None:
        return "Not known"
    return f"{figure['value']:,.1f}%" if figure["unit"] == "percent" else f"{figure['value']:,.1f}"
