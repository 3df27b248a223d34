"""What anybody sees of a festival, and what a speaker does."""
