"""Where people belong: households, organisations outside, classes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.people.models.persons import Person


class OrganisationKind(models.TextChoices):
    """What an organisation outside is to the library."""

    SCHOOL = "school", _("school")
    OFFICE = "office", _("office")
    COMMUNITY = "community", _("community")
    DONOR = "donor", _("donor")
    PUBLISHER = "publisher", _("publisher")
    SUPPLIER = "supplier", _("supplier")


class Organisation(models.Model):
    """An organisation outside the library. Memberships by its agreement end with it (``agreement_ends_on``)."""

    name = models.CharField(max_length=150, unique=True)
    kind = models.CharField(max_length=10, choices=OrganisationKind, default=OrganisationKind.SCHOOL)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    agreement = models.CharField(max_length=100, blank=True, help_text=_("Number of the agreement."))
    agreement_ends_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Affiliation(models.Model):
    """A person belongs to an organisation; ``by_agreement``: the membership rests on its agreement and ends with it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="affiliations")
    by_agreement = models.BooleanField(default=True)
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"], condition=Q(ended_on__isnull=True), name="one_standing_affiliation"
            )
        ]


class SchoolClass(models.Model):
    """A class of an organisation in a school year (``2026/2027``)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="classes")
    name = models.CharField(max_length=40)
    school_year = models.CharField(max_length=9)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name", "school_year"], name="one_class_of_a_name_a_year")
        ]

    def __str__(self) -> str:
        return self.name


class ClassSeat(models.Model):
    """A pupil of a class."""

    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school_class", "person"], name="one_seat_in_a_class")]
