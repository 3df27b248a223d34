"""My obligations."""
