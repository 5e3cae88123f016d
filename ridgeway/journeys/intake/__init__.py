"""Intake: a file comes in, is checked and previewed, and is written whole or not at all."""
