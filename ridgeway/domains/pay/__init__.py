"""Pay: grades with their scale points, and what is paid on top of them: market supplements and incentives.

A *scale point* is a year's pay on a grade from a day on; *on-costs* are what the employer pays on top. A *market supplement* is an award with
a business case (*evidence*, cost, funding, objective justification), drafted by one person and approved by another, that holds for the roles,
teams and grades it names; it is *reviewed* by a day, and ends only when somebody ends it. An *incentive* is money promised to one person in
*instalments*, with a *tie*: who leaves before it is over owes some of it back, computed to the day.
"""
