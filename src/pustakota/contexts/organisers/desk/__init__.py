"""Pages about organisers at the desk."""
