"""Engines hold the index; all of them answer one protocol."""
