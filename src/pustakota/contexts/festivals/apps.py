"""Django's entry for the context."""

from django.apps import AppConfig


class FestivalsConfig(AppConfig):
    name = "pustakota.contexts.festivals"
    label = "festivals"
