"""Machines that talk to us. Each has a codec (plain Python), a conversation and addresses; none owns tables."""
