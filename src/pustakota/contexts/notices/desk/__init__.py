"""Pages of the desk about messages: what to send by hand, whom only paper reaches, and what was sent."""
