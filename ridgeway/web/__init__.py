"""Screens by audience, and the parts they share."""
