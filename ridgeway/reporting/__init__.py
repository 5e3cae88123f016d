"""Reports built from measures: the state of the service today, the Cabinet report and the returns to come."""
