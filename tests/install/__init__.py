"""What a stranger's first `make` needs: locks that can't rot, an install that may be stopped."""
