"""What can be asked, in which order, and what was answered: walkthroughs stand on it. Pure."""
