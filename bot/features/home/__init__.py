"""The home page and the settings."""
