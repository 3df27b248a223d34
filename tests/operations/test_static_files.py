"""Pages never show yesterday's style after an upgrade."""

import os
from pathlib import Path

from pytest_django import Settings

from pustakota.config.readiness import prepare_files


def test_static_files_are_collected_anew_when_one_is_newer_than_the_collection(
    settings: Settings, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    prepare_files()
    collected = tmp_path / "staticfiles.json"
    assert "design/mark.svg" in collected.read_text()
    os.utime(collected, (0, 0))
    prepare_files()
    assert collected.stat().st_mtime > 0
    before = collected.stat().st_mtime_ns
    prepare_files()
    assert collected.stat().st_mtime_ns == before
