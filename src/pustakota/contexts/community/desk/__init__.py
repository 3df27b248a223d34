"""Citizens’ proposals at the desk."""
