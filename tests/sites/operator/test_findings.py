"""Each thing that can be wrong is said, with what to do; and only that."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pustakota.sites.operator.facts import Facts
from pustakota.sites.operator.findings import Weight, findings
from pustakota.sites.operator.metrics import metrics
from tests.factories.moments import NOW
from tests.sites.operator.installations import BACKUP, ROOMY, WELL, an_installation, at_work

HOUR = timedelta(hours=1)
FULL = replace(ROOMY, free=200_000_000)


@pytest.mark.parametrize(
    ("facts", "about", "mend"),
    [
        (an_installation(is_new=True, work=None, behind=("people.0001",), archives=()), "Database", "pustakota setup"),
        (an_installation(behind=("people.0002_consent",), work=None), "Database", "pustakota upgrade"),
        (at_work(library=""), "Library", "pustakota setup"),
        (at_work(worker_seen_at=None), "Worker", "pustakota worker"),
        (at_work(worker_seen_at=NOW - timedelta(minutes=3)), "Worker", "pustakota worker"),
        (at_work(waiting=3, waiting_since=NOW - HOUR), "Outbox", "whether the worker runs"),
        (at_work(parked=2), "Parked deliveries", "System health"),
        (at_work(missed=("circulation.expire_holds",)), "Schedule", "log of the worker"),
        (an_installation(is_index_ready=False), "Search index", "pustakota rebuild"),
        (an_installation(archives=()), "Backup", "pustakota backup"),
        (an_installation(archives=(replace(BACKUP, made_at=NOW - 40 * HOUR),)), "Backup", "pustakota backup"),
        (an_installation(disk=FULL), "Disk of the data", "Free some space"),
        (an_installation(backup_disk=FULL), "Disk of the backups", "Free some space"),
        (an_installation(is_log_writable=False), "Log of loans", "PUSTAKOTA_LOAN_LOG"),
        (an_installation(exposed=("/srv/data/secret_key",)), "Secrets", "chmod 600 /srv/data/secret_key"),
        (an_installation(is_debug=True), "Debugging", "PUSTAKOTA_DEBUG"),
    ],
)
def test_what_is_wrong_is_said_alone_with_what_to_do(facts: Facts, about: str, mend: str) -> None:
    wrong = [finding for finding in findings(facts) if finding.weight is Weight.WRONG]
    assert wrong[0].about == about
    assert mend in wrong[0].mend
    assert len(wrong) == 1


def test_an_installation_that_is_well_has_nothing_to_mend() -> None:
    assert {finding.weight for finding in findings(WELL)} == {Weight.GOOD}
    assert [finding.mend for finding in findings(WELL) if finding.mend] == []


def test_a_backup_on_the_disk_of_the_data_is_advice_and_no_fault() -> None:
    found = {finding.about: finding.weight for finding in findings(an_installation(backup_disk=ROOMY))}
    assert found["Backup"] is Weight.ADVICE
    assert Weight.WRONG not in found.values()


def test_a_library_that_is_not_founded_needs_no_backup() -> None:
    found = {finding.about: finding.weight for finding in findings(replace(at_work(library=""), archives=()))}
    assert found["Backup"] is Weight.GOOD


def test_what_is_unknown_is_left_out_of_the_metrics() -> None:
    known, unknown = metrics(WELL), metrics(an_installation(archives=(), work=None))
    assert "pustakota_backup_age_seconds 25200" in known
    assert "pustakota_worker_silence_seconds 9" in known
    assert 'pustakota_info{version="0.1.0",database="SQLite 3.40.1"} 1' in known
    assert "pustakota_backup_age_seconds" not in unknown
    assert "pustakota_worker" not in unknown
    assert "pustakota_backups 0" in unknown
