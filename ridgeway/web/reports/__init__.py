"""Screens of reports: a paper checked, and reports written, checked, signed and published."""
