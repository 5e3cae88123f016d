"""Pure sums on arrays and frozen dataclasses: rates, flows, intervals. NumPy only.

No framework, no database, no clock, no files. Called by `insight` alone. Days are `datetime64[D]` arrays; an open end is
`NaT`, which compares false, so every function takes care of it in one place: `on`.
"""
