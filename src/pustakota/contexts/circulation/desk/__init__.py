"""Pages of the desk about loans and holds: hold shelf, pull list, what to clear, what is overdue."""
