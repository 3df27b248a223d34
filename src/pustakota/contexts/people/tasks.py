"""What people does by the clock."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from pustakota.contexts.people import actions, queries
from pustakota.foundation import periods, personal_data
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import Refusal

log = logging.getLogger(__name__)

AT_ONCE = 200
ZONE = "Asia/Jakarta"


def seal_again(at: datetime) -> int:
    """Seal what an older key sealed with the newest, after the operator has changed it; the number sealed."""
    del at
    numbers = list(queries.numbers_to_seal_again().values_list("pk", flat=True))
    factors = list(queries.factors_to_seal_again().values_list("account", flat=True))
    providers = list(queries.providers_to_seal_again().values_list("pk", flat=True))
    _in_chunks(providers, lambda keys: actions.seal_providers_again(provider_ids=keys, by=SYSTEM))
    return _in_chunks(numbers, lambda keys: actions.seal_again(number_ids=keys, by=SYSTEM)) + _in_chunks(
        factors, lambda keys: actions.seal_factors_again(account_ids=keys, by=SYSTEM)
    )


def _in_chunks(keys: Sequence[int], act: Callable[[Sequence[int]], int]) -> int:
    return sum(act(keys[start : start + AT_ONCE]) for start in range(0, len(keys), AT_ONCE))


def come_of_age(at: datetime) -> int:
    """End guardianships over those who are eighteen by now; the number of persons."""
    persons = list(queries.grown_up(today=periods.local_day(at, ZONE)))
    for person in persons:
        actions.come_of_age(person=person, by=SYSTEM, at=at)
    return len(persons)


def lapse_registrations(at: datetime) -> int:
    """End registrations from home for which nobody came; the number ended."""
    found = list(queries.registrations_to_lapse(today=periods.local_day(at, ZONE)))
    for registration in found:
        actions.lapse(registration=registration, by=SYSTEM, at=at)
    return len(found)


def forget_registrations(at: datetime) -> int:
    """Delete what came to nothing: the applicant and, for a child, a guardian who has no other tie; the number."""
    forgotten = 0
    for registration in queries.registrations_to_forget():
        child_or_adult = registration.patron.person_id
        persons = [child_or_adult, *queries.guardians_without_another_tie(child_or_adult)]
        try:
            for person_id in persons:
                personal_data.forget(person_id, by=SYSTEM, at=at)
        except Refusal as refusal:
            log.info("registration %s is kept: %s", registration.pk, [reason.code for reason in refusal.reasons])
            continue
        forgotten += 1
    return forgotten


def prune_sign_ins(at: datetime) -> int:
    """Delete sessions that have run out; the number of browsers that are no longer known."""
    return actions.prune_sign_ins(by=SYSTEM, at=at)
