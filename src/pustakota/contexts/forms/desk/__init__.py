"""Pages of the desk about forms: what is asked now, and publishing a new version."""
