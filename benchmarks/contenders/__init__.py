"""Bots that answer the same form, each a program of its own, with PORT and FOLDER behind it."""
