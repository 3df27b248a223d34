"""The import contracts hold in the product, and each of them notices a breach."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = Path(sys.executable).with_name("lint-imports")
CONTRACTS = ("storeys", "context order", "inside a context", "doors", "plain Python", "CMS outside")

SOUND_HOUSE = {
    "config/urls.py": "from pustakota.contexts.catalogue import models",
    "sites/desk/views.py": "from pustakota.contexts.catalogue import actions, queries",
    "contexts/catalogue/actions/add.py": "from pustakota.contexts.catalogue import models\n"
    "from pustakota.contexts.people import queries",
    "contexts/catalogue/queries.py": "",
    "contexts/catalogue/models.py": "import django\nfrom pustakota.contexts.catalogue import rules",
    "contexts/catalogue/rules.py": "from pustakota.foundation import money",
    "contexts/people/queries.py": "",
    "contexts/people/models.py": "",
    "design/templatetags/ui.py": "",
    "foundation/money.py": "",
}
BREACHES = {
    "storeys": {"foundation/money.py": "from pustakota.contexts.people import queries"},
    "context order": {"contexts/people/queries.py": "from pustakota.contexts.catalogue import queries"},
    "inside a context": {"contexts/catalogue/models.py": "from pustakota.contexts.catalogue.actions import add"},
    "doors": {"sites/desk/views.py": "from pustakota.contexts.people import models"},
    "plain Python": {"contexts/catalogue/rules.py": "from django.db import models"},
    "CMS outside": {"contexts/people/models.py": "import wagtail"},
}


def test_every_import_contract_is_kept() -> None:
    result = _lint(ROOT, ROOT / "src")
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_contracts_accept_a_sound_house(tmp_path: Path) -> None:
    result = _lint(_house(tmp_path, SOUND_HOUSE), tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr
    assert f"{len(CONTRACTS)} kept, 0 broken" in result.stdout


@pytest.mark.parametrize("contract", CONTRACTS)
def test_a_breach_breaks_its_contract(contract: str, tmp_path: Path) -> None:
    result = _lint(_house(tmp_path, SOUND_HOUSE | BREACHES[contract]), tmp_path)
    assert result.returncode == 1, result.stdout + result.stderr
    assert f"{contract} BROKEN" in result.stdout


def test_a_part_that_no_context_has_is_refused(tmp_path: Path) -> None:
    result = _lint(_house(tmp_path, SOUND_HOUSE | {"contexts/people/services.py": ""}), tmp_path)
    assert "inside a context BROKEN" in result.stdout
    assert "pustakota.contexts.people.services" in result.stdout


def _house(root: Path, modules: dict[str, str]) -> Path:
    """A small package named like ours, under the very contracts of ours."""
    for path, text in modules.items():
        file = root / "pustakota" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for folder in [root / "pustakota", *(root / "pustakota").rglob("*/")]:
        (folder / "__init__.py").touch()
    (root / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    return root


def _lint(folder: Path, package_parent: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": f"{package_parent}{os.pathsep}{ROOT}", "NO_COLOR": "1", "COLUMNS": "200"}
    command = [str(LINT), "--config", str(folder / "pyproject.toml"), "--no-cache"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
