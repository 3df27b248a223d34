"""What is wrong with the installation, and how to mend it."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pustakota.config import readiness
from pustakota.config.environment import environment
from pustakota.config.operations import postgres
from pustakota.config.operations.checking import tried
from pustakota.foundation import clock
from pustakota.sites.operator.facts import gather
from pustakota.sites.operator.findings import Finding, Weight, findings

MARKS = {Weight.GOOD: "✓", Weight.ADVICE: "·", Weight.WRONG: "✗"}
PATIENCE = 5.0


class Command(BaseCommand):
    help = "Check the installation, say what is wrong and how to mend it; the exit code is 1 when something is."

    def handle(self, *_args: Any, **_options: Any) -> None:
        with readiness.in_plain_words():
            facts = gather(at=clock.now())
            found = [
                *findings(facts),
                *tried(facts),
                *postgres.findings(),
                web(environment().host, environment().port),
            ]
        for line in worded(found):
            self.stdout.write(line)
        if number := sum(finding.weight is Weight.WRONG for finding in found):
            words = ngettext("%(number)d thing must be mended.", "%(number)d things must be mended.", number)
            raise CommandError(words % {"number": number})
        self.stdout.write(_("All is well."))


def worded(found: list[Finding]) -> Iterator[str]:
    """A line for each finding, and below it what to do."""
    for finding in found:
        yield f"{MARKS[finding.weight]} {finding.about}: {finding.words}"
        if finding.mend:
            yield f"    → {finding.mend}"


def web(host: str, port: int) -> Finding:
    """Whether the web process answers where it should listen."""
    about = _("Web")
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104 -- read
    address = f"http://{shown}:{port}/ready"
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            said = json.load(answer)["status"]
    except urllib.error.HTTPError as error:
        said = HTTPStatus(error.code).phrase
    except (OSError, ValueError, KeyError):
        words = _("%(address)s does not answer.") % {"address": address}
        mend = _("Start “pustakota serve” (systemctl start pustakota-web), and look into its log.")
        return Finding(about, Weight.WRONG, words, mend)
    if said == "ok":
        return Finding(about, Weight.GOOD, _("%(address)s answers.") % {"address": address})
    words = _("%(address)s says: %(said)s.") % {"address": address, "said": said}
    mend = _("Restart the web process after “pustakota upgrade”; is its name in PUSTAKOTA_ALLOWED_HOSTS?")
    return Finding(about, Weight.WRONG, words, mend)
