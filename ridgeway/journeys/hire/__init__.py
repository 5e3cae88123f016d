"""Hiring across domains: somebody who was offered a post starts in it, or did not start after all.

An application becomes a person, a spell of employment and the holding of a post in one step, or nothing of it happens.
"""
