"""Establishment: funded posts, the people who hold them, and what is vacant on any day.

A *funding decision* pays for posts. A *post* is a funded place, known by its number; its *terms* say for a period which team and role it
is in and for how many FTE. A *worker* is a person known to the council; an *employment* is one spell of theirs, with where they came
from, why they left and where they went. A *holding* is a worker's place over a period: the post when it is known, the team, the role and
the FTE held. *Cover* is an agency worker in a post's place, or beside the establishment. An *absence* is time away. *Stated totals* are what a statutory
return says of a day without rows behind it. Establishment is the funded FTE on a day; a vacancy is the part of it that nobody holds.
"""
