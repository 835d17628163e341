"""How words are kept, and the agreement to that."""
