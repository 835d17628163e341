"""Pages to print: what is on them, whatever somebody wrote."""
