"""Django's entry for the context."""

from django.apps import AppConfig


class ChargesConfig(AppConfig):
    name = "pustakota.contexts.charges"
    label = "charges"
