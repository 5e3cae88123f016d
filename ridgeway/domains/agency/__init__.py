"""Agency workers: who supplies them, what they are paid by the hour, which rules bind them, and what the region agreed.

An *assignment* is one stretch of one worker from one *supplier*, covering a post or as *extra* capacity, by a *route* (PAYE, umbrella, limited
company), at a *rate* made of parts. A *cap* is the most that a region pays for an *agreed type* of job by a route from a day on; a *rule* is
what else the nation or the region asks. A *check* holds an assignment against one of them and says with which facts; one that is broken is a
*breach*, and only the *sign-offs* that the rule asks for let the assignment be confirmed. That somebody is here stays the establishment's
cover, which a confirmed assignment owns.
"""
