"""What visits does by the clock."""

import logging
from datetime import datetime

from pustakota.contexts.visits import actions, queries
from pustakota.foundation.actors import SYSTEM

PARTED_AT_ONCE = 1000
log = logging.getLogger(__name__)


def part_from_members(at: datetime) -> int:
    """Part visits of more than a week ago from their members; the number parted."""
    keys = list(queries.visits_to_part(at=at).values_list("pk", flat=True))
    chunks = (keys[start : start + PARTED_AT_ONCE] for start in range(0, len(keys), PARTED_AT_ONCE))
    parted = sum(actions.part_from_members(visit_ids=chunk, by=SYSTEM, at=at) for chunk in chunks)
    log.info("visits parted from their members: %s", parted)
    return parted
