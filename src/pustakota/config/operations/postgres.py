"""PostgreSQL's own programs for dumping and restoring, in a version that fits the server."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from pustakota.sites.operator.findings import Finding, Weight

PACKAGED = Path("/usr/lib/postgresql")
"""Where Debian and Ubuntu put each version (postgresql-client-<version>)."""


class ProgramMissingError(Exception):
    """No ``pg_dump`` of this machine is new enough for the server."""

    def __init__(self, name: str, server: int) -> None:
        super().__init__(
            _("%(name)s of version %(server)d or newer is needed and not there. Install postgresql-client-%(server)d.")
            % {"name": name, "server": server}
        )


def server_version() -> int:
    """The server's major version."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10_000


def program(name: str, *, server: int) -> Path:
    """The oldest program of this name that is not older than the server: it reads dumps of its own age only."""
    fitting = sorted((version, path) for version, path in _programs(name) if version >= server)
    if not fitting:
        raise ProgramMissingError(name, server)
    return fitting[0][1]


def _programs(name: str) -> Iterator[tuple[int, Path]]:
    on_path = shutil.which(name)
    places = {*PACKAGED.glob(f"*/bin/{name}"), *([Path(on_path)] if on_path else [])}
    for path in sorted(places):
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603 -- ours
        if match := re.search(r"(\d+)(\.\d+)*", said):
            yield int(match[1]), path


def surroundings(database: Mapping[str, Any]) -> dict[str, str]:
    """How the programs are told where the database is; the password never stands on a command line."""
    given = {
        "PGHOST": database["HOST"],
        "PGPORT": database["PORT"],
        "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"],
        "PGDATABASE": database["NAME"],
    }
    return os.environ | {name: str(value) for name, value in given.items() if value}


def findings() -> list[Finding]:
    """Whether a backup of this server could be taken here; nothing to say on SQLite."""
    if connection.vendor != "postgresql":
        return []
    about = _("Programs of PostgreSQL")
    try:
        found = program("pg_dump", server=server_version())
    except ProgramMissingError as missing:
        return [Finding(about, Weight.WRONG, _("No backup can be taken here."), str(missing))]
    return [Finding(about, Weight.GOOD, str(found))]
