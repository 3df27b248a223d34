"""How libraries take in members from home, and who waits to be seen."""

from datetime import date

from django.core import signing
from django.db.models import Exists, OuterRef, QuerySet

from pustakota.contexts.people.models import (
    TAKEN_IN,
    Account,
    Guardianship,
    JoiningRule,
    Patron,
    PatronStatus,
    Person,
    Registration,
    RoleHeld,
)
from pustakota.contexts.people.queries.likeness import Likeness, likely_same

CONFIRM_SALT = "people.confirm_email"
EMAIL = "email"
"""An account that signs in with the address that somebody else gave is a likeness, too."""


def joining_rule(library_id: int) -> JoiningRule | None:
    """How a library takes in members from home; nothing where it asks by its own form."""
    return JoiningRule.objects.filter(library=library_id).first()


def libraries_joined_from_home() -> list[int]:
    """The libraries that take in members from home, by their keys."""
    return list(JoiningRule.objects.values_list("library", flat=True))


def registration(registration_id: int) -> Registration | None:
    """One registration with the membership."""
    return _registrations().filter(pk=registration_id).first()


def open_registration_of(patron: Patron) -> Registration | None:
    """The registration of a member who was not seen yet."""
    return _registrations().filter(patron=patron, ended_at=None).first()


def waiting_registrations(point_id: int | None = None) -> QuerySet[Registration]:
    """Who waits to be seen, at a point or anywhere, the first first."""
    rows = _registrations().filter(ended_at=None).exclude(patron__status=PatronStatus.CLOSED)
    if point_id is not None:
        rows = rows.filter(patron__home_point=point_id)
    return rows.annotate(is_child=Exists(Guardianship.objects.filter(ward=OuterRef("patron__person")))).order_by(
        "asked_at", "pk"
    )


def registrations_to_lapse(*, today: date) -> QuerySet[Registration]:
    """Registrations for which nobody came until their last day."""
    return waiting_registrations().filter(until__lt=today)


def registrations_to_forget() -> QuerySet[Registration]:
    """Registrations that came to nothing; those behind them are to be forgotten."""
    ended = _registrations().filter(ended_at__isnull=False).exclude(ended_how__in=TAKEN_IN)
    return ended.filter(patron__person__forgotten_at=None).order_by("pk")


def _registrations() -> QuerySet[Registration]:
    return Registration.objects.select_related("patron__person", "patron__home_point", "patron__type", "wanted_type")


def who_answers(patron: Patron) -> Person:
    """The member, or the guardian who speaks for a child."""
    held = Guardianship.objects.filter(ward=patron.person_id).select_related("guardian").order_by("pk").first()
    return held.guardian if held else Person.objects.get(pk=patron.person_id)


def guardians_without_another_tie(person_id: int) -> list[int]:
    """Guardians of a child who are here for its sake alone: no card, no other child, no role."""
    held = Guardianship.objects.filter(ward=person_id).values("guardian")
    others = Guardianship.objects.filter(guardian=OuterRef("pk")).exclude(ward=person_id)
    rows = Person.objects.filter(pk__in=held, patron=None).exclude(Exists(others))
    return list(rows.exclude(Exists(RoleHeld.objects.filter(person=OuterRef("pk")))).values_list("pk", flat=True))


def like_registration(found: Registration) -> list[Likeness]:
    """Members who may be the same person: for staff alone, never for whoever asked."""
    person = found.patron.person
    answers = who_answers(found.patron)
    alike = likely_same(name=person.name, born_on=person.born_on, phone=person.phone, but_not=person.pk)
    known = {each.person.pk for each in alike}
    holders = Person.objects.filter(account__email__iexact=found.email) if found.email else Person.objects.none()
    for holder in holders.exclude(pk__in=[person.pk, answers.pk, *known]).select_related("patron"):
        alike.append(Likeness(holder, getattr(holder, "patron", None), (EMAIL,)))
    return alike


def confirmation_code(registration_id: int, email: str) -> str:
    """What stands in the address that confirms an e-mail; nobody can forge it."""
    return signing.Signer(salt=CONFIRM_SALT).sign_object([registration_id, email])


def registration_of_code(code: str) -> Registration | None:
    """The registration whose e-mail a code confirms; nothing where it is none of ours, or has ended unconfirmed."""
    try:
        registration_id, email = signing.Signer(salt=CONFIRM_SALT).unsign_object(code)
    except signing.BadSignature:
        return None
    found = _registrations().filter(pk=registration_id, email=email).first()
    is_open = found is not None and (found.ended_at is None or found.ended_how in TAKEN_IN)
    return found if is_open else None


def account_behind(found: Registration) -> Account | None:
    """Whoever signs in for a registration: the member, or the guardian."""
    return who_answers(found.patron).account
