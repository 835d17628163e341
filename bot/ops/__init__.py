"""Running it: settings, logs, health, backups."""
