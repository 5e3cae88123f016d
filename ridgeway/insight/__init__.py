"""Insight: every measure defined once, for any date, team and role; benchmarks; the only caller of `calc`.

A *measure* is a definition in words with a function. A *figure* is its answer for a scope and a day, and always carries its
numerator, its denominator and the rows behind each. *Facts* are a council's rows loaded once as arrays. A *benchmark* is a figure
somebody else published, with the date they released it.
"""
