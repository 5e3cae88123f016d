"""Addresses with their host, for mails and files that leave the installation."""

from django.conf import settings


def absolute(path: str) -> str:
    """The whole address of one of our pages, from its path; for what is written outside a request."""
    return f"{settings.SITE_ADDRESS}{path}"
