"""Reminders: on, off, when, and saying what is due."""
