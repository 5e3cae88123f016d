"""Offering across domains: the pay of a post's grade and the supplement approved for it become the terms of an offer.

Recruitment keeps the offer, pay keeps the scale; neither knows of the other, so they meet here.
"""
