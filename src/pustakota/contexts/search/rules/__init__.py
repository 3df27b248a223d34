"""What a word is, what a typed line means, and what counts more. Plain Python."""
