"""Quiet Page."""
