"""The first steps of an installation, asked on a terminal or given as options."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _
from rich.console import Console
from rich.prompt import Prompt

from pustakota.config import readiness
from pustakota.contexts.organisation import queries as organisation
from pustakota.foundation import clock
from pustakota.foundation.errors import Refusal
from pustakota.sites.operator.founding import ZONES, Founding, found, week_of

USUAL_HOURS = "1-5 08:00-16:00"
ASKED: dict[str, tuple[Callable[[], str], str]] = {
    "library": (lambda: _("Name of the library"), ""),
    "short_name": (lambda: _("Short name"), ""),
    "zone": (lambda: _("Time zone (%(zones)s)") % {"zones": ", ".join(ZONES)}, "Asia/Jakarta"),
    "point": (lambda: _("First service point"), ""),
    "hours": (lambda: _("Opening hours (1 = Monday)"), USUAL_HOURS),
    "admin_name": (lambda: _("Name of the first administrator"), ""),
    "username": (lambda: _("Account name of the first administrator"), "admin"),
}
"""What must be known, how it is asked, and what is usual."""


class Command(BaseCommand):
    help = (
        "Set up the library: name, zone, first service point with its hours, first administrator. Asks what is missing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name, (words, usual) in ASKED.items():
            parser.add_argument(f"--{name.replace('_', '-')}", help=f"{words()} [{usual}]" if usual else words())
        parser.add_argument("--address", default="", help=_("Address of the service point."))
        parser.add_argument("--email", default="", help=_("E-mail of the first administrator."))
        parser.add_argument(
            "--password-file", type=Path, metavar="FILE", help=_("Their password; without it, it is asked for.")
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        with readiness.in_plain_words():
            readiness.prepare_database()
            settings.DATA.chmod(0o700)
            if there := organisation.libraries().first():
                raise CommandError(_("There is a library already: %(name)s.") % {"name": there.name})
            try:
                found(self._founding(options), at=clock.now())
            except Refusal as refusal:
                raise CommandError("\n".join(reason.message for reason in refusal.worded())) from refusal
        self._tell()

    def _founding(self, options: dict[str, Any]) -> Founding:
        given = self._answers(options)
        return Founding(
            **{name: given[name] for name in ("library", "short_name", "zone", "point", "admin_name", "username")},
            week=week_of(given["hours"]),
            password=self._password(options["password_file"]),
            email=options["email"],
            address=options["address"],
        )

    def _answers(self, options: dict[str, Any]) -> dict[str, str]:
        """What was given, and for the rest what is answered; without a terminal what is usual, or a no."""
        missing = [f"--{name.replace('_', '-')}" for name, (_w, usual) in ASKED.items() if not (options[name] or usual)]
        if missing and not sys.stdin.isatty():
            raise CommandError(_("Give %(options)s, or run it on a terminal.") % {"options": " ".join(missing)})
        return {name: options[name] or self._ask(*asked) for name, asked in ASKED.items()}

    def _ask(self, words: Callable[[], str], usual: str) -> str:
        if not sys.stdin.isatty():
            return usual
        answer = ""
        while not answer:
            answer = Prompt.ask(words(), default=usual, console=Console(stderr=True)).strip()
        return answer

    def _password(self, file: Path | None) -> str:
        if file:
            return file.read_text(encoding="utf-8").strip()
        if sys.stdin.isatty():
            return Prompt.ask(_("Password"), password=True, console=Console(stderr=True))
        raise CommandError(_("Give %(options)s, or run it on a terminal.") % {"options": "--password-file"})

    def _tell(self) -> None:
        port = os.environ.get("PUSTAKOTA_PORT", "8000")
        self.stdout.write(_("The library is set up. Its data lie in %(folder)s.") % {"folder": settings.DATA})
        self.stdout.write(
            _("Next: “pustakota serve” and “pustakota worker”; then http://localhost:%(port)s/desk/") % {"port": port}
        )
        self.stdout.write(_("Then: “pustakota mail test ADDRESS”, “pustakota import marc FILE”, “pustakota doctor”."))
