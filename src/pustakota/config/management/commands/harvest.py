"""``pustakota harvest``: other libraries' records into the union, from a terminal or for the worker."""

import time
from argparse import ArgumentParser
from typing import IO, Any, Self, cast

from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars
from rich.table import Table

from pustakota.config import harvesting, readiness
from pustakota.config.harvesting import NotAloneError
from pustakota.contexts.network import queries
from pustakota.contexts.network.actions import Progress
from pustakota.contexts.network.errors import HarvestRefused
from pustakota.contexts.network.models import HarvestRun, Source
from pustakota.foundation import clock

_INTERRUPTED = 130
_LINE_EVERY = 10.0


class Command(BaseCommand):
    help = (
        "Harvest other libraries' catalogues into the union (OAI-PMH): changes since last time; it can be interrupted."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("names", nargs="*", metavar="SOURCE", help=_("Names of sources; without any: all of them."))
        parser.add_argument("--due", action="store_true", help=_("Only sources whose time has come; for the worker."))
        parser.add_argument("--whole", action="store_true", help=_("Everything anew, not only what changed."))
        parser.add_argument("--minutes", type=float, help=_("Stop after so many minutes and go on next time."))

    def handle(
        self, *_args: Any, names: list[str], due: bool, whole: bool, minutes: float | None, **_options: Any
    ) -> None:
        if due:
            harvesting.end_with_parent()
        with readiness.in_plain_words():
            readiness.prepare_database()
            try:
                failed = [each for each in _wanted(names, due=due) if not self._bring(each, whole, minutes)]
            except KeyboardInterrupt:
                words = _("Interrupted. Give the same command again to go on.")
                raise CommandError(words, returncode=_INTERRUPTED) from None
        if failed:
            words = ngettext("%(count)s source gave nothing.", "%(count)s sources gave nothing.", len(failed))
            raise CommandError(words % {"count": len(failed)})

    def _bring(self, source: Source, whole: bool, minutes: float | None) -> bool:
        """Whether the source was harvested, with its summary; a refusal goes to stderr and the next source follows."""
        seconds = None if minutes is None else minutes * 60
        try:
            with _Bar(Console(stderr=True), source.name) as bar:
                run = harvesting.harvest(source, tell=bar.tell, seconds=seconds, whole=whole)
        except NotAloneError:
            self.stderr.write(_("%(name)s is being harvested already.") % {"name": source.name})
            return True
        except HarvestRefused as refusal:
            for reason in refusal.worded():
                self.stderr.write(f"{source.name}: {reason.message}")
            return False
        self._summarise(run, bar)
        return True

    def _summarise(self, run: HarvestRun, bar: "_Bar") -> None:
        table = Table(title=run.source.name, show_header=False)
        for name, count in counts_of(run):
            table.add_row(name, f"{count:,}")
        table.add_row(_("records a second"), f"{bar.rate(run):,.0f}")
        Console(file=cast("IO[str]", self.stdout)).print(table)
        for remark in queries.remarks_of(run.pk)[:20]:
            place = f"{remark.page}/{remark.ordinal} {remark.identifier}"
            self.stdout.write(f"  {place}: {remark.code} {remark.reason}")


def counts_of(run: HarvestRun) -> list[tuple[str, int]]:
    """What came of a run."""
    return [
        (_("records that came"), run.seen),
        (_("new"), run.added),
        (_("changed"), run.changed),
        (_("unchanged"), run.unchanged),
        (_("deleted"), run.deleted),
        (_("not taken in"), run.refused),
    ]


def _wanted(names: list[str], *, due: bool) -> list[Source]:
    if due:
        return queries.due_sources(clock.now())
    if not names:
        return [each for each in queries.sources() if each.is_on]
    found = {name: queries.source_of_name(name) for name in names}
    if unknown := [name for name, source in found.items() if source is None]:
        raise CommandError(_("There is no source of this name: %(names)s") % {"names": ", ".join(unknown)})
    return [source for source in found.values() if source is not None]


class _Bar:
    """Progress on a terminal; elsewhere a line now and then."""

    def __init__(self, console: Console, name: str) -> None:
        self.console, self.name = console, name
        self.began = self.last_line = time.monotonic()
        self.first = 0
        self.task: TaskID | None = None
        self.bars = Bars(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            disable=not console.is_terminal,
        )

    def __enter__(self) -> Self:
        self.bars.start()
        self.task = self.bars.add_task(self.name, total=None)
        return self

    def __exit__(self, *_error: object) -> None:
        self.bars.stop()

    def rate(self, run: HarvestRun) -> float:
        return run.seen / max(time.monotonic() - self.began, 0.001)

    def tell(self, done: Progress) -> None:
        assert self.task is not None
        self.bars.update(self.task, completed=done.seen, total=done.size)
        if not self.console.is_terminal and time.monotonic() - self.last_line > _LINE_EVERY:
            self.last_line = time.monotonic()
            facts = {"name": self.name, "count": f"{done.seen:,}", "pages": done.pages}
            self.console.print(_("%(name)s: %(count)s records, %(pages)s pages") % facts)
