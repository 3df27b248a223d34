"""A database as the migrations leave it, made once for every state of the migrations and copied from there."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "build" / "tests"


def copy_to(target: Path) -> None:
    """Lay a migrated SQLite database at ``target``."""
    with _turn():
        if not (kept := KEPT / f"migrated-{_state()}.sqlite3").exists():
            for old in KEPT.glob("migrated-*.sqlite3"):
                old.unlink()
            with tempfile.TemporaryDirectory(dir=KEPT) as data:
                _migrate(data)
                (Path(data) / "pustakota.sqlite3").rename(kept)
        shutil.copyfile(kept, target)


def template_beside(url: str) -> str:
    """The name of a migrated PostgreSQL database on the server of ``url``, to be copied as a template."""
    name, making = f"pustakota_migrated_{_state()}", "pustakota_migrating"
    with _turn(), psycopg.connect(other_database(url, "postgres"), autocommit=True) as server:
        if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
            server.execute(f'DROP DATABASE IF EXISTS "{making}" WITH (FORCE)')
            server.execute(f'CREATE DATABASE "{making}"')
            with tempfile.TemporaryDirectory(dir=KEPT) as data:
                _migrate(data, PUSTAKOTA_DATABASE_URL=other_database(url, making))
            server.execute(f'ALTER DATABASE "{making}" RENAME TO "{name}"')
    return name


def other_database(url: str, name: str) -> str:
    """The address of another database on the same server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


@contextmanager
def _turn() -> Iterator[None]:
    """Of several processes that come at once, one makes what the others copy."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield


def _migrate(data: str, **given: str) -> None:
    migrate = [sys.executable, "-m", "django", "migrate", "--verbosity=0"]
    environment = {key: value for key, value in os.environ.items() if key != "PUSTAKOTA_DATABASE_URL"}
    environment |= {"PUSTAKOTA_DATA": data, "DJANGO_SETTINGS_MODULE": "pustakota.config.settings"} | given
    subprocess.run(migrate, check=True, env=environment, cwd=ROOT)


def _state() -> str:
    """What decides how an empty library looks: our migrations and the versions of all packages."""
    said = sha256((ROOT / "requirements" / "dev.lock").read_bytes())
    for path in sorted((ROOT / "src").rglob("migrations/*.py")):
        said.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return said.hexdigest()[:16]
