"""Django's entry for the context."""

from django.apps import AppConfig


class ReadingConfig(AppConfig):
    name = "pustakota.contexts.reading"
    label = "reading"
