"""Every measure, one definition file each. `ALL` is the order in which they are listed; `MEASURES` finds one by its key."""

from ..figures import Measure
from . import (
    agency_cover,
    agency_rate,
    caseload,
    fill_rate,
    fte,
    headcount,
    leavers,
    retention,
    retention_qualified,
    sickness,
    stability,
    starters,
    turnover,
    turnover_published,
    turnover_quarter,
    turnover_voluntary,
    vacancies,
    vacancies_covered,
    vacancy_rate,
    vacancy_rate_recruited,
    vacancy_rate_uncovered,
    vacancy_share,
)

ALL: tuple[Measure, ...] = tuple(
    module.MEASURE
    for module in (
        headcount, fte, starters, leavers,
        vacancies, vacancy_share, vacancy_rate, vacancy_rate_recruited, vacancy_rate_uncovered, vacancies_covered,
        fill_rate,
        turnover, turnover_voluntary, turnover_published, turnover_quarter,
        retention, retention_qualified, stability,
        agency_rate, agency_cover, caseload, sickness,
    )
)  # fmt: skip
MEASURES: dict[str, Measure] = {measure.key: measure for measure in ALL}
