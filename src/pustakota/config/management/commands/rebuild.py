"""The search index, made anew from the database."""

import time
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _

from pustakota.config import documents, readiness
from pustakota.contexts.search import actions as search
from pustakota.contexts.search.errors import IndexBusyError


class Command(BaseCommand):
    help = "Make the search index anew from the database, while the old one answers on."

    def handle(self, *_args: Any, **_options: Any) -> None:
        began = time.monotonic()
        with readiness.in_plain_words():
            readiness.prepare_database()
            try:
                count = search.rebuild(documents.everything())
            except IndexBusyError as error:
                raise CommandError(_("Another rebuild is running; it will do.")) from error
        seconds = time.monotonic() - began
        self.stdout.write(_("%(count)s things can be found (%(seconds).1f s).") % {"count": count, "seconds": seconds})
