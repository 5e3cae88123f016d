"""The careers sites: each council its own, with words by its editors and jobs by its recruiters.

A council's *site* stands at `/careers/<council>/` and, where it has a host name of its own, at the root of that. An editor owns the *pages*
(a tree under the council's home page, edited at `/cms/`); the domains own the facts that pages show: jobs, teams, promises. A *section* is
one band of a page. The *wall* keeps each editor to their own council's pages.
"""
