"""Signing in over the API."""
