"""After a new version was installed: backup, tables, files, index."""

import time
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pustakota.config import documents, readiness
from pustakota.config.alone import NotAloneError, alone
from pustakota.contexts.search import actions as search
from pustakota.contexts.search import queries as found
from pustakota.sites.operator.archives import archives_in
from pustakota.sites.operator.facts import migrations_behind, product_version


class Command(BaseCommand):
    help = (
        "Bring an installation to this version: a backup first, then tables, files and search index. Says what it did."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        began = time.monotonic()
        with readiness.in_plain_words():
            self._upgrade_tables()
            readiness.prepare_files()
            self._make_index()
        facts = {"version": product_version(), "seconds": time.monotonic() - began}
        self.stdout.write(_("This is version %(version)s now (%(seconds).0f s). Restart web and worker.") % facts)

    def _upgrade_tables(self) -> None:
        behind, before = migrations_behind(), set(archives_in(settings.BACKUPS))
        if not behind:
            self.stdout.write(_("The tables are those of this version already."))
            return
        try:
            readiness.prepare_database()
        except NotAloneError as error:
            raise CommandError(_("A backup is being taken. Wait until it is done.")) from error
        for archive in set(archives_in(settings.BACKUPS)) - before:
            self.stdout.write(_("Backup: %(path)s") % {"path": archive.path})
        words = ngettext(
            "%(number)d change of the tables was made.", "%(number)d changes of the tables were made.", len(behind)
        )
        self.stdout.write(words % {"number": len(behind)})

    def _make_index(self) -> None:
        """Only where its form has changed, or none is there; a running worker would write it by the old rules."""
        if found.ready():
            self.stdout.write(_("The search index fits this version."))
            return
        try:
            with alone("worker"):
                number = search.rebuild(documents.everything())
        except NotAloneError as error:
            raise CommandError(
                _("A worker of the old version runs. Stop it (systemctl stop pustakota-worker), and give this again.")
            ) from error
        self.stdout.write(_("The search index was made anew: %(number)d things can be found.") % {"number": number})
