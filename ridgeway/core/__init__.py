"""Ground without domain: periods, the audit trail, state moves, the clock, tabular reading, files.

Words: a *period* is half-open, `[starts_on, ends_on)`, end empty = still true; a *day* is what a question is asked on;
an *entry* is one line of the audit trail.
"""
