"""``pustakota import authorities FILE…``: references of authority records, from a terminal."""

from argparse import ArgumentParser
from pathlib import Path
from typing import IO, Any, cast

from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from pustakota.config import readiness
from pustakota.contexts.catalogue import actions
from pustakota.contexts.catalogue.marc.problems import NotMarcError
from pustakota.contexts.catalogue.marc.reader import read
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM

_SHOWN = 20


class Command(BaseCommand):
    help = (
        "Bring in files of MARC authority records (ISO 2709 or MARCXML): their references lead people to the "
        "headings in use. The same file may be given again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *_args: Any, files: list[Path], **_options: Any) -> None:
        with readiness.in_plain_words():
            readiness.prepare_database()
            for path in files:
                self._bring_in(path)
            actions.count_headings(by=SYSTEM, at=clock.now())

    def _bring_in(self, path: Path) -> None:
        columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
        taken = actions.Taken()
        try:
            with Progress(*columns, console=Console(stderr=True)) as bar:
                task = bar.add_task(path.name, total=None)
                for taken in actions.take_authorities(entries=read(path), by=SYSTEM, at=clock.now()):
                    bar.update(task, completed=taken.read)
        except NotMarcError as error:
            raise CommandError(_("%(path)s is not MARC: %(said)s") % {"path": path, "said": error.seen}) from error
        except OSError as error:
            raise CommandError(_("%(path)s cannot be read: %(said)s") % {"path": path, "said": error}) from error
        self._summarise(path, taken)

    def _summarise(self, path: Path, taken: actions.Taken) -> None:
        table = Table(title=path.name, show_header=False)
        table.add_row(_("records read"), f"{taken.read:,}")
        table.add_row(_("references"), f"{taken.references:,}")
        table.add_row(_("without references"), f"{taken.without:,}")
        table.add_row(_("not taken in"), f"{len(taken.problems):,}")
        Console(file=cast("IO[str]", self.stdout)).print(table)
        for ordinal, position, code in taken.problems[:_SHOWN]:
            said = {"ordinal": ordinal, "position": position, "code": code}
            self.stdout.write(_("record %(ordinal)s at byte %(position)s: %(code)s") % said)
