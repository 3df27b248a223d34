"""Everything that people keeps about a person, and what stands in the way of forgetting it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from pustakota.contexts.people.errors import ForgettingRefused
from pustakota.contexts.people.models import (
    ApiToken,
    Correction,
    Guardianship,
    IdentityNumber,
    Merge,
    Passkey,
    Patron,
    PatronStatus,
    Person,
    RecoveryCode,
    Registration,
    RetiredCard,
    SecondFactor,
    SignedIn,
    SignInIdentity,
    SignInLink,
)
from pustakota.contexts.people.queries.belonging import affiliations_of
from pustakota.contexts.people.queries.consents import consents_of, looks_at
from pustakota.contexts.people.queries.likeness import photo_of
from pustakota.contexts.people.queries.wording import CONSENT_WORDS, ROLE_WORDS
from pustakota.foundation import sealing
from pustakota.foundation.reasons import Reason

Row = dict[str, Any]
SHOWN_AT_MOST = 100


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction in words: by which role (the member reads it), by whom (staff do), field, before and after."""

    row: Correction
    by_role: str
    by_name: str
    changes: list[tuple[str, str, str]]


def entries_of(person_id: int) -> list[int]:
    """The keys of all entries of one person: their own, and those that were merged into it, however often."""
    found, new = [person_id], [person_id]
    while new:
        gone = Merge.objects.filter(kept__in=new, undone_at=None).values_list("gone", flat=True)
        new = [key for key in gone if key not in found]
        found += new
    return found


def patrons_of_entries(person_id: int) -> list[Patron]:
    """Every membership of one person, those of merged entries too."""
    return list(Patron.objects.select_related("person").filter(person__in=entries_of(person_id)).order_by("pk"))


def reasons_not_to_forget(person_id: int) -> ForgettingRefused | None:
    """What stands in the way of forgetting a person, as far as people knows."""
    reasons = list(_reasons(person_id))
    return ForgettingRefused(*reasons) if reasons else None


def _reasons(person_id: int) -> Iterator[Reason]:
    person = Person.objects.get(pk=person_id)
    if person.forgotten_at is not None:
        yield Reason("already_forgotten", overridable=False)
    if person.roles.exists():
        yield Reason("is_staff", overridable=False)
    for held in Guardianship.objects.filter(guardian=person_id).select_related("ward__patron"):
        others = Guardianship.objects.filter(ward=held.ward_id).exclude(pk=held.pk)
        patron = getattr(held.ward, "patron", None)
        if patron and patron.status != PatronStatus.CLOSED and not others.exists():
            yield Reason("has_wards", {"name": held.ward.name}, overridable=False)


FIELD_WORDS = {
    "name": _lazy("name"),
    "call_name": _lazy("call name"),
    "born_on": _lazy("date of birth"),
    "phone": _lazy("telephone"),
    "address": _lazy("address"),
    "email": _lazy("e-mail"),
}
"""What a member may have corrected, and what it is called."""


def correctable(person: Person) -> dict[str, str]:
    """What may be corrected about a person, as it stands, as text."""
    account = person.account
    values = {field: str(getattr(person, field) or "") for field in FIELD_WORDS if field != "email"}
    return {**values, "email": (account.email or "") if account else ""}


def corrections_of(person_id: int) -> list[Corrected]:
    """What was corrected about a person, newest first; who did it by role, and for staff by name; three queries."""
    rows = list(Correction.objects.filter(person__in=entries_of(person_id)).order_by("-at", "-pk")[:SHOWN_AT_MOST])
    staff = Person.objects.filter(account__in={row.account_id for row in rows if row.account_id})
    by_account = {each.account_id: each for each in staff.prefetch_related("roles")}
    return [_corrected(row, by_account.get(row.account_id)) for row in rows]


def _corrected(row: Correction, staff: Person | None) -> Corrected:
    roles = sorted({held.role for held in staff.roles.all()}) if staff and not row.is_own else []
    words = [str(ROLE_WORDS.get(role, role)) for role in roles] or ([_("the member")] if row.is_own else [])
    changes = [(str(FIELD_WORDS[each["field"]]), each["before"], each["after"]) for each in row.changes]
    return Corrected(row, ", ".join(words), staff.name if staff else "", changes)


def _told(change: tuple[str, str, str]) -> str:
    word, before, after = change
    return f"{word}: {before or '–'} → {after or '–'}"


def kept_about(person_id: int) -> dict[str, list[Row]]:
    """What is kept about a person, under headings, in words they can read."""
    person = Person.objects.select_related("account", "household").get(pk=person_id)
    return {
        _("Person"): [_person(person)],
        _("Membership"): [_membership(patron) for patron in patrons_of_entries(person_id)],
        _("Registration from home"): [
            {_("at"): row.asked_at, _("e-mail"): row.email, _("text"): row.text_version, _("seen at"): row.ended_at}
            for row in Registration.objects.filter(patron__person=person_id)
        ],
        _("Cards of before"): [
            {_("card number"): card.number, _("since"): card.retired_at, _("why"): card.get_why_display()}
            for card in RetiredCard.objects.filter(patron__person=person_id)
        ],
        _("Parents, guardians and children"): list(_family(person_id)),
        _("Organisations and classes"): list(_belonging(person)),
        _("What was agreed to"): [_consent(line) for line in consents_of(person_id)],
        _("Corrections"): [
            {
                _("at"): each.row.at,
                _("by"): each.by_role,
                _("what"): "; ".join(map(_told, each.changes)),
            }
            for each in corrections_of(person_id)
        ],
        _("Who looked"): [
            {
                _("at"): look.seen.at,
                _("role"): ", ".join(str(ROLE_WORDS.get(role, role)) for role in look.roles),
                _("service point"): look.seen.service_point.name if look.seen.service_point else "",
            }
            for look in looks_at(person_id)
        ],
        _("Signed in"): [
            {_("since"): row.began_at, _("browser"): row.browser}
            for row in SignedIn.objects.filter(account__person=person_id).order_by("-began_at")
        ],
        _("Ways to sign in"): list(_ways_in(person_id)),
    }


def _person(person: Person) -> Row:
    account, number = person.account, IdentityNumber.objects.filter(person=person).first()
    photo = photo_of(person.pk)
    return {
        _("name"): person.name,
        _("call name"): person.call_name,
        _("date of birth"): person.born_on,
        _("telephone"): person.phone,
        _("address"): person.address,
        _("e-mail"): account.email if account else "",
        _("signs in as"): account.username if account else "",
        _("last signed in"): account.last_login if account else None,
        _("identity number"): sealing.unseal(number.sealed) if number else "",
        _("photo"): photo.kept_at if photo else None,
        _("wishes to be told things"): person.get_preferred_contact_display(),
        _("number asked after"): person.phone_asked_at,
        _("lives with"): ", ".join(each.name for each in _housemates(person)),
    }


def identities_of_person(person_id: int) -> QuerySet[SignInIdentity]:
    """The accounts of other providers that sign in as a person."""
    rows = SignInIdentity.objects.select_related("provider").filter(account__person=person_id)
    return rows.order_by("pk")


def _ways_in(person_id: int) -> Iterator[Row]:
    for factor in SecondFactor.objects.filter(account__person=person_id, confirmed_at__isnull=False):
        codes = RecoveryCode.objects.filter(account=factor.account_id, used_at=None).count()
        yield {_("kind"): _("code generator"), _("since"): factor.confirmed_at, _("recovery codes left"): codes}
    for key in Passkey.objects.filter(account__person=person_id).order_by("pk"):
        yield {_("kind"): _("passkey"), _("name"): key.name, _("since"): key.made_at, _("last used"): key.used_at}
    for each in identities_of_person(person_id):
        since, used = each.made_at, each.used_at
        yield {_("kind"): each.provider.name, _("e-mail"): each.email, _("since"): since, _("last used"): used}
    for link in SignInLink.objects.filter(account__person=person_id).order_by("pk"):
        yield {_("kind"): _("link by e-mail"), _("since"): link.made_at, _("last used"): link.used_at}
    for token in ApiToken.objects.filter(account__person=person_id).order_by("pk"):
        yield {_("kind"): _("token of an application"), _("since"): token.made_at, _("until"): token.expires_at}


def _housemates(person: Person) -> list[Person]:
    if person.household is None:
        return []
    return list(person.household.persons.exclude(pk=person.pk).order_by("pk"))


def _membership(patron: Patron) -> Row:
    return {
        _("card number"): patron.card_number,
        _("kind"): patron.type.name,
        _("home service point"): patron.home_point.name,
        _("since"): patron.joined_on,
        _("until"): patron.expires_on,
        _("status"): patron.get_status_display(),
        _("blocked because"): patron.blocked_because,
        _("PIN for machines"): _("set") if patron.pin else "",
    }


def _family(person_id: int) -> Iterator[Row]:
    for held in Guardianship.objects.filter(ward=person_id).select_related("guardian", "consent"):
        yield {_("parent or guardian"): held.guardian.name, _("agreed on"): held.consent.given_at}
    for held in Guardianship.objects.filter(guardian=person_id).select_related("ward", "consent"):
        yield {_("child"): held.ward.name, _("agreed on"): held.consent.given_at}


def _belonging(person: Person) -> Iterator[Row]:
    for row in affiliations_of(person.pk):
        yield {_("organisation"): row.organisation.name, _("since"): row.began_on}
    for seat in person.seats.select_related("school_class__organisation"):
        in_class = seat.school_class
        yield {_("organisation"): in_class.organisation.name, _("class"): f"{in_class.name} {in_class.school_year}"}


def _consent(line: Any) -> Row:
    return {
        _("what"): str(CONSENT_WORDS[line.purpose].title) if line.purpose in CONSENT_WORDS else line.purpose,
        _("text"): line.text_version,
        _("by"): line.said_by.name,
        _("on"): line.given_at,
        _("how"): line.get_given_how_display(),
        _("withdrawn on"): line.withdrawn_at,
    }
