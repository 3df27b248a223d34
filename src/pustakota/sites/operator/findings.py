"""What is wrong with an installation, and how to mend it: decided from the facts alone, each in two sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pustakota.sites.operator.facts import Disk, Facts, Work

SILENT = timedelta(minutes=2)
"""A worker that has given no sign of life for this long is taken for dead (it gives one every 15 seconds)."""
SLOW = timedelta(minutes=10)
OLD_BACKUP = timedelta(hours=36)
LITTLE_SPACE = 1_000_000_000
LITTLE_SHARE = 0.05


class Weight(StrEnum):
    """``WRONG`` must be mended; ``ADVICE`` may wait."""

    GOOD = "good"
    ADVICE = "advice"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. ``mend``: what to do, empty where all is well."""

    about: str
    weight: Weight
    words: str
    mend: str = ""


def findings(facts: Facts) -> list[Finding]:
    """Everything that was looked at, in the order in which one would mend it."""
    return [
        _tables(facts),
        *(_work(facts.work, facts) if facts.work else ()),
        _index(facts),
        _backup(facts),
        _disk(_("Disk of the data"), facts.disk),
        _disk(_("Disk of the backups"), facts.backup_disk),
        _loan_log(facts),
        _secrets(facts),
        _debugging(facts),
    ]


def wrong(facts: Facts) -> list[Finding]:
    """Only what must be mended."""
    return [finding for finding in findings(facts) if finding.weight is Weight.WRONG]


def _good(about: str, words: str) -> Finding:
    return Finding(about, Weight.GOOD, words)


def _wrong(about: str, words: str, mend: str) -> Finding:
    return Finding(about, Weight.WRONG, words, mend)


def _tables(facts: Facts) -> Finding:
    about, number = _("Database"), len(facts.behind)
    if facts.is_new:
        words = _("%(database)s, without any tables yet.") % {"database": facts.database}
        return _wrong(about, words, _("Run “pustakota setup”, or start “pustakota serve”."))
    if not number:
        return _good(about, _("%(database)s, all tables are up to date.") % {"database": facts.database})
    words = ngettext(
        "%(number)d change of the tables has not been made: %(names)s.",
        "%(number)d changes of the tables have not been made: %(names)s.",
        number,
    )
    names = ", ".join(facts.behind[:3]) + (" …" if number > 3 else "")
    return _wrong(about, words % {"number": number, "names": names}, _("Run “pustakota upgrade”."))


def _work(work: Work, facts: Facts) -> Iterator[Finding]:
    yield _library(work)
    yield _worker(work, facts)
    yield _outbox(work, facts)
    yield _parked(work)
    yield _schedule(work)


def _library(work: Work) -> Finding:
    if work.library:
        return _good(_("Library"), work.library)
    mend = _("Run “pustakota setup”, or open the site in a browser and follow the first page.")
    return _wrong(_("Library"), _("No library has been set up yet."), mend)


def _worker(work: Work, facts: Facts) -> Finding:
    about, mend = _("Worker"), _("Start “pustakota worker” (systemctl start pustakota-worker).")
    if work.worker_seen_at is None:
        return _wrong(about, _("The worker has never run: the search index and messages stand still."), mend)
    silence = facts.at - work.worker_seen_at
    if silence > SILENT:
        words = _("The worker was last seen %(minutes)d minutes ago: the search index and messages stand still.")
        return _wrong(about, words % {"minutes": silence // timedelta(minutes=1)}, mend)
    return _good(about, _("Seen %(seconds)d seconds ago.") % {"seconds": max(silence, timedelta()).total_seconds()})


def _outbox(work: Work, facts: Facts) -> Finding:
    about, number = _("Outbox"), work.waiting
    if work.waiting_since is None or facts.at - work.waiting_since <= SLOW:
        words = ngettext("%(number)d delivery waits.", "%(number)d deliveries wait.", number)
        return _good(about, words % {"number": number})
    words = ngettext(
        "%(number)d delivery waits, the oldest for %(minutes)d minutes.",
        "%(number)d deliveries wait, the oldest for %(minutes)d minutes.",
        number,
    )
    waited = (facts.at - work.waiting_since) // timedelta(minutes=1)
    mend = _("Look whether the worker runs, and into its log for what fails. After an import this is normal.")
    return _wrong(about, words % {"number": number, "minutes": waited}, mend)


def _parked(work: Work) -> Finding:
    about, number = _("Parked deliveries"), work.parked
    if not number:
        return _good(about, _("None."))
    words = ngettext("%(number)d delivery keeps failing.", "%(number)d deliveries keep failing.", number)
    mend = _("Open “System health” at the desk, read why, and try again when the cause is mended.")
    return _wrong(about, words % {"number": number}, mend)


def _schedule(work: Work) -> Finding:
    if not work.missed:
        return _good(_("Schedule"), _("Every task ran when it should."))
    words = _("These tasks did not run or failed: %(names)s.") % {"names": ", ".join(work.missed)}
    return _wrong(_("Schedule"), words, _("Look into the log of the worker for the time of the task."))


def _index(facts: Facts) -> Finding:
    if facts.is_index_ready:
        return _good(_("Search index"), _("It is there."))
    words = _("There is no search index of this version; search answers from the database by the first letters only.")
    return _wrong(_("Search index"), words, _("Run “pustakota rebuild”, or start the worker, which makes it."))


def _backup(facts: Facts) -> Finding:
    about, mend = _("Backup"), _("Run “pustakota backup”. Each night the worker or the timer takes one: look why not.")
    if (facts.is_new or (facts.work and not facts.work.library)) and not facts.archives:
        return _good(about, _("Nothing to keep yet."))
    if not facts.archives:
        return _wrong(about, _("There is no backup."), mend)
    last = facts.archives[0]
    hours = (facts.at - last.made_at) // timedelta(hours=1)
    words = ngettext(
        "The last one is %(hours)d hour old: %(path)s.", "The last one is %(hours)d hours old: %(path)s.", hours
    ) % {"hours": hours, "path": last.path}
    if facts.at - last.made_at > OLD_BACKUP:
        return _wrong(about, words, mend)
    if facts.disk.device == facts.backup_disk.device:
        same = _("It lies on the same disk as the data. Copy it to another machine, or set PUSTAKOTA_BACKUPS.")
        return Finding(about, Weight.ADVICE, words, same)
    return _good(about, words)


def _disk(about: str, disk: Disk) -> Finding:
    words = _("%(free).1f GB of %(total).1f GB are free.") % {"free": disk.free / 1e9, "total": disk.total / 1e9}
    if disk.free < LITTLE_SPACE or disk.free < LITTLE_SHARE * disk.total:
        return _wrong(
            about, words, _("Free some space, or move the folder to a larger disk; a full disk stops lending.")
        )
    return _good(about, words)


def _loan_log(facts: Facts) -> Finding:
    about = _("Log of loans")
    if not facts.is_log_writable:
        words = _("The log of loans cannot be written: after a loss, loans since the last backup could not be listed.")
        return _wrong(about, words, _("Make the folder named by PUSTAKOTA_LOAN_LOG writable for the web process."))
    if facts.disk.device == facts.log_disk.device:
        same = _("On another disk it would outlive the database. Set PUSTAKOTA_LOAN_LOG.")
        return Finding(about, Weight.ADVICE, _("It lies on the same disk as the data."), same)
    return _good(about, _("It can be written."))


def _secrets(facts: Facts) -> Finding:
    if not facts.exposed:
        return _good(_("Secrets"), _("Only their owner can read them."))
    names = " ".join(facts.exposed)
    words = _("Others on this machine can read %(names)s.") % {"names": names}
    return _wrong(_("Secrets"), words, _("Run “chmod 600 %(names)s”.") % {"names": names})


def _debugging(facts: Facts) -> Finding:
    if not facts.is_debug:
        return _good(_("Debugging"), _("Off."))
    words = _("PUSTAKOTA_DEBUG is on: errors show the source and what was typed.")
    return _wrong(_("Debugging"), words, _("Leave PUSTAKOTA_DEBUG unset, and start again."))
