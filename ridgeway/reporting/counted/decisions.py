"""Days on which something was decided or began to bind: money for posts, and the most a region pays an hour for agency workers."""

import numpy as np

from ridgeway.domains.agency.models import PriceCap
from ridgeway.insight.figures import Answer, Part, Unit, day_words

from .books import Books, Where
from .defined import defined


def _named(books: Books, where: Where) -> tuple[list, str]:
    """The decisions of the name asked for, and why there is not one."""
    found = [one for one in books.decisions if where.named and where.named.lower() in one.title.lower()]
    if len(found) == 1:
        return found, ""
    known = ", ".join(one.title for one in (found or books.decisions)[:5]) or "none"
    return [], f"{len(found) or 'No'} decisions are called “{where.named}”; name one. There are: {known}."


def _decided(books: Books, where: Where) -> Answer:
    found, why = _named(books, where)
    if not found:
        return Answer(reason=why)
    (one,) = found
    part = Part(1, f"decision by {one.decided_by_body}: {one.title}", "decisions", np.array([one.pk], dtype="i8"))
    return Answer(part, value=float(one.decided_on.toordinal()))


def _posts(books: Books, where: Where) -> Answer:
    found, why = _named(books, where)
    if not found:
        return Answer(reason=why)
    (one,) = found
    rows = one.posts.filter(terms__team__in=where.teams).order_by("pk").distinct()
    ids = np.array(list(rows.values_list("pk", flat=True)), dtype="i8")
    words = f"posts paid for by “{one.title}”, {day_words(one.decided_on)}"
    return Answer(Part(len(ids), words, "posts", ids), value=float(len(ids)))


def _cap(books: Books, where: Where) -> Answer:
    """The first day of the caps that bind new assignments on the day, of the type of job named."""
    rows = PriceCap.objects.for_region(books.council.region).on(where.on).exclude(region__isnull=True)
    found = [cap for cap in rows.select_related("job_type") if where.named.lower() in cap.job_type.name.lower()]
    found = [cap for cap in found if cap.job_type.name.lower() == where.named.lower()] or found
    days = {cap.starts_on for cap in found}
    if len(days) != 1:
        names = ", ".join(sorted({cap.job_type.name for cap in found})) or "none"
        return Answer(reason=f"{len(days) or 'No'} days from which caps for “{where.named or 'any job'}” bind ({names}); name one type of job.")  # fmt: skip
    ids = np.array([cap.pk for cap in found], dtype="i8")
    names = ", ".join(sorted({cap.job_type.name for cap in found}))
    return Answer(Part(len(found), f"cap{'' if len(found) == 1 else 's'} agreed in the region ({names})", "caps", ids), value=float(days.pop().toordinal()))  # fmt: skip


ALL = (
    defined(
        "decision_on", "Day of a decision", Unit.DAY, "The day on which the money named was decided.", _decided, numerator="day of the decision",
        source="Funding decisions as recorded here.",
    ),
    defined(
        "decision_posts", "Posts of a decision", Unit.POSTS, "Posts of the scope that the decision named pays for.", _posts,
        numerator="posts paid for", source="Funding decisions and the posts they pay for.",
    ),
    defined(
        "cap_from", "Day a cap begins", Unit.DAY, "The first day on which the region’s cap for the type of job named, in force on the day asked for, binds new assignments.",
        _cap, numerator="first day of the cap", source="The region’s agreement on agency work.",
    ),
)  # fmt: skip
