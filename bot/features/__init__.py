"""What somebody can do here, a folder each."""
