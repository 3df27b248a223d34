"""Django's entry for the site."""

from django.apps import AppConfig


class OperatorConfig(AppConfig):
    name = "pustakota.sites.operator"
    label = "operator"
