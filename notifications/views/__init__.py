"""Pages of what leaves the house, by noun."""
