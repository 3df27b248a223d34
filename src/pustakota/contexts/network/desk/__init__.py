"""Pages for those who keep the union, and for those who copy from others."""
