"""The web process."""

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import connection
from django.utils.translation import gettext as _

from pustakota.config import readiness
from pustakota.config.alone import NotAloneError
from pustakota.config.environment import Environment, environment
from pustakota.config.serving import hold_while_serving
from pustakota.contexts.organisation import queries as organisation
from pustakota.sites.operator import first_code

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class Command(BaseCommand):
    help = "Serve the web pages and the API; migrates first. Ends on SIGTERM."

    def handle(self, *_args: Any, **_options: Any) -> None:
        env = environment()
        if settings.DEMO and env.host not in LOOPBACK:
            raise CommandError(
                _("A demonstration listens on this machine only: its passwords are known. Leave PUSTAKOTA_HOST unset.")
            )
        with readiness.in_plain_words():
            readiness.need_free_port(env.host, env.port)
            _keep_restores_away()
            readiness.prepare_database()
            readiness.prepare_files()
            self._wait_for_first_start(env)
        connection.close()
        self.stdout.write(_("Serving on http://%(host)s:%(port)s/") % {"host": env.host, "port": env.port})
        self.stdout.flush()
        # Becoming the server instead of starting it: one process less, and signals reach it as they are.
        os.execv(sys.executable, [sys.executable, "-m", "granian", *server_arguments(env)])  # noqa: S606 -- no shell wanted

    def _wait_for_first_start(self, env: Environment) -> None:
        """Where no library is founded yet: say where that is done, and with which code."""
        if settings.DEMO or organisation.libraries().exists():
            first_code.forget()
            return
        facts = {"host": env.host, "port": env.port, "code": first_code.ensure()}
        self.stdout.write(_("First start: open http://%(host)s:%(port)s/mulai/ and give the code %(code)s") % facts)


def _keep_restores_away() -> None:
    try:
        hold_while_serving()
    except NotAloneError as error:
        raise CommandError(_("A restore is running on this installation. Start again when it is done.")) from error


def server_arguments(env: Environment) -> list[str]:
    """How granian is told to serve: WSGI, processes and threads as the operator wishes."""
    given = {
        "--interface": "wsgi",
        "--host": env.host,
        "--port": env.port,
        "--workers": env.web_processes,
        "--blocking-threads": env.web_threads,
        "--workers-kill-timeout": 10,
        "--log-level": "warning",
    }
    switches = ["--no-ws", "--respawn-failed-workers"]
    return [*(str(part) for pair in given.items() for part in pair), *switches, "pustakota.config.wsgi:application"]
