"""Inputs of the editor's forms."""

from django.forms import CheckboxSelectMultiple


class Ticks(CheckboxSelectMultiple):
    """A short list of which several may be ticked."""
