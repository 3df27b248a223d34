"""Django's entry for the foundation: it owns the outbox and the schedule's memory."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "pustakota.foundation"
    label = "foundation"
