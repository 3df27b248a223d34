"""Django's entry for the context."""

from django.apps import AppConfig


class SpacesConfig(AppConfig):
    name = "pustakota.contexts.spaces"
    label = "spaces"
