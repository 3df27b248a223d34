"""Loans, returns and holds over the API."""
