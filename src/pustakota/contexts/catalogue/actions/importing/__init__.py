"""Bringing in files of MARC: prepared in one process, stored in another, a thousand records a transaction."""
