"""Set-ups that are broken on purpose: the doctor names the trouble and the mending of each."""

import os
import smtplib
import socket
import sqlite3
import ssl
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import LazySettings
from django.utils import translation

from pustakota.config.operations import checking
from pustakota.sites.operator.archives import Archive
from pustakota.sites.operator.facts import Disk, Facts
from pustakota.sites.operator.findings import Finding, Weight, wrong
from tests.factories.moments import NOW

ROOMY = Disk(free=50_000_000_000, total=100_000_000_000, device=1)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def facts(*archives: Archive, disk: Disk = ROOMY) -> Facts:
    return Facts(
        at=NOW, version="1", database="SQLite 3", database_bytes=1, is_new=False, behind=(), work=None,
        is_index_ready=True, archives=archives, keeps_backups=True, disk=disk, backup_disk=ROOMY, log_disk=ROOMY,
        is_log_writable=True, exposed=(), is_debug=False,
    )  # fmt: skip


def is_wrong(finding: Finding, *words: str, mend: str) -> bool:
    return finding.weight is Weight.WRONG and all(word in finding.words for word in words) and mend in finding.mend


def test_a_clock_that_is_behind_what_happened_is_named() -> None:
    tomorrow = Archive(Path("pustakota.zip"), NOW + timedelta(days=1), 1)
    assert is_wrong(checking.clock_of(facts(tomorrow)), f"{tomorrow.made_at:%Y-%m-%d %H:%M}", mend="set-ntp true")
    assert checking.clock_of(facts()).weight is Weight.GOOD


def test_a_full_disk_is_named() -> None:
    found = wrong(facts(Archive(Path("x.zip"), NOW, 1), disk=Disk(free=10_000, total=100_000_000_000, device=1)))
    assert any(is_wrong(each, "0.0 GB of 100.0 GB", mend="Free some space") for each in found)


def test_a_file_of_somebody_else_in_the_data_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "index" / "current"
    inside.parent.mkdir()
    inside.touch()
    assert checking.folder(tmp_path).weight is Weight.GOOD
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: path != inside and allowed(path, mode))
    assert is_wrong(checking.folder(tmp_path), str(inside), mend=f"chown -R pustakota: {tmp_path}")


def test_a_database_that_another_program_keeps_for_itself_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "PATIENCE", 0.05)
    file = tmp_path / "pustakota.sqlite3"
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("CREATE TABLE something (id INTEGER)")
        assert checking.free_to_write(file).weight is Weight.GOOD
        other.execute("BEGIN EXCLUSIVE")
        assert is_wrong(checking.free_to_write(file), "locked", mend=f"fuser -v {file}")


def test_missing_libraries_for_printing_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> ModuleType:
        raise OSError(f"cannot load library 'libpango-1.0-0' for {name}")

    monkeypatch.setattr(checking, "import_module", missing)
    assert is_wrong(checking.printing(), "libpango-1.0-0", mend="apt-get install libpango-1.0-0")


def test_a_mail_server_that_is_not_there_or_does_not_know_us_is_named(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.OFFERED_CHANNELS = []
    assert checking.mail().weight is Weight.ADVICE
    settings.OFFERED_CHANNELS, settings.EMAIL_BACKEND = ["email"], "django.core.mail.backends.smtp.EmailBackend"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    assert is_wrong(checking.mail(), "127.0.0.1", "does not answer", mend="PUSTAKOTA_EMAIL_URL")

    def stranger(**_given: object) -> None:
        raise smtplib.SMTPAuthenticationError(535, b"no")

    monkeypatch.setattr(checking, "get_connection", stranger)
    assert is_wrong(checking.mail(), "does not know this user", mend="mail test")


@pytest.mark.parametrize(
    ("hosts", "is_https", "words", "mend"),
    [
        (["localhost"], True, "is not served", "Add it there"),
        (["perpus.example.go.id"], False, "nobody could stay signed in", "PUSTAKOTA_HTTPS=true"),
    ],
)
def test_a_name_that_does_not_fit_the_settings_is_named(
    monkeypatch: pytest.MonkeyPatch, hosts: list[str], is_https: bool, words: str, mend: str
) -> None:
    monkeypatch.setattr(checking, "certificate", lambda *_: Finding("Certificate", Weight.GOOD, ""))
    address, _certificate = checking.site("https://perpus.example.go.id", hosts=hosts, is_https=is_https)
    assert is_wrong(address, words, mend=mend)


def test_a_certificate_that_browsers_refuse_or_that_ends_soon_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    class Expired:
        def wrap_socket(self, *_: object, **_given: object) -> None:
            error = ssl.SSLCertVerificationError("no")
            error.verify_message = "certificate has expired"
            raise error

    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        monkeypatch.setattr(ssl, "create_default_context", Expired)
        assert is_wrong(checking.certificate("127.0.0.1", port), "certificate has expired", mend="Renew")
    assert checking.certificate("127.0.0.1", port).weight is Weight.ADVICE  # nobody listens there any more
