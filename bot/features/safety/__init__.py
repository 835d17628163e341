"""Help now, and suggestions off for somebody."""
