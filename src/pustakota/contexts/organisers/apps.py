"""Django's entry for the context."""

from django.apps import AppConfig


class OrganisersConfig(AppConfig):
    name = "pustakota.contexts.organisers"
    label = "organisers"
