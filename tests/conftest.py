"""What tests of every room stand on."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import time
from itertools import count
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, BrowserContext
from pytest_django import DjangoDbBlocker, Settings

from pustakota.foundation import clock
from pustakota.sites.pages import furniture
from tests import browser
from tests.factories.moments import NOW
from tests.migrated import copy_to, template_beside

# How fast a machine is proves nothing: no example fails for having taken long.
hypothesis_settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("unhurried")

QueriesAre = Callable[[int], AbstractContextManager[None]]
NothingChanges = Callable[[], AbstractContextManager[None]]
BOUNDARIES = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
_INDEXES = count()


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None, django_db_keepdb: bool) -> bool:  # the name is another's
    """Every run begins with a copy of a migrated database: the migrations themselves take twenty seconds."""
    if connection.vendor == "sqlite":
        copy_to(Path(settings.DATABASES["default"]["TEST"]["NAME"]))
        return True
    connection.settings_dict["TEST"]["TEMPLATE"] = template_beside(os.environ["PUSTAKOTA_DATABASE_URL"])
    return django_db_keepdb


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
    """A database whose transactions truly commit, for threads and processes; afterwards every row is as it was.

    It stands in the place of pytest-django's own, which empties every table: what migrations wrote stays, so that tests
    may run in any order. A test asks for it by name; the mark ``django_db(transaction=True)`` would not come here.
    """
    with django_db_blocker.unblock():
        assert not connection.in_atomic_block, "a test marked with django_db commits nothing"
        tables = sorted(connection.introspection.django_table_names(only_existing=True))
        before = {table: _content(table) for table in tables}
        yield
        with transaction.atomic(), connection.cursor() as cursor:
            for table, (columns, rows) in before.items():
                if _content(table) == (columns, rows):
                    continue
                cursor.execute(f"DELETE FROM {_quoted(table)}")
                if rows:
                    values = ", ".join(["%s"] * len(columns))
                    names = ", ".join(map(_quoted, columns))
                    given = [tuple(map(_as_taken, row)) for row in rows]
                    cursor.executemany(f"INSERT INTO {_quoted(table)} ({names}) VALUES ({values})", given)


def _content(table: str) -> tuple[list[str], list[tuple[object, ...]]]:
    """Columns and rows of a table, as the driver gives them."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {_quoted(table)}")
        return [column[0] for column in cursor.description], cursor.fetchall()


def _as_taken(value: object) -> object:
    """SQLite's driver gives times of day and takes none."""
    return connection.ops.adapt_timefield_value(value) if isinstance(value, time) else value


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


@pytest.fixture(autouse=True)
def _an_index_of_its_own(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test finds what another has indexed; the folder is made by whoever writes an index."""
    settings.SEARCH_INDEX_PATH = tmp_path_factory.getbasetemp() / f"index-{next(_INDEXES)}"


@pytest.fixture(autouse=True)
def _the_own_language() -> None:
    """No test speaks the language of the last page that another asked for in this thread."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 32 MB."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux mounts a disk of 32 MB")
    disk = tmp_path / "disk"
    disk.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", str(disk)]
    mounted = subprocess.run(words, capture_output=True, text=True, check=False)
    if mounted.returncode:
        pytest.skip(f"no disk could be mounted: {mounted.stderr.strip()}")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


@pytest.fixture
def in_english() -> Iterator[None]:
    """Sentences are read as they stand in the sources."""
    with translation.override("en"):
        yield


@pytest.fixture
def told_by_mail(in_english: None, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """Messages go out by e-mail, in English, and it is always the moment of the factories."""
    settings.OFFERED_CHANNELS = ["email"]
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture(autouse=True)
def _bare_pages() -> None:
    """No banner and no menu is looked up, so that no page costs a question more or less by when it is shown."""
    furniture.keep(furniture.Furniture())


@pytest.fixture(scope="session")
def browser_process() -> Iterator[Browser]:
    """The one browser of a run: Playwright drives no second one in the same thread."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs a loop of its own in this thread
    with browser.chromium() as process:
        yield process


@pytest.fixture
def chromium(browser_process: Browser) -> Iterator[BrowserContext]:
    """A laptop that was never here: no cookie, no cache and no service worker of another test is on it."""
    context = browser_process.new_context(viewport=browser.LAPTOP, bypass_csp=True)
    context.set_default_timeout(20_000)  # a busy machine is slow, not wrong
    yield context
    context.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Stop at the mark that empties every table: tests after it would miss what migrations wrote.

    Whoever asks for ``rows`` asks for a database, which is made ready only for tests that name it. What is slow begins
    first, so that no worker is left alone with it at the end.
    """
    for item in items:
        names = getattr(item, "fixturenames", [])
        if "rows" in names:
            names.append("transactional_db" if item.get_closest_marker("journey") else "db")
        mark = item.get_closest_marker("django_db")
        if mark and {"transactional_db", "live_server"} & set(names):
            raise pytest.UsageError(f"{item.nodeid}: ask for transactional_db alone, without the mark django_db")
        if mark and mark.kwargs.get("transaction"):
            raise pytest.UsageError(f"{item.nodeid}: ask for the fixture transactional_db instead of the mark")
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


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
