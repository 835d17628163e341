"""Pages and results, laid out as cards: the only place that lays out wording. Pure."""
