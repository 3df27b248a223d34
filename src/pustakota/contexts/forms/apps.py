"""Django's entry for the context."""

from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "pustakota.contexts.forms"
    label = "forms"
