"""Intake: a file comes in, is checked and previewed, and is written whole or not at all.

An *import run* is one file's way: received, checked, ready to be confirmed (or refused with a sentence), applied, done. A *problem* is one thing
the check found, with the row, the field, the value and what to do; an *error* breaks a rule of the file, a *query* may be right but should be
looked at. A *column map* says once per council which column of an HR export is which of our fields, and is remembered.
"""
