"""Django's entry for the context."""

from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    name = "pustakota.contexts.participation"
    label = "participation"
