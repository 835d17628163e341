"""What somebody keeps, and what holds for all of it, whichever feature it belongs to."""
