"""The front doors: one thin file per command group. No rule, no wording, no SQL."""
