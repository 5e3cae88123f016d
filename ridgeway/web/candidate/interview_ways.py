"""Where a candidate chooses a time, and where the panel reads an interview: what the mails about it need."""

from django.conf import settings
from django.urls import reverse

from ridgeway.core.addresses import absolute
from ridgeway.domains.recruitment.interview_letters import Ways
from ridgeway.domains.recruitment.models import Interview
from ridgeway.domains.recruitment.private_links import INTERVIEW, token_of

from .place import link, whole


def token(interview: Interview) -> str:
    """The token of the candidate's private link."""
    return token_of(INTERVIEW, interview.pk)


def _panel(interview: Interview) -> str:
    of = {"council": interview.council.slug, "interview": interview.pk}
    return absolute(reverse("interview", urlconf=settings.ROOT_URLCONF, kwargs=of))


WAYS = Ways(lambda row: whole(row.council, "interview_choose", token=token(row)), _panel)


def choose_url(interview: Interview) -> str:
    """The page on which a candidate chooses, from a page of ours."""
    return link(interview.council, "interview_choose", token=token(interview))
