"""`make try`: the unmodified bot in a loopback Discord, with a page for each of two members."""
