"""Catalogues that are asked while somebody catalogues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from pustakota.contexts.network import permissions
from pustakota.contexts.network.errors import TargetRefused
from pustakota.contexts.network.models import Target
from pustakota.contexts.network.rules.linking import is_address
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from pustakota.foundation.actors import Actor

FACTS = ("name", "base_url", "version", "schema", "isbn_query", "words_query", "place", "is_on")


@transaction.atomic
def add_target(*, facts: Mapping[str, Any], by: Actor, at: datetime) -> Target:
    """One more catalogue to ask."""
    del at
    permissions.may_keep(by)
    _refuse(_reasons(facts, own=None))
    return Target.objects.create(**{name: facts[name] for name in FACTS if name in facts})


@transaction.atomic
def change_target(*, target: Target, facts: Mapping[str, Any], by: Actor, at: datetime) -> Target:
    """Another address, other queries, on or off."""
    del at
    permissions.may_keep(by)
    _refuse(_reasons(facts, own=target.pk))
    changes = {name: facts[name] for name in FACTS if name in facts}
    for name, value in changes.items():
        setattr(target, name, value)
    target.save(update_fields=list(changes))
    return target


@transaction.atomic
def remove_target(*, target: Target, by: Actor, at: datetime) -> None:
    """Ask it no more."""
    del at
    permissions.may_keep(by)
    target.delete()


def _refuse(reasons: Iterator[Reason]) -> None:
    if found := tuple(reasons):
        raise TargetRefused(*found)


def _reasons(facts: Mapping[str, Any], *, own: int | None) -> Iterator[Reason]:
    if not is_address(facts["base_url"]):
        yield Reason("address", {"detail": facts["base_url"]}, overridable=False)
    if Target.objects.exclude(pk=own or 0).filter(name__iexact=facts["name"]).exists():
        yield Reason("name_taken", overridable=False)
    if "{isbn}" not in facts["isbn_query"]:
        yield Reason("isbn_missing", overridable=False)
    if "{words}" not in facts["words_query"]:
        yield Reason("words_missing", overridable=False)
