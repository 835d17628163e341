"""Things to read, of nobody's talk."""
