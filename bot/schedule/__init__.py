"""When something falls due, and how days and times are read. Pure."""
