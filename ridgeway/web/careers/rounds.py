"""What a careers site does every day: holds its promises against their measures."""

import datetime as dt

from ridgeway.core.rounds import daily

from . import promises


@daily(
    "promises-checked",
    "Holds the promises of careers sites against their measures; one that is not kept is shown as an aim.",
    hour=5,
)
def check_promises(at: dt.datetime) -> str:
    return f"{promises.check_all(at)} promises"
