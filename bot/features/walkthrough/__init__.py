"""Prepare a conversation: questions, one page each, and the card they end with."""
