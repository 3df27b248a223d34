"""Django's entry for the context."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "pustakota.contexts.programmes"
    label = "programmes"
