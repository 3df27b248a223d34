"""``pustakota import marc FILE…``: files of MARC into the catalogue, from a terminal."""

import gc
import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import IO, Any, Self, cast

from django.core.management import BaseCommand, CommandError
from django.db import DataError, IntegrityError, OperationalError, connections
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table

from pustakota.config import documents, readiness
from pustakota.config.alone import NotAloneError, alone
from pustakota.config.working import work
from pustakota.contexts.catalogue import actions
from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.catalogue.errors import ImportRefused
from pustakota.contexts.search.errors import SearchError
from pustakota.foundation import clock, delivery
from pustakota.foundation.actors import SYSTEM

_INTERRUPTED = 130
_RARELY = 100_000
"""New objects between two looks for circles among them, which rows of a database never make."""
_LOOK_AGAIN = 0.2
_FOLLOWER_ENDS_WITHIN = 60
_UNWRITABLE = (OSError, OperationalError, SearchError)
"""How a full disk ends the follower."""
log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Bring files of MARC into the catalogue: ISO 2709 or MARCXML, also as .gz or .xz; an interrupted one goes on."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--again", action="store_true", help=_("Read files again that were brought in before."))
        parser.add_argument("--no-index", action="store_true", help=_("Leave the search index to the next worker."))

    def handle(self, *_args: Any, files: list[Path], again: bool, no_index: bool, **_options: Any) -> None:
        gc.freeze()
        gc.set_threshold(_RARELY)
        with readiness.in_plain_words():
            readiness.prepare_database()
            try:
                with _indexing(wanted=not no_index) as index, alone("import"):
                    failed = [path for path in files if not self._bring_in(path, again=again)]
                    index.finish()
            except NotAloneError as error:
                raise CommandError(_("Another import is running. Wait until it is done.")) from error
            except KeyboardInterrupt:
                raise CommandError(
                    _("Interrupted. Give the same command again to go on."), returncode=_INTERRUPTED
                ) from None
        if failed:
            raise CommandError(
                ngettext("%(count)s file was not brought in.", "%(count)s files were not brought in.", len(failed))
                % {"count": len(failed)}
            )

    def _bring_in(self, path: Path, *, again: bool) -> bool:
        """Whether the file is in, with its summary; a refusal goes to stderr and the next file follows."""
        console = Console(stderr=True)
        try:
            with _Bar(console, path) as bar:
                run = actions.import_file(path=path, by=SYSTEM, clock=clock.now, again=again, tell=bar.tell)
        except ImportRefused as refusal:
            for reason in refusal.worded():
                self.stderr.write(reason.message)
            return False
        except (DataError, IntegrityError) as error:
            said = {"path": path, "said": " ".join(str(error).split())}
            self.stderr.write(_("The database did not take %(path)s: %(said)s") % said)
            return False
        if not bar.told and run.position:
            self.stdout.write(
                _("%(path)s was brought in on %(day)s; nothing to do. With --again it is read once more.")
                % {"path": path, "day": f"{run.ended_at:%Y-%m-%d}"}
            )
        self._summarise(run.pk, bar)
        return True

    def _summarise(self, run_id: int, bar: "_Bar") -> None:
        run = catalogue.import_run(run_id)
        table = Table(title=run.file_name, show_header=False)
        rows = [
            (_("records read"), run.position),
            (_("new"), run.added),
            (_("changed"), run.changed),
            (_("unchanged"), run.unchanged),
            (_("not taken in"), run.rejected),
        ]
        for name, count in rows:
            table.add_row(name, f"{count:,}")
        if bar.told:
            table.add_row(_("records a second"), f"{bar.rate:,.0f}")
        console = Console(file=cast("IO[str]", self.stdout))
        console.print(table)
        problems = catalogue.import_problems(run_id)
        if problems:
            self._list_problems(console, problems)
            self.stdout.write(_("The whole list: %(path)s") % {"path": actions.report_path(run)})

    def _list_problems(self, console: Console, problems: list[tuple[str, bool, int, int, str]]) -> None:
        table = Table(_("what was wrong"), _("taken in"), _("how often"), _("first at record"), _("such as"))
        for code, taken, count, first, example in problems:
            table.add_row(code, _("yes") if taken else _("no"), f"{count:,}", f"{first:,}", example)
        console.print(table)


class _Bar:
    """Progress on a terminal: records, records a second, time left; elsewhere a line now and then."""

    def __init__(self, console: Console, path: Path) -> None:
        self.console, self.name = console, path.name
        self.began = self.last_line = time.monotonic()
        self.now = 0
        self.told = False
        self.task: TaskID | None = None
        self.progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[records]:,}"),
            TextColumn(_("{task.fields[rate]:,.0f} a second")),
            TimeRemainingColumn(elapsed_when_finished=True),
            console=console,
            disable=not console.is_terminal,
        )

    def __enter__(self) -> Self:
        self.progress.start()
        self.task = self.progress.add_task(self.name, total=1.0, records=0, rate=0.0)
        return self

    def __exit__(self, *_error: object) -> None:
        self.progress.stop()

    @property
    def rate(self) -> float:
        return self.now / max(time.monotonic() - self.began, 0.001)

    def tell(self, done: actions.Progress) -> None:
        self.now, self.told = done.now, True
        assert self.task is not None
        self.progress.update(self.task, completed=done.share, records=done.in_all, rate=self.rate)
        if not self.console.is_terminal and time.monotonic() - self.last_line > 10:
            self.last_line = time.monotonic()
            facts = {
                "name": self.name,
                "count": f"{done.in_all:,}",
                "rate": f"{self.rate:,.0f}",
                "share": done.share * 100,
            }
            self.console.print(_("%(name)s: %(count)s records, %(rate)s a second, %(share).0f %%") % facts)


class _Index:
    """The process that brings the search index after the import; None where a worker runs anyway or nobody wants it."""

    def __init__(self, follower: BaseProcess | None) -> None:
        self.follower, self.since = follower, clock.now()

    def finish(self) -> None:
        """Wait until everything announced has reached the index."""
        if self.follower is None:
            return
        console = Console(stderr=True)
        with console.status(_("The search index is following …")):
            while self.follower.is_alive() and delivery.has_open() and not self._is_stuck():
                time.sleep(_LOOK_AGAIN)
        if self.follower.exitcode or self._is_stuck():
            raise CommandError(
                _("The records are stored, but the index cannot be written. Free some disk space and start a worker.")
            )

    def _is_stuck(self) -> bool:
        return delivery.is_stuck(documents.FOLLOWED, since=self.since)


@contextmanager
def _indexing(*, wanted: bool) -> Iterator[_Index]:
    """With no worker running a follower does its work for the length of the import."""
    follower = None
    if wanted and not _a_worker_runs():
        connections.close_all()
        follower = multiprocessing.get_context("fork").Process(target=_follow)
        follower.start()
    try:
        yield _Index(follower)
    finally:
        if follower is not None:
            follower.terminate()
            follower.join(_FOLLOWER_ENDS_WITHIN)


def _follow() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_importer, daemon=True).start()
    try:
        with suppress(NotAloneError):
            work()
    except _UNWRITABLE as problem:
        log.error("the search index cannot be written: %s", problem)  # noqa: TRY400 -- the disk's trouble, not ours
        sys.exit(1)


def _end_with_the_importer() -> None:
    importer = multiprocessing.parent_process()
    assert importer is not None
    importer.join()
    os.kill(os.getpid(), signal.SIGTERM)


def _a_worker_runs() -> bool:
    try:
        with alone("worker"):
            return False
    except NotAloneError:
        return True
