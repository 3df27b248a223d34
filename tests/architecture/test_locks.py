"""Lock files pin every package by its hash and name no registry."""

import json
import re
from pathlib import Path

import pytest

from tests.architecture.house import ROOT

PYTHON_LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
ADDRESS = re.compile(r"\w+://|git\+|--(extra-)?index-url|--find-links|^-e\b|file:", re.MULTILINE)
PIN = re.compile(r"^[\w.\[\]-]+==\S+", re.MULTILINE)


def unhashed_pins(lock: str) -> list[str]:
    """Packages that are pinned without a hash."""
    entries = lock.replace("\\\n", " ").splitlines()
    return [entry.split()[0] for entry in entries if PIN.match(entry) and "--hash=sha256:" not in entry]


def named_registries(lock: str) -> list[str]:
    """Packages of an npm lock file that say where they came from, or do not say what they are."""
    packages = json.loads(lock)["packages"].items()
    return [name for name, facts in packages if name and ("resolved" in facts or "integrity" not in facts)]


def test_there_are_locks_for_the_product_and_for_its_developers() -> None:
    assert [path.name for path in PYTHON_LOCKS] == ["base.lock", "dev.lock"]


@pytest.mark.parametrize("path", PYTHON_LOCKS, ids=lambda path: path.name)
def test_a_python_lock_has_hashes_and_no_address(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert PIN.search(text)
    assert unhashed_pins(text) == []
    assert ADDRESS.findall(text) == []


def test_the_npm_lock_has_hashes_and_no_registry() -> None:
    assert named_registries((ROOT / "package-lock.json").read_text(encoding="utf-8")) == []


def test_an_address_in_a_lock_is_noticed() -> None:
    assert ADDRESS.search("--index-url https://registry.example/simple\ndjango==5.2")
    assert unhashed_pins("django==5.2 \\\n    --hash=sha256:aa\nwagtail==7.4\n") == ["wagtail==7.4"]
    lock = {"packages": {"": {}, "node_modules/a": {"resolved": "x", "integrity": "y"}, "node_modules/b": {}}}
    assert named_registries(json.dumps(lock)) == ["node_modules/a", "node_modules/b"]
