"""Pages of the desk about figures: the overview, the facts behind a number, what was closed."""
