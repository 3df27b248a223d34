"""Checking a letter, and having one's own on paper."""
