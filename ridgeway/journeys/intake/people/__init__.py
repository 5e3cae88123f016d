"""A list of people from an HR system: its columns matched once per council, its rows joined to the people already here."""
