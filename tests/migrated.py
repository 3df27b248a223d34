"""A SQLite database as the migrations leave it, made once for every state of the migrations and copied from there."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "build" / "tests"


def copy_to(target: Path) -> None:
    """Lay a migrated database at ``target``; of several processes that come at once, one makes it."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not (kept := KEPT / f"migrated-{_state()}.sqlite3").exists():
            for old in KEPT.glob("migrated-*.sqlite3"):
                old.unlink()
            _make(kept)
        shutil.copyfile(kept, target)


def _make(kept: Path) -> None:
    with tempfile.TemporaryDirectory(dir=KEPT) as data:
        migrate = [sys.executable, "-m", "django", "migrate", "--verbosity=0"]
        environment = {key: value for key, value in os.environ.items() if key != "PUSTAKOTA_DATABASE_URL"}
        environment |= {"PUSTAKOTA_DATA": data, "DJANGO_SETTINGS_MODULE": "pustakota.config.settings"}
        subprocess.run(migrate, check=True, env=environment, cwd=ROOT)
        (Path(data) / "pustakota.sqlite3").rename(kept)


def _state() -> str:
    """What decides how an empty library looks: our migrations and the versions of all packages."""
    said = sha256((ROOT / "requirements" / "dev.lock").read_bytes())
    for path in sorted((ROOT / "src").rglob("migrations/*.py")):
        said.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return said.hexdigest()[:16]
