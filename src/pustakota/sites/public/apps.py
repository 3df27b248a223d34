"""Django's entry for the site."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "pustakota.sites.public"
    label = "public"
