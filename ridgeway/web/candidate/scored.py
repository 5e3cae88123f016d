"""What was scored about a candidate, as they may have it: once it is decided, without the names of those who scored.

Opinions about somebody are their own data (UK GDPR, article 15). Before the decision they are not given, because that would disclose a
competition while it runs; who wrote them is another person's data.
"""

from typing import Any

from django.utils.translation import gettext, gettext_noop

from ridgeway.domains.recruitment.models import AgreedInterviewScores, Application, InterviewSheet
from ridgeway.domains.recruitment.states import ApplicationState, SheetState

S = ApplicationState
WHOLE = gettext_noop("The whole")


def scores_of(application: Application) -> list[dict[str, Any]]:
    """Every sheet that was handed in: for what, the points and the words of each criterion or question."""
    found: list[dict[str, Any]] = []
    if application.state not in (S.BEGUN, S.SENT):
        names = {str(row.pk): row.words for row in application.advert.criteria.all()}
        sheets = application.score_sheets.filter(state=SheetState.SUBMITTED)
        found += [
            _said(gettext("Shortlisting, person {n}").format(n=n), row.points, row.words, names)
            for n, row in enumerate(sheets, 1)
        ]
        agreed = getattr(application, "agreed_scores", None)
        found += [_said(gettext("Shortlisting, agreed"), agreed.points, agreed.words, names)] if agreed else []
    if application.state not in (S.BEGUN, S.SENT, S.SHORTLISTED, S.INTERVIEW):
        rows = InterviewSheet.objects.filter(interview__application=application, state=SheetState.SUBMITTED)
        for n, row in enumerate(rows.select_related("interview__round").order_by("interview", "pk"), 1):
            names = {str(q.pk): q.words for q in row.interview.round.questions.all()}
            who = gettext("Interview, person {n}, from paper") if row.member_id else gettext("Interview, person {n}")
            found.append(_said(who.format(n=n), row.points, row.words, names))
        settled = AgreedInterviewScores.objects.filter(interview__application=application).select_related(
            "interview__round"
        )
        for one in settled:
            names = {str(q.pk): q.words for q in one.interview.round.questions.all()}
            found.append(_said(gettext("Interview, agreed"), one.points, one.words, names))
    return found


def _said(name: str, points: dict[str, int], words: dict[str, str], names: dict[str, str]) -> dict[str, Any]:
    keys = [*names, ""]
    return {
        "by": name,
        "given": [
            {"what": names.get(key) or gettext(WHOLE), "points": points.get(key), "words": words.get(key, "")}
            for key in keys
            if key in points or words.get(key)
        ],
    }
