"""Recruitment: everybody who asks about a job and the one named person who answers them; asking to recruit; adverts.

An *enquiry* is a call, message, form or visit by somebody from outside. Its *contact* is the colleague who answers it. The *promise* is
within how many working hours that happens; an enquiry's *clock* runs in working time from the moment it came until it is answered.

A *request to recruit* names posts that are vacant or will be, and somebody else decides it. An *advert* calls for people for one post or several;
it is a record, not a page. It has *criteria*, what is asked for, and every *change* after publication is kept for those who applied. It is
*live* from publication until the moment it closes, and *settled* once somebody said what came of it. A post stays vacant until somebody starts.
"""
