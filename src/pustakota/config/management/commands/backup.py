"""A backup, taken while everybody works on."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _

from pustakota.config import readiness
from pustakota.config.alone import NotAloneError
from pustakota.config.operations.backup import NoSpaceError, backup_now
from pustakota.config.operations.dumps import DumpError
from pustakota.config.operations.postgres import ProgramMissingError


class Command(BaseCommand):
    help = "Take a backup while everybody works on: database, uploads and keys in one archive, checked and dated."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, metavar="DIR", help=_("Another folder than PUSTAKOTA_BACKUPS."))

    def handle(self, *_args: Any, to: Path | None, **_options: Any) -> None:
        with readiness.in_plain_words():
            readiness.prepare_new_database()
            try:
                made = backup_now(to=to)
            except NotAloneError as error:
                raise CommandError(_("Another backup is being taken; it will do.")) from error
            except (NoSpaceError, DumpError, ProgramMissingError) as error:
                raise CommandError(str(error)) from error
        self.stdout.write(f"{made.path} ({made.size / 1e6:.1f} MB)")
