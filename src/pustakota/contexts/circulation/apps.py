"""Django's entry for the context."""

from django.apps import AppConfig


class CirculationConfig(AppConfig):
    name = "pustakota.contexts.circulation"
    label = "circulation"
