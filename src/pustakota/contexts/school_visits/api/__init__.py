"""School visits for machines: a school's own system asks for its classes."""
