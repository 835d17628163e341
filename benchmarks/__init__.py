"""Ours against the floor and against the usual way, in one run. Figures, never assertions."""
