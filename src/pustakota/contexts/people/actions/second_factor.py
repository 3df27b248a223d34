"""A code generator (TOTP, RFC 6238) as second factor, and recovery codes for the day the phone is gone."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

import pyotp
from django.db import transaction

from pustakota.contexts.people import permissions, queries
from pustakota.contexts.people.errors import SecondFactorRefused
from pustakota.contexts.people.models import Account, Passkey, RecoveryCode, SecondFactor
from pustakota.foundation import sealing
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from pustakota.foundation.actors import Actor

STEP = 30
"""Seconds for which a code holds; the one before and the one after are taken, too."""
RECOVERY_CODES = 10
MOST_FAILURES = 5
PAUSE = timedelta(minutes=15)


@transaction.atomic
def begin_second_factor(*, account: Account, at: datetime) -> str:
    """A new secret for a generator, in base32; it counts once a first code has proved it."""
    secret = pyotp.random_base32()
    row, _ = SecondFactor.objects.select_for_update().get_or_create(account=account, defaults={"made_at": at})
    if row.confirmed_at is not None:
        raise RuntimeError("a second factor that counts is dropped before another is begun")
    if row.sealed and at - row.made_at < PAUSE:
        return sealing.unseal(row.sealed)  # the page was opened again: the code that was scanned still holds
    row.sealed, row.key_mark, row.made_at = sealing.seal(secret), sealing.key_mark(), at
    row.save(update_fields=["sealed", "key_mark", "made_at"])
    return secret


@transaction.atomic
def confirm_second_factor(*, account: Account, code: str, at: datetime) -> list[str]:
    """Let the generator count from now on, proved by a first code; the recovery codes, shown this once."""
    row = SecondFactor.objects.select_for_update().filter(account=account, confirmed_at=None).first()
    if row is None:
        raise SecondFactorRefused(Reason("none_set_up", overridable=False))
    step = _step_of(row, code, at)
    if step is None:
        raise SecondFactorRefused(Reason("code_wrong", overridable=False))
    row.confirmed_at, row.last_step, row.failures = at, step, 0
    row.save(update_fields=["confirmed_at", "last_step", "failures"])
    return _new_recovery_codes(account)


@transaction.atomic
def renew_recovery_codes(*, account: Account, at: datetime) -> list[str]:
    """New recovery codes for whoever has a generator or a passkey, shown this once; those of before end."""
    held = Account.objects.select_for_update().get(pk=account.pk)
    if not queries.has_second_factor(held) and not queries.passkeys_of(held).exists():
        raise SecondFactorRefused(Reason("none_set_up", overridable=False))
    SecondFactor.objects.get_or_create(account=held, defaults={"made_at": at})  # wrong codes are counted there
    return _new_recovery_codes(held)


def _new_recovery_codes(account: Account) -> list[str]:
    RecoveryCode.objects.filter(account=account).delete()
    codes = [f"{secrets.token_hex(3)}-{secrets.token_hex(3)}" for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(RecoveryCode(account=account, digest=queries.digest(code)) for code in codes)
    return codes


def check_second_factor(*, account: Account, code: str, at: datetime) -> None:
    """Take a code of the generator, or a recovery code, each only once; five wrong ones, and nothing helps for a while.

    The count of wrong codes is kept although the answer is no: so the refusal comes after the transaction.
    """
    if reason := _reason_against(account, code, at):
        raise SecondFactorRefused(Reason(reason, overridable=False))


@transaction.atomic
def _reason_against(account: Account, code: str, at: datetime) -> str:
    row = SecondFactor.objects.select_for_update().filter(account=account).first()
    if row is None or not queries.takes_codes(account):
        return "none_set_up"
    if row.failed_at and at - row.failed_at >= PAUSE:
        row.failures = 0
    if row.failures >= MOST_FAILURES:
        return "too_many_codes"
    step = _step_of(row, code, at) if row.confirmed_at else None
    if step is None and not _is_recovery_code(account, code, at):
        row.failures, row.failed_at = row.failures + 1, at
        row.save(update_fields=["failures", "failed_at"])
        return "code_wrong"
    row.last_step, row.failures = step or row.last_step, 0
    row.save(update_fields=["last_step", "failures"])
    return ""


def _step_of(row: SecondFactor, code: str, at: datetime) -> int | None:
    """The step that a code belongs to, if it has not been used."""
    generator, given = pyotp.TOTP(sealing.unseal(row.sealed), interval=STEP), "".join(code.split())
    now = int(at.timestamp()) // STEP
    fitting = (step for step in (now - 1, now, now + 1) if secrets.compare_digest(generator.generate_otp(step), given))
    return next((step for step in fitting if step > row.last_step), None)


def _is_recovery_code(account: Account, code: str, at: datetime) -> bool:
    given = queries.digest(code.strip().lower())
    return bool(RecoveryCode.objects.filter(account=account, digest=given, used_at=None).update(used_at=at))


@transaction.atomic
def seal_factors_again(*, account_ids: Collection[int], by: Actor) -> int:
    """Seal the secrets of generators with the newest key; the number sealed."""
    permissions.may_operate(by)
    rows = list(SecondFactor.objects.select_for_update().filter(account__in=account_ids).exclude(sealed=""))
    for row in rows:
        row.sealed, row.key_mark = sealing.seal(sealing.unseal(row.sealed)), sealing.key_mark()
    SecondFactor.objects.bulk_update(rows, ["sealed", "key_mark"])
    return len(rows)


@transaction.atomic
def drop_second_factor(*, account: Account, by: Actor) -> None:
    """Do without the second factor: its owner, or whoever gives roles, when a phone is lost."""
    if by.account_id != account.pk:
        permissions.may_give_roles_at(by, queries.places_of_roles(account))
    SecondFactor.objects.filter(account=account).delete()
    RecoveryCode.objects.filter(account=account).delete()
    if by.account_id != account.pk:  # a device is lost, and what it held with it
        Passkey.objects.filter(account=account).delete()
