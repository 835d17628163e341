"""The closeness check: one relationship, in words and never in numbers."""
