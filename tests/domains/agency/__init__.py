"""Agency work."""
