"""A library for practising, beside the real one: own data, ten exercises, and no message leaves it."""

import os
import shutil
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand
from django.utils.translation import gettext as _

from pustakota.config import readiness

PORT = 8010
SILENT = {"TRAINING": "true", "DATABASE_URL": "", "EMAIL_URL": "", "WEB_PUSH": "false", "BACKUP_DAILY": "false"}
"""What the training does otherwise than the library it stands beside."""


class Command(BaseCommand):
    help = "Make and serve a library for practising, with ten exercises, in a folder of its own beside the data."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--fresh", action="store_true", help=_("Throw the practice library away and begin anew."))
        parser.add_argument("--make-only", action="store_true", help=_("Make it and do not serve it."))
        parser.add_argument("--port", type=int, default=PORT, help=_("Port of its pages (default: %(default)s)."))

    def handle(self, *_args: Any, fresh: bool, make_only: bool, port: int, **_options: Any) -> None:
        folder = training_folder()
        with readiness.in_plain_words():
            if fresh and folder.exists():
                shutil.rmtree(folder)
        words = [sys.executable, "-m", "pustakota", "demo", *(["--make-only"] if make_only else [])]
        os.execve(sys.executable, words, surroundings(folder, port))  # noqa: S606 -- no shell wanted


def training_folder() -> Path:
    """Beside the data folder, so that no backup and no mistake mixes the two."""
    data: Path = settings.DATA
    return data.with_name(f"{data.name}-training")


def surroundings(folder: Path, port: int) -> dict[str, str]:
    """The environment of the practice library: nothing of the real one's database, mail or paths."""
    changed = SILENT | {"DATA": str(folder), "PORT": str(port)}
    left_out = {f"PUSTAKOTA_{name}_FILE" for name in changed} | {"PUSTAKOTA_BACKUPS", "PUSTAKOTA_LOAN_LOG"}
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return kept | {f"PUSTAKOTA_{name}": value for name, value in changed.items()}
