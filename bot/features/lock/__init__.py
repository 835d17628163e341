"""The lock: a sentence that alone opens somebody's words."""
