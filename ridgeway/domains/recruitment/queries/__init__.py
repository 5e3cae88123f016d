"""Reads over recruitment, a module a part: enquiries first."""
