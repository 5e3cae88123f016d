"""The few stories that cross domains."""
