"""Django's entry for the context."""

from django.apps import AppConfig


class FieldworkConfig(AppConfig):
    name = "pustakota.contexts.fieldwork"
    label = "fieldwork"
