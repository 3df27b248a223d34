"""Seal again, after the operator has put a new key in front."""

from typing import Any

from django.core.management import BaseCommand
from django.utils.translation import gettext as _

from pustakota.config import readiness
from pustakota.contexts.people import tasks
from pustakota.foundation import clock


class Command(BaseCommand):
    help = "Seal identity numbers and second-factor secrets with the newest of PUSTAKOTA_FIELD_KEYS."
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        with readiness.in_plain_words():
            readiness.prepare_database()
            number = tasks.seal_again(clock.now())
        self.stdout.write(_("Sealed again: %(number)s. The older keys may be taken away.") % {"number": number})
