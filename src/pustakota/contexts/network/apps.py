"""Django's entry for the context."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "pustakota.contexts.network"
    label = "network"
