"""The pair of keys by which push services know this library (VAPID, RFC 8292): the operator's, else one made once."""

import base64
import os
from contextlib import suppress
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

FILE = "vapid_key"


def private_key() -> str:
    """The private key, 32 bytes in base64url; made in the data folder where the operator gives none."""
    return settings.VAPID_PRIVATE_KEY or _kept(settings.DATA / FILE)


def _kept(path: Path) -> str:
    if not path.exists():
        number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
        _put(path, _text(number.to_bytes(32, "big")))
    return path.read_text(encoding="ascii").strip()


def _put(path: Path, text: str) -> None:
    """Write a file that appears whole, or leave the one that another process was quicker to write."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(text, encoding="ascii")
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()


def public_key() -> str:
    """The public key, as browsers want it for a subscription: an uncompressed point in base64url."""
    return _public(private_key())


@cache
def _public(private: str) -> str:
    number = int.from_bytes(base64.urlsafe_b64decode(private + "=" * (-len(private) % 4)), "big")
    point = ec.derive_private_key(number, ec.SECP256R1()).public_key()
    return _text(point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
