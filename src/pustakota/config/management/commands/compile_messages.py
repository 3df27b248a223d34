"""Translations, from .po to .mo, without gettext's own programs."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from django.conf import settings
from django.core.management import BaseCommand, CommandError

from pustakota.config import readiness


class Command(BaseCommand):
    help = "Compile the translations of the product (locale/*.po) without gettext's programs."

    def handle(self, *_args: Any, **_options: Any) -> None:
        with readiness.in_plain_words():
            for folder in settings.LOCALE_PATHS:
                for path in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
                    compile_catalogue(path)


def compile_catalogue(path: Path) -> None:
    """Write the .mo beside a .po; a catalogue that cannot be read stops with its line."""
    with path.open("rb") as file:
        try:
            catalogue = read_po(file, locale=path.parts[-3], abort_invalid=True)
        except PoFileError as error:
            raise CommandError(f"{path}: {error}") from error
    fresh = path.with_suffix(".mo.new")
    with fresh.open("wb") as file:
        write_mo(file, catalogue)
    fresh.replace(path.with_suffix(".mo"))
