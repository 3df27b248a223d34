"""Machines read what takes place, plan it, and register people."""
