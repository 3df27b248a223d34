"""What the catalogue does by the clock."""

from datetime import datetime

from pustakota.contexts.catalogue import actions
from pustakota.foundation.actors import SYSTEM


def count_headings(at: datetime) -> int:
    """Count authors and subjects for the lists from A to Z; the number of forms."""
    return actions.count_headings(by=SYSTEM, at=at)
