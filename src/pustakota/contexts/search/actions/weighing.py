"""Put weights in force, or those of an earlier version again."""

from datetime import datetime

from django.db import IntegrityError, transaction

from pustakota.contexts.search import permissions, queries
from pustakota.contexts.search.errors import WeightsRefused
from pustakota.contexts.search.events import WeightsPutInForce
from pustakota.contexts.search.models import WeightsVersion
from pustakota.contexts.search.rules import weights as rules
from pustakota.contexts.search.rules.weights import Weights
from pustakota.foundation import outbox
from pustakota.foundation.actors import Actor
from pustakota.foundation.reasons import Reason


@transaction.atomic
def put_weights_in_force(
    *, weights: Weights, reason: str, begun_from: int, by: Actor, at: datetime, again: int | None = None
) -> WeightsVersion:
    """Order answers by these weights from now on, or refuse with every reason at once.

    `begun_from` is the version that was in force when somebody began to change it.
    """
    permissions.may_weigh(by)
    why = reason.strip()
    now, old = queries.version_in_force()
    if reasons := rules.reasons_not_to_replace(weights, old, why=why, begun_from=begun_from, now=now):
        raise WeightsRefused(*reasons)
    kept = WeightsVersion(
        values=rules.as_values(weights), reason=why, replaces=now, again=again, made_at=at, changed_by=by.account_id
    )
    _keep(kept)
    outbox.announce(WeightsPutInForce(version=kept.pk), at=at)
    return kept


def go_back_to(*, version: int, reason: str, begun_from: int, by: Actor, at: datetime) -> WeightsVersion:
    """The weights of an earlier version again, as a new one."""
    permissions.may_weigh(by)
    weights = queries.weights_of(version)
    if weights is None:
        raise WeightsRefused(Reason("unknown_version", overridable=False))
    return put_weights_in_force(weights=weights, reason=reason, begun_from=begun_from, by=by, at=at, again=version)


def _keep(row: WeightsVersion) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # somebody else was a moment earlier
        raise WeightsRefused(Reason("changed_meanwhile", overridable=False)) from None
