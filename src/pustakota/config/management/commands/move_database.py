"""From SQLite to PostgreSQL, or back."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _

from pustakota.config import readiness
from pustakota.config.operations.moving import MoveRefusedError, move


class Command(BaseCommand):
    help = (
        "Copy the whole library into another, empty database (SQLite to PostgreSQL, or back), and compare every table. "
        "What is here stays as it is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        where = parser.add_mutually_exclusive_group(required=True)
        where.add_argument(
            "--to", metavar="URL", help=_("Address of the empty database: postgresql://… or sqlite:///…")
        )
        where.add_argument(
            "--to-file",
            type=Path,
            metavar="FILE",
            help=_("A file with that address, so that nobody reads its password."),
        )

    def handle(self, *_args: Any, to: str | None, to_file: Path | None, **_options: Any) -> None:
        began = time.monotonic()
        with readiness.in_plain_words():
            url = to or (to_file.read_text(encoding="utf-8").strip() if to_file else "")
            try:
                moved = move(to=url, tell=self._tell)
            except MoveRefusedError as error:
                raise CommandError(str(error)) from error
        facts = {"rows": moved.rows, "tables": len(moved.tables), "seconds": time.monotonic() - began}
        self.stdout.write(_("%(rows)d rows of %(tables)d tables were moved and compared (%(seconds).0f s).") % facts)
        self.stdout.write(
            _("Now set PUSTAKOTA_DATABASE_URL to that address and start web and worker. Keep the old one for a while.")
        )

    def _tell(self, table: str, rows: int) -> None:
        if rows:
            self.stdout.write(f"{table}: {rows}")
            self.stdout.flush()
