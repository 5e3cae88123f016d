"""The demonstration council, built through actions from one random seed; no figure is typed in."""
