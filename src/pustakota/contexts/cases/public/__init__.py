"""Public pages about cases: suggesting something for the collection, and following what one asked."""
