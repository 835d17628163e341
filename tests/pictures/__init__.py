"""`make pictures`: the pictures of the README, taken in the sandbox by walking through it."""
