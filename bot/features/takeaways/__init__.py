"""Lines that were kept, and brought back."""
