"""Django's entry for the context."""

from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "pustakota.contexts.credentials"
    label = "credentials"
