"""Small disks, and how to fill them."""

import contextlib
import os
from pathlib import Path


def fill(path: Path) -> None:
    """Write until nothing more fits."""
    with path.open("wb", buffering=0) as file:
        for size in (1_000_000, 4096):
            with contextlib.suppress(OSError):
                while file.write(b"\0" * size) == size:
                    continue
    assert os.statvfs(path).f_bavail == 0
