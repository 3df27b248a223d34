"""Pages for paper fetch nothing, and numbers are taken inside a transaction."""

import logging
from pathlib import Path

import pytest
from pytest_django import Settings

from pustakota.contexts.credentials.models import NumberSeries
from pustakota.foundation import numbering
from pustakota.foundation import print as paper


@pytest.fixture
def template(tmp_path: Path, settings: Settings) -> Path:
    """A template of the test's own."""
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    return tmp_path / "letter.html"


def test_nothing_is_fetched_for_a_letter(template: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text("<svg/>")
    template.write_text(f'<p>{{{{ name }}}}</p><img src="file://{secret}"><img src="http://127.0.0.1:9/x.png">')
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        made = paper.pdf("letter.html", {"name": "Siti"}, language="id")
    assert made.startswith(b"%PDF-")
    assert [record.levelname for record in caplog.records if "Failed to load image" in record.message] == ["ERROR"] * 2


def test_a_code_is_a_picture_that_needs_no_server() -> None:
    assert paper.qr_picture("https://contoh.id/v/abc").startswith("data:image/svg+xml")


def test_a_number_is_not_taken_outside_a_transaction() -> None:
    with pytest.raises(RuntimeError):
        numbering.next_number(NumberSeries, "x", year=2026)
