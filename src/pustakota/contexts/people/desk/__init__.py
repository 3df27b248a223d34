"""Pages of the desk about people: registering, blocking, prolonging a membership."""
