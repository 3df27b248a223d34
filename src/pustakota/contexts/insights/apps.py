"""Django's entry for the context."""

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "pustakota.contexts.insights"
    label = "insights"
