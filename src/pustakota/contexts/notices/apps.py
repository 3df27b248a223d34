"""Django's entry for this context."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "pustakota.contexts.notices"
    label = "notices"
