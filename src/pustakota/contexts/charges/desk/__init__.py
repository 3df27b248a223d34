"""Pages of the desk about what a member owes."""
