"""What many pages have in common, laid out from content. Pure."""
