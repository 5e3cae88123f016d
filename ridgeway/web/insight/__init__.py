"""Screens that answer questions: state of the service, establishment, measures and their rows, comparison."""
