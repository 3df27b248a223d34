"""The pages of a paired phone."""
