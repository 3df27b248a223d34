"""Entries that may be one person, cards of before, identity numbers, photos."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower

from pustakota.contexts.people.models import IdentityNumber, Merge, Patron, Person, Photo, RetiredCard
from pustakota.contexts.people.rules import VIEW, folded_name, masked, plain_card, plain_nik, plain_phone
from pustakota.foundation import sealing
from pustakota.foundation.actors import Actor
from pustakota.foundation.errors import NotAllowed

NAME, PHONE, NIK = "name", "phone", "nik"
PAIRS_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class Likeness:
    """An entry that may be the same person, and in what it is alike: ``nik``, ``name`` (with its day), ``phone``."""

    person: Person
    patron: Patron | None
    alike_in: tuple[str, ...]


def likely_same(
    *, name: str, born_on: date | None, phone: str = "", nik: str = "", but_not: int | None = None
) -> list[Likeness]:
    """Entries that may already be this person, the surest first."""
    hashes = sealing.keyed_hashes(plain_nik(nik) or "") if plain_nik(nik) else []
    number = plain_phone(phone) or ""
    alike = Q(identity_number__keyed_hash__in=hashes)
    if born_on:
        alike |= Q(born_on=born_on)
    if number:
        alike |= Q(phone=number)
    found = []
    rows = _entries().filter(alike).exclude(pk=but_not or 0).select_related("identity_number")
    for person in rows:
        kept = getattr(person, "identity_number", None)
        ways = (
            (NIK, kept is not None and kept.keyed_hash in hashes),
            (NAME, born_on is not None and person.born_on == born_on and folded_name(person.name) == folded_name(name)),
            (PHONE, bool(number) and person.phone == number),
        )
        if alike_in := tuple(way for way, is_alike in ways if is_alike):
            found.append(Likeness(person, getattr(person, "patron", None), alike_in))
    return sorted(found, key=lambda likeness: (NIK not in likeness.alike_in, -len(likeness.alike_in)))


def _entries() -> QuerySet[Person]:
    merged = Merge.objects.filter(undone_at__isnull=True).values("gone")
    return Person.objects.filter(forgotten_at__isnull=True).exclude(pk__in=merged).select_related("patron")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries that may be one person."""

    first: Person
    second: Person
    alike_in: tuple[str, ...]


def likely_pairs(*, by: Actor) -> list[Pair]:
    """Entries with one name and date of birth, or one name and telephone number, in pairs; at most 200."""
    if not by.may(VIEW):
        raise NotAllowed(VIEW)
    found: dict[tuple[Person, Person], list[str]] = defaultdict(list)
    for way, field in ((NAME, "born_on"), (PHONE, "phone")):
        for pair in _pairs(field):
            found[pair].append(way)
    pairs = [Pair(first, second, tuple(ways)) for (first, second), ways in found.items()]
    return pairs[:PAIRS_AT_MOST]


def _pairs(field: str) -> Iterator[tuple[Person, Person]]:
    """Entries of one name that share a field, the older first."""
    entries = _entries().annotate(small=Lower("name"))
    known = entries.exclude(phone="") if field == "phone" else entries.exclude(born_on=None)
    groups = known.order_by().values(field, "small").annotate(n=Count("pk")).filter(n__gt=1)[:PAIRS_AT_MOST]
    alike = {(group[field], group["small"]) for group in groups}
    by_likeness: dict[object, list[Person]] = defaultdict(list)
    for person in known.filter(**{f"{field}__in": {value for value, _ in alike}}).order_by("pk"):
        if (getattr(person, field), person.small) in alike:
            by_likeness[getattr(person, field), person.small].append(person)
    for first, *others in by_likeness.values():
        yield from ((first, second) for second in others)


def person(person_id: int) -> Person | None:
    """One person with their membership, where there is one."""
    return Person.objects.select_related("patron").filter(pk=person_id).first()


def standing_merge_of(person_id: int) -> Merge | None:
    """The merge by which an entry went, where it stands."""
    return Merge.objects.select_related("kept__patron", "gone").filter(gone=person_id, undone_at=None).first()


def merges_into(person_id: int) -> QuerySet[Merge]:
    """Standing merges into an entry, the last first."""
    return Merge.objects.select_related("kept", "gone").filter(kept=person_id, undone_at=None).order_by("-pk")


def merge(merge_id: int) -> Merge | None:
    """One merge."""
    return Merge.objects.select_related("kept", "gone").filter(pk=merge_id).first()


def merge_stands(merge_id: int) -> bool:
    """Whether a merge was not undone: what follows it, later and in its own time, asks before it moves anything."""
    return Merge.objects.filter(pk=merge_id, undone_at=None).exists()


def retired_card(number: str) -> RetiredCard | None:
    """The card of before with a number, where it is refused now."""
    return RetiredCard.objects.select_related("patron__person").filter(number=plain_card(number)).first()


def identity_mask(person_id: int) -> str:
    """The identity number of a person with only its end to be seen; nothing where none is kept."""
    kept = IdentityNumber.objects.filter(person=person_id).first()
    return masked(sealing.unseal(kept.sealed)) if kept else ""


def numbers_to_seal_again() -> QuerySet[IdentityNumber]:
    """Identity numbers that are sealed with an older key."""
    return IdentityNumber.objects.exclude(key_mark=sealing.key_mark()).order_by("pk")


def photo_of(person_id: int) -> Photo | None:
    """A member's photo."""
    return Photo.objects.filter(person=person_id).first()


def photo_file(code: str) -> str:
    """Where a photo lies among the private files."""
    return f"photos/{code}.jpg"
