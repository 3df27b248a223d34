"""Django's entry for config: it holds the commands that know everything."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "pustakota.config"
    label = "config"
