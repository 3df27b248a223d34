"""Django's entry for the context."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "pustakota.contexts.people"
    label = "people"

    def ready(self) -> None:
        """Receive Django's signals of signing in and out."""
        from pustakota.contexts.people import signals  # noqa: F401, PLC0415 -- Django asks for it here
