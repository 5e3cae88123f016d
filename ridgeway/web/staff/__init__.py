"""Screens of the people who do the work: today, posts, people, imports, administration, audit."""
