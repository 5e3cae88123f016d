"""The demonstration council, built through actions from one random seed; no figure is typed in.

The years are *played* first, in memory: the plan says how many people start and leave where and when, chance says who and on
which day. What was played is then *written* through the actions of the domains, every row audited. A *seat* is a post being
played, a *stand* an agency worker's time, a *line* the posts of one kind in a team.
"""

from typing import Any

__all__ = ["build", "exists", "sign_ins_kept"]


def build(**how: Any):
    """See `ridgeway.demo.council.build`."""
    from .council import build as build_it

    return build_it(**how)


def exists() -> bool:
    """See `ridgeway.demo.council.exists`."""
    from .council import exists as is_here

    return is_here()


def sign_ins_kept():
    """The sign-ins of the last build, from the data folder. See `ridgeway.demo.sign_ins.kept`."""
    from .sign_ins import kept

    return kept()
