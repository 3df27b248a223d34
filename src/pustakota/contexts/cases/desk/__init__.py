"""Pages of the desk about cases: the inbox, and one case with everything that can be done to it."""
