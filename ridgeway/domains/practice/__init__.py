"""Practice: how many cases a worker holds, and later the promise and supervision.

A *case count* is the number of cases allocated to a named worker on a day, employed or agency. The average caseload of a day takes
each worker's count on or before it. Zero is a count; no row means not known.
"""
