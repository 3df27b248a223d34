"""Django's entry for the context."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "pustakota.contexts.catalogue"
    label = "catalogue"
