"""The body check-in, and looking back over several."""
