"""From nothing to an item: which steps, in which order, how long, and what to bring."""
