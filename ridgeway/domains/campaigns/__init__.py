"""Campaigns: what is bought and done to be found by the people a council wants to hire, and what came of it.

A *campaign* runs in *phases*, each with its days, its budget and its *aims* (how many of which role, for which service); paid advertising may run
over a phase's end. A *channel* is a way to reach people; a *placement* is something bought on one, with its cost and where that cost
comes from. An *event* is a day somebody went and met people; an *own post* is something the council put out itself. Every placement has a
*tracked link*, which counts *visits* by the day and keeps nothing about who came; what happens elsewhere is recorded as a placement's *results*.
"""
