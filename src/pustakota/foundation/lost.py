"""What was acknowledged and is not in the database any more, since that came back from a backup."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from pustakota.foundation.models import LostFact


@transaction.atomic
def keep(facts: Iterable[Mapping[str, Any]]) -> int:
    """List these facts of the journal, each once; the number of those that were not listed yet."""
    before = LostFact.objects.count()
    rows = [
        LostFact(digest=_digest(fact), at=datetime.fromisoformat(fact["at"]), what=fact["what"], fact=fact)
        for fact in facts
    ]
    LostFact.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return LostFact.objects.count() - before


def facts() -> list[LostFact]:
    """What still has to be entered, in the order in which it happened."""
    return list(LostFact.objects.order_by("pk"))


def number() -> int:
    """How many are left."""
    return LostFact.objects.count()


def settle(lost: LostFact) -> None:
    """It was entered, or somebody decided that it need not be."""
    LostFact.objects.filter(pk=lost.pk).delete()


def _digest(fact: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(fact, sort_keys=True).encode()).hexdigest()
