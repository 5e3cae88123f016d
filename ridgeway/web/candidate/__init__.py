"""The candidate's pages, under the council's careers site: applying in sections, where an application stands, a referee's questions."""
