"""From one address to Django's database settings: SQLite by default, PostgreSQL when the operator gives an address."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000; "
    "PRAGMA mmap_size=33554432; PRAGMA temp_store=MEMORY;"
)

ASKED_BEFORE_PREPARED = 3
"""How often a connection asks PostgreSQL the same before the server keeps the plan (``foundation.statements``). Poolers
between us and the server must know prepared statements, as PgBouncer does from 1.21 on."""


def database_settings(url: str, *, data: Path) -> dict[str, Any]:
    """Django's settings for the default database.

    SQLite runs in WAL with ``synchronous=FULL`` (a power cut loses nothing that was acknowledged) and takes its one
    write lock at the start of each transaction, so that reading before writing is safe.
    """
    if not url:
        return _sqlite(data / "pustakota.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(parts.path))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"PUSTAKOTA_DATABASE_URL begins with {parts.scheme!r}: give postgresql://… or sqlite:///…")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": False,
        "OPTIONS": {"connect_timeout": 5, "prepare_threshold": ASKED_BEFORE_PREPARED},
    }


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "pustakota.foundation.sqlite",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_START},
    }
