"""Short texts signed so that whoever has the public key can tell, without a network, that they are ours.

The key is made from the installation's secret: there is nothing to keep, and no device ever learns what signs.
ECDSA on P-256 with SHA-256, since every browser of the last three years checks it (Ed25519 not yet).
"""

from __future__ import annotations

import base64

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
HALF = 32


def signed(text: str, *, purpose: str) -> str:
    """The signature of a text, as browsers read it: r and s, base64url."""
    r, s = decode_dss_signature(_key(str(settings.SECRET_KEY), purpose).sign(text.encode(), ec.ECDSA(hashes.SHA256())))
    return _written(r.to_bytes(HALF, "big") + s.to_bytes(HALF, "big"))


def is_signed(text: str, signature: str, *, purpose: str) -> bool:
    """True where the signature is ours: by the secret of today, or one that was in force before."""
    content = _read(signature)
    if len(content) != 2 * HALF:
        return False
    r, s = (int.from_bytes(half, "big") for half in (content[:HALF], content[HALF:]))
    written = encode_dss_signature(r, s)
    return any(_checks(_key(secret, purpose), written, text) for secret in _secrets())


def _checks(key: ec.EllipticCurvePrivateKey, written: bytes, text: str) -> bool:
    try:
        key.public_key().verify(written, text.encode(), ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def public_keys(purpose: str) -> list[str]:
    """What checks signatures of a purpose: of the secret of today, and of those that were in force before."""
    return [
        _written(_key(secret, purpose).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))
        for secret in _secrets()
    ]


def _secrets() -> list[str]:
    return [str(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _key(secret: str, purpose: str) -> ec.EllipticCurvePrivateKey:
    drawn = HKDF(hashes.SHA256(), HALF + 8, salt=None, info=f"pustakota:{purpose}".encode()).derive(secret.encode())
    return ec.derive_private_key(int.from_bytes(drawn, "big") % (P256_ORDER - 1) + 1, ec.SECP256R1())


def _written(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _read(written: str) -> bytes:
    """What ``_written`` wrote; nothing of what it never wrote."""
    try:
        return base64.b64decode(written + "=" * (-len(written) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return b""
