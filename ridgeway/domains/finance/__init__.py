"""Finance: what was budgeted for a team's people, what was spent, and what was printed about it.

A *ledger line* is an amount of a team, under a *subjective code*, in a month: of the *budget* or of what was *spent*. Lines come in *loads*, one
for each file; what a later load says of a team's month stands in the place of what was said before, and a load can be taken back. A code's
*kind* says whether it is pay, employer's on-costs, a supplement, an incentive or agency. *Month sums* are kept beside the lines, so that a
page of ten years adds up hundreds of rows and not hundreds of thousands. A *printed figure* is what a paper says, to be held against the
ledger; a *scenario* is a set of assumptions somebody keeps.
"""
