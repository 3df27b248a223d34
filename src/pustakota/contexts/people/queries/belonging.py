"""Households, organisations outside and their agreements, classes."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Min, Q, QuerySet

from pustakota.contexts.people.models import Affiliation, ClassSeat, Organisation, Patron, Person, SchoolClass


def persons_of_household(household_id: int) -> list[Person]:
    """Who lives together."""
    return list(Person.objects.filter(household=household_id).order_by("born_on", "pk"))


def housemates_of(person: Person) -> QuerySet[Patron]:
    """The memberships of those a person lives with."""
    rows = Patron.objects.select_related("person", "home_point", "type")
    return rows.filter(person__household=person.household_id).exclude(person=person.pk).order_by("pk")


def organisations(*, kind: str = "") -> QuerySet[Organisation]:
    """Organisations outside by name, with the number of people who belong to each."""
    rows = Organisation.objects.filter(kind=kind) if kind else Organisation.objects.all()
    belonging = Count("affiliations", filter=Q(affiliations__ended_on__isnull=True))
    return rows.annotate(belonging=belonging).order_by("name")


def organisation_outside(organisation_id: int) -> Organisation | None:
    """One organisation."""
    return Organisation.objects.filter(pk=organisation_id).first()


def classes_of(organisation_id: int) -> QuerySet[SchoolClass]:
    """The classes of an organisation, the newest year first, with their number of pupils."""
    rows = SchoolClass.objects.filter(organisation=organisation_id).annotate(pupils=Count("seats"))
    return rows.order_by("-school_year", "name")


def members_of(organisation_id: int) -> QuerySet[Patron]:
    """The memberships of those who belong to an organisation now, what ends first at the top."""
    standing = Affiliation.objects.filter(organisation=organisation_id, ended_on__isnull=True)
    rows = Patron.objects.select_related("person", "home_point").filter(person__in=standing.values("person"))
    return rows.order_by("expires_on", "person__name", "pk")


def school_class(class_id: int) -> SchoolClass | None:
    """One class with its organisation."""
    return SchoolClass.objects.select_related("organisation").filter(pk=class_id).first()


def patrons_of_class(class_id: int) -> QuerySet[Patron]:
    """The memberships of the pupils of a class."""
    rows = Patron.objects.select_related("person", "home_point", "type")
    return rows.filter(person__seats__school_class=class_id).order_by("person__name", "pk")


def class_names(person_ids: Collection[int]) -> dict[int, str]:
    """School and class of those of these persons who sit in one, the newest where there are several; one query."""
    seats = ClassSeat.objects.filter(person__in=person_ids).select_related("school_class__organisation")
    return {
        seat.person_id: f"{seat.school_class.organisation.name} · {seat.school_class.name}"
        for seat in seats.order_by("school_class__school_year", "pk")
    }


def affiliations_of(person_id: int) -> QuerySet[Affiliation]:
    """The organisations that a person belongs to now."""
    rows = Affiliation.objects.select_related("organisation").filter(person=person_id, ended_on__isnull=True)
    return rows.order_by("began_on", "pk")


def agreement_end(person_id: int) -> date | None:
    """The day on which the agreement ends that a membership rests on; nothing where it rests on none."""
    standing = Affiliation.objects.filter(person=person_id, ended_on__isnull=True, by_agreement=True)
    end: date | None = standing.aggregate(end=Min("organisation__agreement_ends_on"))["end"]
    return end
