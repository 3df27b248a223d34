"""Django's entry for the context."""

from django.apps import AppConfig


class CommunityConfig(AppConfig):
    name = "pustakota.contexts.community"
    label = "community"
