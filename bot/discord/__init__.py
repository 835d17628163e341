"""The one ear, the one mouth, and all that knows Discord."""
