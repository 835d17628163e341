"""Keys, and what they seal. Knows nothing of files, engines or people's turns."""
