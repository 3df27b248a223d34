"""What is done to a whole installation: backing up, restoring, upgrading."""
