"""The schema that migrations make is the one the models want, forwards and back."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).resolve().parents[2]
OWN = [name.rpartition(".")[2] for name in settings.CONTEXTS if name.startswith("pustakota.")]
WITH_TABLES = ["foundation", *(label for label in OWN if list(apps.get_app_config(label).get_models()))]
NAME = f"pustakota_migrations_{os.getpid()}"


def run_python(*words: str, url: str, data: Path) -> str:
    """What Python prints, in a process of its own on a database of its own."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "pustakota.config.settings",
        "PUSTAKOTA_DATA": str(data),
        "PUSTAKOTA_DATABASE_URL": url,
        "PYTHONPATH": str(ROOT / "src"),
    }
    environment.pop("PUSTAKOTA_TEST_DATABASE_URL", None)
    done = subprocess.run([sys.executable, *words], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def empty_database(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty database beside the tests' own, of the same kind."""
    if connection.vendor == "sqlite":
        yield f"sqlite://{tmp_path / 'empty.sqlite3'}"
        return
    request.getfixturevalue("transactional_db")
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{NAME}"')
    url = urlsplit(os.environ["PUSTAKOTA_DATABASE_URL"])
    yield urlunsplit(url._replace(path=f"/{NAME}"))
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{NAME}" WITH (FORCE)')


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


THERE_AND_BACK = """
import django
django.setup()
from django.apps import apps
from django.core.management import call_command
from django.db import connection

labels = {labels!r}
quiet = {{"verbosity": 0, "interactive": False}}
for label in ("foundation", "circulation"):  # which draws in all the others
    call_command("migrate", label, **quiet)
for label in ("organisation", "foundation"):  # which the others stand on
    call_command("migrate", label, "zero", **quiet)
left = {{table for table in connection.introspection.table_names() if table.startswith(tuple(labels))}}
assert not left, left
call_command("migrate", "circulation", **quiet)
print(apps.get_model("circulation.PolicyRow").objects.count())
"""


@pytest.mark.slow
def test_our_migrations_run_forwards_back_to_nothing_and_forwards_again(empty_database: str, tmp_path: Path) -> None:
    out = run_python("-c", THERE_AND_BACK.format(labels=WITH_TABLES), url=empty_database, data=tmp_path)
    assert out.strip() == "1", "the default policy stands in the new database"


@pytest.mark.django_db
def test_every_migration_of_ours_can_be_undone() -> None:
    loader = MigrationLoader(connection)
    ours = [migration for (label, _), migration in loader.disk_migrations.items() if label in WITH_TABLES]
    assert len(ours) >= len(WITH_TABLES)
    for migration in ours:
        assert all(operation.reversible for operation in migration.operations), migration
