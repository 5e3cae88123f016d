"""Organisation: councils, their services and teams, the people who sign in, and what each may do where.

Many councils live on one installation; each sees only its own rows. A *service* is a part of a council (operational children's
services, adult care operations); a *team* belongs to a service and to a team group ("safeguarding and assessment").
A *user* is a person who signs in. A *role* is a named set of permissions; a *grant* gives a role to a user over a *scope*: a
council, one of its services, or one team, for a period. Rows reach a view only through `visible_to(user)`, which asks `Access`.
"""
