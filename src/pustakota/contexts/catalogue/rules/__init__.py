"""What the catalogue decides, in plain Python: what a MARC record says to people, its class, call number and ISBN."""
