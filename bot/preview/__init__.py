"""Every page there is, for whoever reads before recommending."""
