"""Django's entry for the context."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "pustakota.contexts.people"
    label = "people"
