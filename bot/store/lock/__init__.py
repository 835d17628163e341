"""Somebody's own lock on their pages."""
