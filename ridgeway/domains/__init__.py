"""Facts and rules, one folder per word the council uses."""
