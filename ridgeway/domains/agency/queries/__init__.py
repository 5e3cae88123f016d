"""Reads over several models of agency work."""
