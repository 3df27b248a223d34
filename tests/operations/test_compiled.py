"""Modules made into machine code do what their sources do, and are set aside where a source has changed."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WITNESS = Path(__file__).with_name("what_modules_make.py")
RECORDS = ROOT / "src" / "pustakota" / "demo" / "records" / "indonesia.mrc.xz"


@pytest.fixture
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the product with its machine code."""
    if not shutil.which("cc") or not (Path(sysconfig.get_path("include")) / "Python.h").exists():
        pytest.skip("no C compiler, or no headers of Python")
    copy = tmp_path_factory.mktemp("compiled")
    unwanted = shutil.ignore_patterns("__pycache__", "*.so", "compiled.txt", "static", "static_built")
    shutil.copytree(ROOT / "src", copy / "src", ignore=unwanted)
    shutil.copytree(ROOT / "packaging", copy / "packaging", ignore=unwanted)
    make = [sys.executable, "packaging/compile.py"]
    done = subprocess.run(make, cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return copy


def answers(sources: Path, data: Path) -> tuple[list[object], str]:
    """What the modules make of the demo's records, and of what they were made themselves."""
    own = {"PYTHONPATH": str(sources), "PYTHONHASHSEED": "0", "PUSTAKOTA_DATA": str(data), "PUSTAKOTA_DATABASE_URL": ""}
    environment = {**os.environ, **own, "DJANGO_SETTINGS_MODULE": "pustakota.config.settings"}
    done = subprocess.run(
        [sys.executable, str(WITNESS), str(RECORDS)], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    *found, suffix = json.loads(done.stdout)
    return found, suffix


def test_machine_code_does_what_its_sources_do_until_one_changes(compiled: Path, tmp_path: Path) -> None:
    by_sources, plain = answers(ROOT / "src", tmp_path / "sources")
    by_machine_code, made = answers(compiled / "src", tmp_path / "compiled")
    assert (plain, made) == (".py", ".so")
    assert by_machine_code == by_sources

    changed = compiled / "src" / "pustakota" / "contexts" / "search" / "rules" / "folding.py"
    changed.write_text(changed.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    assert answers(compiled / "src", tmp_path / "changed") == (by_sources, ".py")

    subprocess.run([sys.executable, "packaging/compile.py", "--undo"], cwd=compiled, check=True)
    assert not list(compiled.rglob("*.so"))
    assert not (compiled / "src" / "pustakota" / "compiled.txt").exists()
