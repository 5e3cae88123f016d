"""Signing somebody in for a test of what comes after: as if they had passed the second factor too."""

from ridgeway.web.signin import SECOND_FACTOR


def sign_in(client, user):
    """Sign `user` in on a test client, second factor passed; returns the client."""
    client.force_login(user)
    session = client.session
    session[SECOND_FACTOR] = str(user.pk)
    session.save()
    return client
