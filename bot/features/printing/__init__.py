"""Pages to print and pictures: set by typst in a short-lived process, handed back in memory."""
