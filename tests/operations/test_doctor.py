"""What an operator asks on the server: how it stands, what is wrong, and the first steps without a terminal."""

import json
from pathlib import Path

import pytest

from tests.demo.commands import run
from tests.operations.conftest import Installation

pytestmark = pytest.mark.slow
ANSWERS = ("--library", "Perpustakaan Kota Batu", "--short-name", "Batu", "--point", "Pusat", "--admin-name", "Tini")


def test_the_doctor_names_what_is_wrong_with_the_way_to_mend_it(installation: Installation) -> None:
    told = installation.run("doctor")
    assert told.returncode == 1
    for mend in ("pustakota worker", "pustakota rebuild", "pustakota backup", f"127.0.0.1:{installation.port}/ready"):
        assert mend in told.stdout
    assert "Traceback" not in told.stderr
    (installation.data / "secret_key").chmod(0o644)
    assert f"chmod 600 {installation.data}/secret_key" in installation.run("doctor").stdout


def test_the_status_is_there_for_programs_too(installation: Installation) -> None:
    said = json.loads(installation.done("status", "--json"))
    assert said["work"]["library"] == "Perpustakaan Umum Kota"
    assert said["behind"] == []
    assert said["archives"] == []
    assert "Perpustakaan Umum Kota" in installation.done("status")


def test_a_library_is_founded_without_a_terminal_once_and_only_whole(tmp_path: Path) -> None:
    data, password = tmp_path / "data", tmp_path / "password"
    password.write_text("buku di rak kayu\n")
    no = run("setup", data=data, timeout=600)
    assert no.returncode == 1
    assert "--library" in no.stderr
    weak = tmp_path / "weak"
    weak.write_text("1234")
    assert run("setup", *ANSWERS, "--password-file", str(weak), data=data).returncode == 1
    wrong = run("setup", *ANSWERS, "--password-file", str(password), "--hours", "always", data=data)
    assert wrong.returncode == 1
    assert "always" in wrong.stderr
    yes = run("setup", *ANSWERS, "--password-file", str(password), "--hours", "1-6 08:00-16:00", data=data)
    assert yes.returncode == 0, yes.stderr
    assert data.stat().st_mode & 0o077 == 0
    again = run("setup", *ANSWERS, "--password-file", str(password), data=data)
    assert again.returncode == 1
    assert "Perpustakaan Kota Batu" in again.stderr


def test_a_trial_message_without_a_mail_server_names_the_setting(installation: Installation) -> None:
    no = installation.run("mail", "test", "tini@example.org")
    assert no.returncode == 1
    assert "PUSTAKOTA_EMAIL_URL" in no.stderr
