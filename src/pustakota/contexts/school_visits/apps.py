"""Django's entry for the context."""

from django.apps import AppConfig


class SchoolVisitsConfig(AppConfig):
    name = "pustakota.contexts.school_visits"
    label = "school_visits"
