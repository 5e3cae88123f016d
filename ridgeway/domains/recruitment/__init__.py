"""Recruitment: everybody who asks about a job, and the one named person who answers them.

An *enquiry* is a call, message, form or visit by somebody from outside. Its *contact* is the colleague who answers it. The *promise* is
within how many working hours that happens; an enquiry's *clock* runs in working time from the moment it came until it is answered.
"""
