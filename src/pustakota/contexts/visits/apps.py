"""Django's entry for the context."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "pustakota.contexts.visits"
    label = "visits"
