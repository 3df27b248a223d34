"""A MARC record as others want to read it: MARCXML, Dublin Core, MODS. Pure functions; none of them ever raises.

What these give out is for the public and for machines, so fields that may name donors, owners or borrowers, or that
hold another system's own matters, never pass (see ``marcxml.disclosed``).
"""
