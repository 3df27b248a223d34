"""Django's entry for the context."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "pustakota.contexts.cases"
    label = "cases"
