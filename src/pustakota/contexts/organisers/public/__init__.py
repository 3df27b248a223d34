"""Pages of organisers on the site."""
