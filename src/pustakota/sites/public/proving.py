"""A browser does a little work before it may register somebody: a proof of work after ALTCHA, without any third party.

A program that sends thousands of forms would have to do it thousands of times. Who has no JavaScript takes the slower
way: few an hour from one place, not faster than people type, and looked at by the desk in any case.
"""

import json
import re
from base64 import b64decode
from datetime import timedelta
from typing import Final

from altcha.v1 import ChallengeOptions, Payload, create_challenge, verify_solution
from django.conf import settings
from django.utils.crypto import salted_hmac

from pustakota.foundation import clock, throttle

ALGORITHM: Final = "SHA-256"
HARDEST = 40_000
"""Hashes that are tried at most: about a second on a cheap phone, while people still read the page."""
GOOD_FOR = timedelta(minutes=50)
LONGEST = 4_000
WORDS = ("challenge", "salt", "signature")


def challenge() -> str:
    """What a browser is to solve, as JSON; it is spent after one use, and after some time."""
    until = clock.now() + GOOD_FOR
    asked = ChallengeOptions(algorithm=ALGORITHM, max_number=HARDEST, hmac_key=_key(), expires=until)
    return json.dumps(create_challenge(asked).to_dict())


def is_proved(solution: str) -> bool:
    """True for the solution of a challenge of ours that was neither used before nor is too old."""
    given = _read(solution)
    if given is None:
        return False
    is_right, _why = verify_solution(given, _key(), check_expires=False)
    is_good = is_right and _until(given.salt) > clock.now().timestamp()
    return is_good and throttle.is_first("proof", given.signature)


def _read(solution: str) -> Payload | None:
    """What a browser sent, where it has the form of a solution."""
    try:
        given = json.loads(b64decode(solution[:LONGEST]))
    except ValueError:
        return None
    if not isinstance(given, dict) or not isinstance(given.get("number"), int):
        return None
    if not all(isinstance(given.get(word), str) for word in WORDS):
        return None
    return Payload(ALGORITHM, given["challenge"], given["number"], given["salt"], given["signature"])


def _until(salt: str) -> float:
    """The second until which a challenge is good; it stands in the salt, which our signature covers."""
    found = re.search(r"[?&]expires=(\d{1,12})&", salt)
    return float(found[1]) if found else 0


def _key() -> str:
    return salted_hmac("pustakota proof of work", "altcha", secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()
