"""Why a report is not changed."""


class CannotChangeReport(Exception):
    """A sentence for the person who tried."""

    can_insist = False
