"""Staff review, schedule, publish, and sum up."""
