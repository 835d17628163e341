"""What somebody has here: see it, save it, bring it in, delete it."""
