"""Django's entry for the site."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "pustakota.sites.pages"
    label = "pages"

    def ready(self) -> None:
        """Receive Wagtail's signals of publishing."""
        from pustakota.sites.pages import signals  # noqa: F401, PLC0415 -- Django asks for it here
