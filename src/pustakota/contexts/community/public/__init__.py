"""Citizens’ proposals on the site."""
