"""The one-time code of the first start: whoever can read the server's log or data folder may found the library.

Its file stands in the data folder from the first start of the web process until the library is founded; while it
stands, and only then, the first page is open.
"""

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.utils.crypto import constant_time_compare

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without those that look alike on paper."""
LENGTH = 12


def is_open() -> bool:
    """Whether a first start is waited for. It costs one look at a file."""
    return _path().exists()


def ensure() -> str:
    """The code, made where there is none; only the owner of the data folder can read its file."""
    path = _path()
    if not path.exists():
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.write(file, "".join(secrets.choice(LETTERS) for _ in range(LENGTH)).encode())
        os.close(file)
    code = path.read_text(encoding="ascii")
    return "-".join(code[place : place + 4] for place in range(0, LENGTH, 4))


def fits(given: str) -> bool:
    """Whether this is the code, in any case of letters and with or without its hyphens."""
    plain = "".join(letter for letter in given.upper() if letter.isalnum())
    return is_open() and constant_time_compare(plain, _path().read_text(encoding="ascii"))


def forget() -> None:
    """The library is founded: the first page is closed for good."""
    _path().unlink(missing_ok=True)


def _path() -> Path:
    folder: Path = settings.DATA
    return folder / "first_start_code"
