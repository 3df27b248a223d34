"""How the installation stands, on a terminal or for a program."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import IO, Any, cast

from django.core.management import BaseCommand
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from pustakota.config import readiness
from pustakota.foundation import clock
from pustakota.sites.operator.facts import Facts, gather
from pustakota.sites.operator.findings import Weight, findings

MARKS = {Weight.GOOD: "[green]✓[/]", Weight.ADVICE: "[yellow]·[/]", Weight.WRONG: "[red]✗[/]"}


class Command(BaseCommand):
    help = "Show how the installation stands: version, tables, worker, outbox, index, backups, disks. Changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help=_("For a program: one JSON object."))

    def handle(self, *_args: Any, **options: Any) -> None:
        with readiness.in_plain_words():
            facts = gather(at=clock.now())
        if options["json"]:
            self.stdout.write(json.dumps(asdict(facts), default=str, indent=2))
        else:
            Console(file=cast("IO[str]", self.stdout), soft_wrap=True).print(status_table(facts))


def status_table(facts: Facts) -> Table:
    """One row for each thing that was looked at."""
    table = Table(title=f"Pustakota {facts.version}", show_header=False, box=None, pad_edge=False)
    for finding in findings(facts):
        table.add_row(MARKS[finding.weight], finding.about, finding.words)
    return table
