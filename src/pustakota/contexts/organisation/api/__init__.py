"""Service points over the API."""
