"""Ridgeway: one chain from a funded post to a person who is still here, and no figure without its rows."""

__version__ = "0.1.0"
