"""Django's entry for config: it holds the commands that know everything."""

from django.apps import AppConfig

from pustakota.foundation import personal_data


class ConfigConfig(AppConfig):
    name = "pustakota.config"
    label = "config"

    def ready(self) -> None:
        """Hand the list of personal data to whoever shows or forgets it."""
        from pustakota.config.personal_data import KEPT  # noqa: PLC0415 -- models must be there first

        personal_data.register(KEPT)
