"""The process that does what nobody waits for."""

from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _

from pustakota.config import readiness
from pustakota.config.alone import NotAloneError
from pustakota.config.working import work


class Command(BaseCommand):
    help = "Deliver the outbox, keep the schedule and write the search index; one at a time. Ends on SIGTERM."
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        with readiness.in_plain_words():
            readiness.prepare_database()
            try:
                work()
            except NotAloneError as error:
                raise CommandError(_("A worker already runs on this database; one is enough.")) from error
