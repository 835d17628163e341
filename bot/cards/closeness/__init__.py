"""The pages of the closeness check."""
