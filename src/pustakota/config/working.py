"""The worker's life: a process of its own, or one that follows an import for its length."""

from pustakota.config import documents
from pustakota.config.alone import alone
from pustakota.config.schedule import SCHEDULE
from pustakota.config.subscriptions import SUBSCRIPTIONS
from pustakota.contexts.search import actions as search
from pustakota.contexts.search import queries as found
from pustakota.foundation import delivery
from pustakota.foundation.worker import Worker


def work() -> None:
    """Work until SIGTERM; ``NotAloneError`` where another worker does."""
    with alone("worker"), search.writing():
        worker = Worker(SUBSCRIPTIONS, SCHEDULE)
        if not found.ready():
            _make_index(worker.outbox)
        worker.run()


def _make_index(outbox: delivery.Outbox) -> None:
    """The first index, from the database: what was announced before need not be told to it again."""
    announced = outbox.waiting(documents.index_records)
    search.rebuild(documents.everything())
    delivery.settle(announced)
