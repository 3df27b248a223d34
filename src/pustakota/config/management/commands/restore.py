"""The way back from a backup."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pustakota.config import readiness
from pustakota.config.operations.archive import ArchiveError
from pustakota.config.operations.dumps import DumpError
from pustakota.config.operations.postgres import ProgramMissingError
from pustakota.config.operations.restore import Restored, RestoreRefusedError, restore
from pustakota.foundation import clock


class Command(BaseCommand):
    help = "Restore a backup into an empty installation, make the index, and list what was lent since for the desk."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--replace",
            action="store_true",
            help=_("Move what is here aside first; without it data are never touched."),
        )

    def handle(self, *_args: Any, file: Path, replace: bool, **_options: Any) -> None:
        with readiness.in_plain_words():
            try:
                restored = restore(file, replace=replace, at=clock.now())
            except (ArchiveError, DumpError, ProgramMissingError, RestoreRefusedError) as error:
                raise CommandError(str(error)) from error
        self._tell(restored)

    def _tell(self, restored: Restored) -> None:
        manifest = restored.manifest
        facts = {"library": manifest.library or "–", "at": manifest.made_at, "rows": sum(manifest.tables.values())}
        self.stdout.write(_("Restored: %(library)s as of %(at)s, %(rows)d rows.") % facts)
        if restored.differing:
            names = ", ".join(restored.differing)
            raise CommandError(_("These tables do not hold what the backup says: %(names)s.") % {"names": names})
        self.stdout.write(_("The search index holds %(number)d things.") % {"number": restored.found})
        words = ngettext(
            "%(number)d loan or return since then is to be entered again: the desk lists it.",
            "%(number)d loans and returns since then are to be entered again: the desk lists them.",
            restored.lost,
        )
        self.stdout.write(words % {"number": restored.lost})
        if restored.held_back:
            words = ngettext(
                "%(number)d message that waited in the backup is held back: the desk decides.",
                "%(number)d messages that waited in the backup are held back: the desk decides.",
                restored.held_back,
            )
            self.stdout.write(words % {"number": restored.held_back})
