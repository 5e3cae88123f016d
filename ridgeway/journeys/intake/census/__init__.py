"""The Children's Social Work Workforce census file: read in the layout of its year, checked, joined to the years already here."""
