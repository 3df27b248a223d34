"""The privacy desk: incidents, from noticing to closing."""
