"""A lock of one's own: what is remembered of it, what it does to the files, and how it is used."""
