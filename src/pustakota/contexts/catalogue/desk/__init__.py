"""Pages for those who keep the catalogue: titles and copies by hand, and their labels."""
