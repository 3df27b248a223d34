"""Machines read what can be booked and when, and book it."""
