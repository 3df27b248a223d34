"""Two entries turn out to be one person: put together with a journal, so that it can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import IntegrityError, transaction

from pustakota.contexts.people import permissions
from pustakota.contexts.people.errors import MergeRefused
from pustakota.contexts.people.events import MergeUndone, PersonsMerged
from pustakota.contexts.people.models import (
    Affiliation,
    ApiToken,
    ClassSeat,
    Consent,
    Correction,
    Guardianship,
    IdentityNumber,
    Merge,
    Patron,
    PatronStatus,
    Person,
    PersonSeen,
    Photo,
    RoleHeld,
)
from pustakota.foundation import locks, outbox
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import Model

    from pustakota.foundation.actors import Actor

MOVING: tuple[tuple[type[Model], str], ...] = (
    (Guardianship, "guardian"),
    (Guardianship, "ward"),
    (Consent, "person"),
    (Consent, "said_by"),
    (PersonSeen, "person"),
    (Correction, "person"),
    (Affiliation, "person"),
    (ClassSeat, "person"),
    (IdentityNumber, "person"),
    (Photo, "person"),
)
"""Rows that go over to the entry that stays; those that would stand there twice stay where they are."""
FILLED = ("call_name", "phone", "address", "born_on")
"""What the entry that stays takes over where it knows nothing."""


@transaction.atomic
def merge_persons(*, keep: Person, gone: Person, because: str, by: Actor, at: datetime) -> Merge:
    """Put two entries of one person together, or refuse with every reason; the membership of one of them is closed."""
    permissions.may_edit(by)
    keep, gone = _held(keep, gone)
    if reasons := list(_reasons_not_to_merge(keep, gone, because)):
        raise MergeRefused(*reasons)
    kept_patron, gone_patron = _patron_of(keep), _patron_of(gone)
    moved = [*_filled(keep, gone), *_accounts(keep, gone), *_memberships(keep, kept_patron, gone_patron)]
    moved += [line for model, field in MOVING for line in _rows(model, field, keep, gone)]
    merge = Merge.objects.create(
        kept=keep, gone=gone, because=because.strip(), moved=moved, merged_at=at, merged_by=by.account_id
    )
    event = PersonsMerged(
        merge_id=merge.pk,
        kept_id=keep.pk,
        gone_id=gone.pk,
        kept_patron_id=kept_patron.pk if kept_patron else None,
        gone_patron_id=gone_patron.pk if gone_patron else None,
    )
    outbox.announce(event, at=at)
    return merge


@transaction.atomic
def undo_merge(*, merge: Merge, by: Actor, at: datetime) -> None:
    """Bring back what a merge moved, where nothing else has happened to it since."""
    permissions.may_edit(by)
    _held(merge.kept, merge.gone)
    merge.refresh_from_db()
    if merge.undone_at is not None:
        raise MergeRefused(Reason("already_undone", overridable=False))
    if Person.objects.filter(pk__in=[merge.kept_id, merge.gone_id], forgotten_at__isnull=False).exists():
        raise MergeRefused(Reason("forgotten", overridable=False))
    for line in reversed(merge.moved):
        _bring_back(line)
    merge.undone_at, merge.undone_by = at, by.account_id
    merge.save(update_fields=["undone_at", "undone_by"])
    outbox.announce(MergeUndone(merge_id=merge.pk, kept_id=merge.kept_id, gone_id=merge.gone_id), at=at)


def _held(keep: Person, gone: Person) -> tuple[Person, Person]:
    """Both held, always the older entry first."""
    first, second = sorted((keep, gone), key=lambda each: each.pk)
    held = dict(zip((first.pk, second.pk), locks.hold(first, second), strict=True))
    return held[keep.pk], held[gone.pk]


def _reasons_not_to_merge(keep: Person, gone: Person, because: str) -> Iterator[Reason]:
    if not because.strip():
        yield Reason("reason_needed", overridable=False)
    if keep == gone:
        yield Reason("same_entry", overridable=False)
        return
    if RoleHeld.objects.filter(person=gone).exists():
        yield Reason("staff_goes", overridable=False)
    if Guardianship.objects.filter(guardian__in=[keep, gone], ward__in=[keep, gone]).exists():
        yield Reason("guardian_and_ward", overridable=False)
    if Merge.objects.filter(gone__in=[keep, gone], undone_at__isnull=True).exists():
        yield Reason("already_merged", overridable=False)
    if keep.forgotten_at or gone.forgotten_at:
        yield Reason("forgotten", overridable=False)
    if IdentityNumber.objects.filter(person__in=[keep, gone]).count() == 2:
        yield Reason("two_identity_numbers", overridable=False)


def _patron_of(person: Person) -> Patron | None:
    return Patron.objects.filter(person=person).first()


def _filled(keep: Person, gone: Person) -> Iterator[dict[str, Any]]:
    for field in FILLED:
        if not getattr(keep, field) and getattr(gone, field):
            yield _change(keep, field, getattr(gone, field))


def _accounts(keep: Person, gone: Person) -> Iterator[dict[str, Any]]:
    """One way to sign in: the account of the entry that stays, else the other's."""
    account = gone.account
    if account is None:
        return
    if keep.account_id is None:
        yield _change(gone, "account_id", None)
        yield _change(keep, "account_id", account.pk)
    elif account.is_active:
        yield _change(account, "is_active", value=False)
        ApiToken.objects.filter(account=account).delete()


def _memberships(keep: Person, kept: Patron | None, gone: Patron | None) -> Iterator[dict[str, Any]]:
    """One membership: that of the entry that stays, else the other's."""
    if gone is None:
        return
    if kept is None:
        yield _change(gone, "person_id", keep.pk)
    elif gone.status != PatronStatus.CLOSED:
        yield _change(gone, "status", PatronStatus.CLOSED.value)


def _rows(model: type[Model], field: str, keep: Person, gone: Person) -> Iterator[dict[str, Any]]:
    for row in model._base_manager.filter(**{field: gone}).order_by("pk"):  # noqa: SLF001 -- Django's documented API
        try:
            with transaction.atomic():
                line = _change(row, f"{field}_id", keep.pk)
        except IntegrityError:
            continue
        yield line


def _change(row: Model, field: str, value: Any) -> dict[str, Any]:
    """Write one field, and the line of the journal that can bring it back."""
    before = getattr(row, field)
    setattr(row, field, value)
    row.save(update_fields=[field.removesuffix("_id") if field.endswith("_id") else field])
    table = row._meta.label  # noqa: SLF001 -- Django's documented API
    return {"table": table, "row": row.pk, "field": field, "before": _plain(before), "after": _plain(value)}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _bring_back(line: dict[str, Any]) -> None:
    model = apps.get_model(line["table"])
    row = model._base_manager.filter(pk=line["row"]).first()  # noqa: SLF001 -- Django's documented API
    if row is not None and _plain(getattr(row, line["field"])) == line["after"]:
        _change(row, line["field"], line["before"])
