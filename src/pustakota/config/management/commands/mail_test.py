"""A trial of the mail server."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _

from pustakota.config import readiness
from pustakota.config.environment import environment
from pustakota.contexts.notices import actions as notices
from pustakota.contexts.organisation import queries as organisation
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM


class Command(BaseCommand):
    help = "Send a trial message to an address through PUSTAKOTA_EMAIL_URL, and say what the mail server answered."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", metavar="ADDRESS")

    def handle(self, *_args: Any, address: str, **_options: Any) -> None:
        if not environment().email_url.get_secret_value():
            raise CommandError(
                _("No mail server is known. Set PUSTAKOTA_EMAIL_URL, e.g. smtp://user:password@server:587.")
            )
        with readiness.in_plain_words():
            readiness.prepare_database()
            library = organisation.libraries().first()
            name = library.name if library else "Pustakota"
            carried = notices.send_trial(email=address, library=name, by=SYSTEM, at=clock.now())
        if carried.answer.value != "taken":
            raise CommandError(_("It was not sent: %(said)s") % {"said": carried.said})
        self.stdout.write(_("The mail server took the trial message."))
