"""From a plan to life: a nudge before a talk, and how it went."""
