"""The worker's life: a process of its own, or one that follows an import for its length."""

import logging
from datetime import datetime

from pustakota.config import documents
from pustakota.config.alone import NotAloneError, alone
from pustakota.config.schedule import SCHEDULE
from pustakota.config.subscriptions import SUBSCRIPTIONS
from pustakota.contexts.search import actions as search
from pustakota.contexts.search import queries as found
from pustakota.contexts.search.errors import IndexUnreachableError
from pustakota.foundation import clock, delivery
from pustakota.foundation.schedule import Line
from pustakota.foundation.worker import Worker

log = logging.getLogger(__name__)
NAME = "worker"


def work() -> None:
    """Work until SIGTERM; ``NotAloneError`` where another worker does, or took over after the database was gone."""
    with alone(NAME) as still_alone, search.writing():
        worker = Worker(SUBSCRIPTIONS, SCHEDULE, is_alone=still_alone)
        first = FirstIndex(worker.outbox)
        first.make(clock.now())
        if first.is_missing:
            worker.lines = [*SCHEDULE, Line("* * * * *", first.make)]
        worker.run()
        if worker.is_displaced:
            raise NotAloneError(NAME)


class FirstIndex:
    """The first index, made from the database when the worker starts, or as soon as the cluster is back."""

    def __init__(self, outbox: delivery.Outbox) -> None:
        self._outbox = outbox
        self.is_missing = True
        self._is_told = False

    def make(self, _at: datetime) -> None:
        """Make it if there is none. What was announced before need not be told to it again."""
        if not self.is_missing or found.ready():
            self.is_missing = False
            return
        announced = [number for reaction in documents.FOLLOWED for number in self._outbox.waiting(reaction)]
        try:
            search.rebuild(documents.everything())
        except IndexUnreachableError as error:  # mail and the rest of the work go on without the cluster
            self._tell(error)
            return
        delivery.settle(announced)
        self.is_missing = False

    def _tell(self, error: IndexUnreachableError) -> None:
        """Once, not every minute."""
        if not self._is_told:
            log.error("%s The first index is made as soon as it answers.", error)
        self._is_told = True
