"""Messages by the API."""
