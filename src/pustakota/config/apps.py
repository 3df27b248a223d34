"""Django's entry for config: it holds the commands that know everything."""

from django.apps import AppConfig

from pustakota.foundation import personal_data


class ConfigConfig(AppConfig):
    name = "pustakota.config"
    label = "config"

    def ready(self) -> None:
        """Hand the list of personal data to whoever shows or forgets it, and the page of figures to insights."""
        from pustakota.config.counts import COUNTS, DISTINCT  # noqa: PLC0415 -- models must be there first
        from pustakota.config.personal_data import KEPT  # noqa: PLC0415 -- models must be there first
        from pustakota.contexts.insights import queries as insights  # noqa: PLC0415 -- models must be there first

        insights.register(COUNTS, DISTINCT)
        personal_data.register(KEPT)
