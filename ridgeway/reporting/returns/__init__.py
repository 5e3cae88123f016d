"""Statutory returns, written from the council's own rows."""
