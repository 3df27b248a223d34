"""Figures for everybody: closed periods alone, with small cells hidden."""
