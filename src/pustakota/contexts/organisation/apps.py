"""Django's entry for the context."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "pustakota.contexts.organisation"
    label = "organisation"
