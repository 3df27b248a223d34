"""What tests of every room stand on."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

QueriesAre = Callable[[int], AbstractContextManager[None]]
NothingChanges = Callable[[], AbstractContextManager[None]]
BOUNDARIES = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The test databases; no connection of a thread or process that is gone keeps them from being removed."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture
def transactional_db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database whose transactions truly commit, for threads and processes; afterwards only new rows are gone.

    It stands in the place of pytest-django's own, which empties every table: what migrations wrote stays, so that tests
    may run in any order. A test asks for it by name; the mark ``django_db(transaction=True)`` would not come here.
    """
    with django_db_blocker.unblock():
        assert not connection.in_atomic_block, "a test marked with django_db commits nothing"
        before = {model: set(model._base_manager.values_list("pk", flat=True)) for model in _own_models()}
        yield
        with transaction.atomic():
            for model, keys in before.items():
                new = model._base_manager.exclude(pk__in=keys)
                new._raw_delete(new.db)  # type: ignore[attr-defined]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Stop at the mark that empties every table: tests after it would miss what migrations wrote."""
    for item in items:
        mark = item.get_closest_marker("django_db")
        if mark and mark.kwargs.get("transaction"):
            raise pytest.UsageError(f"{item.nodeid}: ask for the fixture transactional_db instead of the mark")


def _own_models() -> list[type[Model]]:
    own = {"foundation", *(name.rpartition(".")[2] for name in settings.CONTEXTS)}
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in own]


@contextmanager
def _queries(expected: int) -> Iterator[None]:
    with CaptureQueriesContext(connection) as captured:
        yield
    made = [query["sql"] for query in captured if not query["sql"].startswith(BOUNDARIES)]
    assert len(made) == expected, f"{len(made)} queries instead of {expected}:\n" + "\n".join(made)


@pytest.fixture
def queries_are() -> QueriesAre:
    """Exactly so many queries, besides those that begin and end transactions."""
    return _queries


@contextmanager
def _nothing_changes() -> Iterator[None]:
    before = _rows()
    yield
    assert _rows() == before


def _rows() -> dict[str, list[tuple[object, ...]]]:
    return {model._meta.label: list(model._base_manager.order_by("pk").values_list()) for model in _own_models()}


@pytest.fixture
def nothing_changes() -> NothingChanges:
    """Every row of every table stays as it was: what a refusal must leave behind."""
    return _nothing_changes
