"""Django's entry for the site."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "pustakota.sites.desk"
    label = "desk"
