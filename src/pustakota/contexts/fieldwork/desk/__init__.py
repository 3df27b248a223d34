"""What phones noted and the library refused, until somebody settles it."""
