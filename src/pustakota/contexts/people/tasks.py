"""What people does by the clock."""

from datetime import datetime

from pustakota.contexts.people import actions, queries
from pustakota.foundation.actors import SYSTEM

AT_ONCE = 200


def seal_again(at: datetime) -> int:
    """Seal identity numbers with the newest key, after the operator has changed it; the number sealed."""
    del at
    keys = list(queries.numbers_to_seal_again().values_list("pk", flat=True))
    chunks = (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))
    return sum(actions.seal_again(number_ids=chunk, by=SYSTEM) for chunk in chunks)


def prune_sign_ins(at: datetime) -> int:
    """Delete sessions that have run out; the number of browsers that are no longer known."""
    return actions.prune_sign_ins(by=SYSTEM, at=at)
