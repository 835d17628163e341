"""How a walkthrough is made and how it moves. Pure."""
