"""The lists from A to Z, counted anew."""

import time
from typing import Any

from django.core.management import BaseCommand
from django.utils.translation import gettext as _

from pustakota.config import readiness
from pustakota.contexts.catalogue import actions
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM


class Command(BaseCommand):
    help = "Count authors and subjects for the lists from A to Z now; the worker does it each night."

    def handle(self, *_args: Any, **_options: Any) -> None:
        began = time.monotonic()
        with readiness.in_plain_words():
            readiness.prepare_database()
            count = actions.count_headings(by=SYSTEM, at=clock.now())
        facts = {"count": count, "seconds": time.monotonic() - began}
        self.stdout.write(_("%(count)s forms of authors and subjects (%(seconds).1f s).") % facts)
