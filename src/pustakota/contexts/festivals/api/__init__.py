"""Festivals for machines."""
