"""Django's entry for the site."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "pustakota.sites.pages"
    label = "pages"
