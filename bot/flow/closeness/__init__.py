"""The closeness check as a pure machine: what there is, where somebody stands, what comes of it."""
