"""A small believable city, made and served."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import connection
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from pustakota.config import documents, readiness, together
from pustakota.config.alone import NotAloneError, alone
from pustakota.config.environment import environment
from pustakota.config.subscriptions import SUBSCRIPTIONS
from pustakota.contexts.search import actions as search
from pustakota.demo.city import Making, OccupiedError, is_made
from pustakota.demo.guide import guide
from pustakota.foundation import clock, delivery, journal

LOOPBACK = "127.0.0.1"


class Command(BaseCommand):
    help = "Make the demo city where there is none yet, and serve it with its worker until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--make-only", action="store_true", help="Make the city and do not serve it.")

    def handle(self, *_args: Any, make_only: bool, **_options: Any) -> None:
        port = environment().port
        with readiness.in_plain_words():
            if not make_only:
                readiness.need_free_port(LOOPBACK, port)
            readiness.prepare_database()
            self._make()
            if make_only:
                return
            readiness.prepare_files()
        connection.close()
        together.become_keeper(port, guide(port, training=environment().training))

    def _make(self) -> None:
        if is_made():
            return
        try:
            with alone("worker"), journal.paused():  # the past that is made up was promised to nobody
                make_city(Console(stderr=True))
        except NotAloneError as error:
            raise CommandError(_("A worker runs on this database. Stop it, then make the city.")) from error
        except OccupiedError as error:
            raise CommandError(
                _("This database holds a library of its own. Name an empty folder with PUSTAKOTA_DATA for the demo.")
            ) from error


def make_city(console: Console) -> None:
    """Take every step that remains, and show how far it is."""
    password = environment().demo_password.get_secret_value()
    making = Making(password=password, clock=clock.now, finish=fill_index, with_exercises=environment().training)
    steps = list(making.remaining())
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=len(steps))
        said = ""
        for step in steps:
            progress.update(task, description=str(step.label))
            if not console.is_terminal and said != str(step.label):
                said = str(step.label)
                console.print(said, highlight=False)
            making.take(step)
            progress.advance(task)


def fill_index(at: datetime) -> None:
    """Tell the past to whoever listens, then make the index of what is there now."""
    delivery.Outbox(SUBSCRIPTIONS).drain(at=at)
    search.rebuild(documents.everything())
