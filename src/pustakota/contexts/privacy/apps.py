"""Django's entry for the context."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "pustakota.contexts.privacy"
    label = "privacy"
