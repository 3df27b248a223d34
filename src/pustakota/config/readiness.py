"""What must stand before a process of ours can run, made where it is missing; and plain words where it cannot be."""

import errno
import fcntl
import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from pustakota.config.alone import alone
from pustakota.config.operations.backup import NoSpaceError, backup_now, library_here
from pustakota.config.operations.dumps import DumpError
from pustakota.config.operations.postgres import ProgramMissingError
from pustakota.contexts.search.errors import SearchError
from pustakota.foundation.several import ProcessLostError

log = logging.getLogger(__name__)


@contextmanager
def in_plain_words() -> Iterator[None]:
    """What an operator can mend becomes a sentence on stderr and a non-zero exit, never a traceback."""
    try:
        yield
    except OperationalError as error:
        raise CommandError(database_trouble(error)) from error
    except OSError as error:
        raise CommandError(folder_trouble(error)) from error
    except SearchError as error:
        raise CommandError(str(error)) from error
    except ProcessLostError as error:
        raise CommandError(
            _("One of the processes that helped was ended from outside; the memory may be too small. Give this again.")
        ) from error


def database_trouble(error: DatabaseError) -> str:
    """Why the database does not answer, and what to look at."""
    said = " ".join(str(error).split()).rstrip(".?")
    if "disk is full" in said:
        return _("The disk is full: %(said)s. Free some space and start again; what was stored is whole.") % {
            "said": said
        }
    if connection.vendor == "postgresql":
        return _("The database server does not answer: %(said)s. Start it, or correct PUSTAKOTA_DATABASE_URL.") % {
            "said": said
        }
    name = connection.settings_dict["NAME"]
    return _("The database %(name)s cannot be used: %(said)s.") % {"name": name, "said": said}


def folder_trouble(error: OSError) -> str:
    """Which file or folder stands in the way."""
    if error.errno == errno.ENOSPC:
        return _("The disk is full. Free some space and start again; what was stored is whole.")
    place = error.filename or settings.DATA
    return _("%(place)s cannot be used: %(said)s. Choose the data folder with PUSTAKOTA_DATA.") % {
        "place": place,
        "said": error.strerror or error,
    }


def prepare_new_database() -> None:
    """Make the tables where there are none; older ones stay as they are."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    if not connection.introspection.table_names():
        prepare_database()


def prepare_database() -> None:
    """Make the data folder and bring the tables up to date; nothing is done where they are."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    with alone("migrate", patient=True):
        if _is_behind():
            _keep_what_is_there()
            call_command("migrate", interactive=False, verbosity=0)


def _keep_what_is_there() -> None:
    """A backup before the tables of a library change; a demonstration is made anew instead."""
    if settings.DEMO or not library_here():
        return
    try:
        made = backup_now(to=None)
    except (NoSpaceError, DumpError, ProgramMissingError) as error:
        raise CommandError(
            _("No backup could be taken, so the tables stay as they are: %(said)s") % {"said": error}
        ) from error
    log.warning("the tables belong to an older version; before they change, a backup was taken: %s", made.path)


def _is_behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def prepare_files() -> None:
    """Collect the static files where nobody has yet, or where one of them is newer than the collection."""
    if not _files_are_old():
        return
    settings.STATIC_ROOT.parent.mkdir(parents=True, exist_ok=True)
    with (settings.STATIC_ROOT.parent / "static.turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # several that start at once from one checkout share the work
        if _files_are_old():
            call_command("collectstatic", interactive=False, verbosity=0)


def _files_are_old() -> bool:
    collected = settings.STATIC_ROOT / "staticfiles.json"
    return not collected.exists() or collected.stat().st_mtime < _newest_static_file()


def _newest_static_file() -> float:
    files = (storage.path(path) for finder in get_finders() for path, storage in finder.list([]))
    return max(Path(file).stat().st_mtime for file in files)


def need_free_port(host: str, port: int) -> None:
    """Refuse in words when something already listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(_port_trouble(host, port, error)) from error


def _port_trouble(host: str, port: int, error: OSError) -> str:
    facts = {"host": host, "port": port, "said": error.strerror or error}
    if error.errno == errno.EADDRINUSE:
        return (
            _("Port %(port)s is in use by another program. Stop that, or choose another port with PUSTAKOTA_PORT.")
            % facts
        )
    return _("%(host)s, port %(port)s, cannot be listened on: %(said)s.") % facts
