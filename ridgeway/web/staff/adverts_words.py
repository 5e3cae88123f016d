"""How adverts and requests are put into words and tables."""

import datetime as dt
from typing import Any

from django.utils import timezone

from ridgeway.core.words import fte, moment, pounds, short_day
from ridgeway.domains.recruitment.models import Advert, RecruitmentRequest
from ridgeway.domains.recruitment.queries.jobs import Job
from ridgeway.web.components.tables import Cell
from ridgeway.web.guards import Asked

from .changing import link

STEPS = (
    ("job", "The job", "title, pay, pattern"),
    ("words", "What it is like", "summary, a week, the team"),
    ("asks", "What is asked for", "essential and desirable"),
    ("who", "Where, and whom to ring", "place, named contact"),
    ("dates", "Dates", "closing day and time, what happens next"),
)


def where(row: Advert | RecruitmentRequest) -> str:
    """The team, or the service."""
    return str(row.team or row.service)


def paid_words(row: Advert) -> list[str]:
    """What it pays, a line each: the pay, and the supplement spelled out."""
    if row.pay_low is None:
        return [row.grade_words] if row.grade_words else []
    lines = [_range(row.pay_low, row.pay_high)]
    if row.supplement_low is not None:
        lines.append(f"and {_range(row.supplement_low, row.supplement_high)}: {row.supplement_words}")
    elif row.supplement_words:
        lines.append(row.supplement_words)
    return [*lines, *([row.grade_words] if row.grade_words else [])]


def _range(low, high) -> str:
    return pounds(low) if high is None or high == low else f"{pounds(low)} to {pounds(high)}"


def days_left(closes_at: dt.datetime, at: dt.datetime) -> str:
    """5 days left, closes today."""
    days = (timezone.localtime(closes_at).date() - timezone.localtime(at).date()).days
    return "closes today" if days == 0 else "one day left" if days == 1 else f"{days} days left"


def closes_words(row: Advert, at: dt.datetime) -> str:
    """When it closes, and how long that is."""
    if row.closes_at is None:
        return "not said yet"
    return f"{moment(row.closes_at)}, {days_left(row.closes_at, at)}" if row.is_live(at) else moment(row.closes_at)


def stands(row: Advert, at: dt.datetime) -> str:
    """How an advert stands, in a few words."""
    if row.state == "settled":
        why = f": {row.get_outcome_why_display().lower()}" if row.outcome_why else ""
        return f"{row.get_outcome_display()}{why}"
    if row.is_live(at):
        return "Out, for our own people" if row.is_internal else "Out"
    if row.state == "published" and row.published_at and row.published_at > at:
        return f"Goes out {moment(row.published_at)}"
    return "Being written" if row.state == "draft" else "Closed, to be settled"


def row_of(asked: Asked, row: Advert, at: dt.datetime) -> list[Cell]:
    """A row of the list: the reference leads to the advert."""
    paid = paid_words(row)
    return [
        Cell(row.reference, "nowrap", link("advert", asked, advert=row.pk)),
        Cell(row.title if where(row).lower() in row.title.lower() else f"{row.title or row.role}, {where(row)}"),
        Cell(row.how_many, "num"),
        Cell(paid[0] if paid else "–", "nowrap"),
        Cell(row.contact_name or "Nobody", "nowrap"),
        Cell(short_day(row.published_at.date()) if row.published_at else "–", "nowrap"),
        Cell(_closing(row, at), "nowrap"),
        Cell(stands(row, at)),
    ]


def _closing(row: Advert, at: dt.datetime) -> str:
    if row.closes_at is None:
        return "–"
    return f"{moment(row.closes_at)}"


def file_row(row: Advert) -> tuple:
    """A row as a file holds it."""
    return (
        row.reference, row.title, row.service, row.team, row.role, row.how_many, row.pay_low, row.pay_high, row.place, row.contact_name,
        moment(row.begun_at), moment(row.published_at), moment(row.closes_at), row.get_state_display(), row.get_outcome_display(),
        row.get_outcome_channel_display(), row.get_outcome_why_display(), row.outcome_words,
    )  # fmt: skip


def build_steps(asked: Asked, row: Advert, job: Job) -> list[dict[str, Any]]:
    """The steps of building, each with whether what it must have is there, and its address."""
    there = {
        "job": bool(row.title and (row.pay_low is not None or row.grade_words)),
        "words": bool(row.summary and row.week),
        "asks": bool(job.essential),
        "who": bool(row.place and row.contact_name and (row.contact_telephone or row.contact_email)),
        "dates": bool(row.closes_at and (row.next_steps or row.shortlist_on or row.interviews_on)),
    }
    return [
        {"words": words, "note": note, "is_done": there[key], "url": link("advert_step", asked, advert=row.pk, step=key)}
        for key, words, note in STEPS
        if key != "asks" or row.state == "draft"
    ]  # fmt: skip


def request_row(asked: Asked, row: RecruitmentRequest) -> list[Cell]:
    """A row of the list of requests."""
    numbers = [str(p.post) for p in row.posts.all()]
    posts = ", ".join(numbers[:3]) + (f" and {len(numbers) - 3} more" if len(numbers) > 3 else "")
    return [
        Cell(f"{row.role}, {where(row)}", "", link("adverts_request", asked, request_pk=row.pk)),
        Cell(posts), Cell(fte(row.fte), "num"), Cell(row.get_why_display()), Cell(cost_words(row), "nowrap"),
        Cell(row.asked_by or "–"), Cell(moment(row.asked_at), "nowrap"), Cell(row.get_state_display()),
    ]  # fmt: skip


def cost_words(row: RecruitmentRequest) -> str:
    """What the posts cost in a year."""
    return "not known" if row.cost_low is None else f"{_range(row.cost_low, row.cost_high)} a year"
