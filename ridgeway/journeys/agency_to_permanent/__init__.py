"""An agency worker takes a permanent post: the assignment and its cover end, and the same person starts in the post. All or nothing."""

from .actions import take_post

__all__ = ["take_post"]
