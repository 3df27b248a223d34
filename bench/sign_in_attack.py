"""Ten thousand guesses, and whether the time of an answer tells which names exist (T27).

    python bench/sign_in_attack.py                                     # SQLite, in a folder of its own
    python bench/sign_in_attack.py postgresql://user@host:port/empty   # an empty database

Everything goes through the whole stack in this process, with the hashing of the product. Names that exist and others
are asked by turns; what is compared are milliseconds of the processor, since a busy machine says nothing about names.
*Told apart* is how often the slower of two answers is the one of a name that exists: 50 % is chance. Its bounds, and
those of the difference, are from 2,000 resamples.
"""

import os
import platform
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

DATABASE = sys.argv[1] if len(sys.argv) > 1 else ""
os.environ |= {"PUSTAKOTA_DATA": tempfile.mkdtemp(prefix="pustakota-bench-"), "PUSTAKOTA_LOG_LEVEL": "ERROR"}
os.environ |= {"DJANGO_SETTINGS_MODULE": "pustakota.config.settings", "PUSTAKOTA_EMAIL_URL": "smtp://127.0.0.1:9"}
if DATABASE:
    os.environ["PUSTAKOTA_DATABASE_URL"] = DATABASE

import django  # noqa: E402 -- the environment comes first

django.setup()

from axes.models import AccessAttempt  # noqa: E402 -- Django is set up first, here and below
from django.contrib.auth.hashers import Argon2PasswordHasher  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from pustakota.contexts.organisation import actions as organisation  # noqa: E402
from pustakota.contexts.organisation.models import PointKind  # noqa: E402
from pustakota.contexts.people import actions as people  # noqa: E402
from pustakota.contexts.people.models import Account  # noqa: E402
from pustakota.foundation.actors import SYSTEM  # noqa: E402
from pustakota.foundation.models import Sending  # noqa: E402

GUESSES = int(os.environ.get("BENCH_GUESSES", "10000"))
PAIRS = int(os.environ.get("BENCH_PAIRS", "300"))
MEMBERS, RESAMPLES, CLOSE = 40, 2_000, 20.0
PASSWORD, WRONG = "kata sandi yang panjang", "bukan kata sandinya"
DOORS = ("/masuk/", "/en/masuk/", "/desk/masuk/", "/api/v1/tokens")


def build() -> list[Account]:
    """A point and forty members with e-mail; the last has no password, the one before is closed."""
    call_command("migrate", verbosity=0)
    at = datetime.now(UTC)
    library = organisation.add_library(name="Sandi uji", short_name="uji", by=SYSTEM)
    point = organisation.add_service_point(
        library=library, code="pusat", name="Pusat", kind=PointKind.MAIN, by=SYSTEM, at=at
    )
    kind = people.add_patron_type(code="umum", name="Umum", by=SYSTEM)
    accounts = []
    for number in range(MEMBERS):
        made = people.register_member(
            name=f"Anggota {number}",
            type=kind,
            home_point=point,
            born_on=date(1990, 1, 1),
            password=PASSWORD,
            by=SYSTEM,
            at=at,
        )
        account = made.patron.person.account
        assert account
        account.email = f"anggota{number}@uji.example"
        account.is_active = number != MEMBERS - 2
        if number == MEMBERS - 1:
            account.set_unusable_password()
        account.save()
        accounts.append(account)
    return accounts


def places() -> Iterator[str]:
    """Addresses that nobody has used yet."""
    for number in range(1 << 20):
        yield f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"


def tried(door: str, name: str, password: str, place: str) -> int:
    given: Any = {"username": name, "password": password}
    kind = {"content_type": "application/json"} if "api" in door else {}
    answer: Any = Client(SERVER_NAME="localhost").post(door, given, REMOTE_ADDR=place, **kind)
    return int(answer.status_code)


def asked_for_link(name: str, place: str) -> int:
    email = name if "@" in name else f"{name}@uji.example"
    return Client(SERVER_NAME="localhost").post("/masuk/surel/", {"email": email}, REMOTE_ADDR=place).status_code


def compared(attack: Callable[[], Counter[int]]) -> None:
    """How many of the guesses of an attack were truly compared with a password, and what the others were told."""
    made, verify = [], Argon2PasswordHasher.verify
    encode = Argon2PasswordHasher.encode
    Argon2PasswordHasher.verify = lambda *given: made.append(1) or verify(*given)  # type: ignore[method-assign, func-returns-value, assignment]
    Argon2PasswordHasher.encode = lambda *given: made.append(1) or encode(*given)  # type: ignore[method-assign, func-returns-value, assignment]
    begun = time.perf_counter()
    said = attack()
    took = time.perf_counter() - begun
    Argon2PasswordHasher.verify, Argon2PasswordHasher.encode = verify, encode  # type: ignore[method-assign]
    number = sum(said.values())
    words = ", ".join(f"{status}: {times}" for status, times in sorted(said.items()))
    print(f"  {number} guesses, {len(made)} compared; {words}; {took / number * 1000:.1f} ms each")


def attacks(accounts: list[Account], place: Iterator[str]) -> None:
    one, other, names = accounts[0], accounts[1], [each.username for each in accounts]
    print("from one address against one account, by card number and e-mail, at every door:")
    here = next(place)
    compared(
        lambda: Counter(
            tried(DOORS[n % 4], (one.username, str(one.email))[n // 4 % 2], f"{WRONG} {n}", here)
            for n in range(GUESSES // 4)
        )
    )
    print("from as many addresses as guesses, against one account:")
    compared(
        lambda: Counter(tried(DOORS[n % 4], other.username, f"{WRONG} {n}", next(place)) for n in range(GUESSES // 2))
    )
    print("from one address, one password, against everybody:")
    there = next(place)
    compared(lambda: Counter(tried(DOORS[n % 4], names[n % MEMBERS], WRONG, there) for n in range(GUESSES // 4)))


def told_apart(known: list[float], unknown: list[float]) -> float:
    """The share of pairs in which the answer of the name that exists took longer (Mann and Whitney)."""
    ranked = sorted([(each, True) for each in known] + [(each, False) for each in unknown])
    ranks = sum(rank for rank, (_, is_known) in enumerate(ranked, 1) if is_known)
    return (ranks - len(known) * (len(known) + 1) / 2) / (len(known) * len(unknown))


def bounds(say: Callable[[list[float], list[float]], float], known: list[float], unknown: list[float]) -> str:
    chance = random.Random(27)
    found = sorted(
        say(chance.choices(known, k=len(known)), chance.choices(unknown, k=len(unknown))) for _ in range(RESAMPLES)
    )
    return f"{say(known, unknown):+7.2f} [{found[RESAMPLES // 40]:+.2f}, {found[-RESAMPLES // 40]:+.2f}]"


def an_hour_later() -> None:
    Sending.objects.all().delete()
    AccessAttempt.objects.all().delete()


def compare(title: str, ask: Callable[[str], int], names: list[str]) -> None:
    """The times of answers for names that exist and for as many that do not, by turns and in either order."""
    known, unknown, said = [], [], set()
    for number in range(PAIRS + 10):
        an_hour_later()
        pair = [(names[number % len(names)], known), (f"T9{number:05d}", unknown)]
        for name, times in pair if number % 2 else reversed(pair):
            begun = time.process_time()
            said.add(ask(name))
            if number >= 10:  # the first answers of a process are slow
                times.append((time.process_time() - begun) * 1000)
    difference = bounds(lambda a, b: statistics.median(a) - statistics.median(b), known, unknown)
    apart = bounds(lambda a, b: 100 * told_apart(a, b), known, unknown)
    within = "within" if abs(statistics.median(known) - statistics.median(unknown)) <= CLOSE else "BEYOND"
    middle = statistics.median(known)
    print(f"  {title:40} {sorted(said)} {middle:6.1f} ms  {difference} ms, {within} {CLOSE:.0f}  {apart} %", flush=True)


def main() -> None:
    accounts, place = build(), places()
    print(f"{platform.node() or 'machine'}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {connection.vendor}")
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, Python {platform.python_version()}")
    if GUESSES:
        attacks(accounts, place)
    print(f"\n{PAIRS} pairs each: what was said, median of a name that exists, its difference, and told apart [95 %]")
    names = [account.username for account in accounts[:-2]]
    closed, bare = [accounts[-2].username], [accounts[-1].username]
    for door in DOORS:
        compare(door, lambda name, door=door: tried(door, name, WRONG, next(place)), names)  # type: ignore[misc]
    mails = [str(account.email) for account in accounts[:-2]]
    closed, bare = [accounts[-2].username], [accounts[-1].username]
    compare("/masuk/ by e-mail", lambda name: tried("/masuk/", name, WRONG, next(place)), mails)
    compare("/masuk/, closed account", lambda name: tried("/masuk/", name, PASSWORD, next(place)), closed)
    compare("/masuk/, no password", lambda name: tried("/masuk/", name, WRONG, next(place)), bare)
    compare("/masuk/surel/, asking for a link", lambda name: asked_for_link(name, next(place)), mails)


if __name__ == "__main__":
    main()
