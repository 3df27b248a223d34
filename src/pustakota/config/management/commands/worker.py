"""The process that does what nobody waits for."""

from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _

from pustakota.config import documents, readiness
from pustakota.config.alone import NotAloneError, alone
from pustakota.config.schedule import SCHEDULE
from pustakota.config.subscriptions import SUBSCRIPTIONS
from pustakota.contexts.search import actions as search
from pustakota.contexts.search import queries as found
from pustakota.foundation.worker import Worker


class Command(BaseCommand):
    help = "Deliver the outbox, keep the schedule and write the search index; one at a time. Ends on SIGTERM."

    def handle(self, *_args: Any, **_options: Any) -> None:
        with readiness.in_plain_words():
            readiness.prepare_database()
            try:
                with alone("worker"), search.writing():
                    self._work()
            except NotAloneError as error:
                raise CommandError(_("A worker already runs on this database; one is enough.")) from error

    def _work(self) -> None:
        worker = Worker(SUBSCRIPTIONS, SCHEDULE)
        if not found.ready():
            search.rebuild(documents.everything())
        worker.run()
