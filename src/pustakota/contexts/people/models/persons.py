"""Persons, guardianships, memberships."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ContactWay(models.TextChoices):
    """How somebody wishes to be told things; without a wish the library chooses among what is agreed to."""

    EMAIL = "email", _("e-mail")
    WHATSAPP = "whatsapp", _("WhatsApp")
    PUSH = "push", _("on this device")
    NONE = "none", _("not at all")


class Household(models.Model):
    """People who live together. It gives nobody a right to act for another."""

    made_at = models.DateTimeField()


class Person(models.Model):
    """A human being. One name field: names of one word are normal. ``call_name``: how the person is greeted."""

    name = models.CharField(max_length=150)
    call_name = models.CharField(max_length=60, blank=True)
    account = models.OneToOneField("people.Account", on_delete=models.SET_NULL, null=True, related_name="person")
    born_on = models.DateField(null=True, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=300, blank=True)
    preferred_contact = models.CharField(max_length=10, choices=ContactWay, blank=True)
    phone_asked_at = models.DateTimeField(null=True, help_text=_("When the desk last asked whether the number holds."))
    household = models.ForeignKey(Household, on_delete=models.SET_NULL, null=True, related_name="persons")
    forgotten_at = models.DateTimeField(null=True, help_text=_("When everything that led to the person was deleted."))

    def __str__(self) -> str:
        return self.name

    @property
    def greeting(self) -> str:
        """The name to greet with."""
        return self.call_name or self.name


class Guardianship(models.Model):
    """A guardian's right to act for a child, and the consent that was given for it (UU 27/2022, article 25)."""

    guardian = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="wards")
    ward = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="guardians")
    consent = models.ForeignKey("people.Consent", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["guardian", "ward"], name="one_guardianship_per_pair"),
            models.CheckConstraint(condition=~Q(guardian=models.F("ward")), name="nobody_is_their_own_guardian"),
        ]


class PatronType(models.Model):
    """A kind of membership: general, pupil, staff …; policies may differ by it."""

    code = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=60)
    years = models.PositiveSmallIntegerField(default=1)

    def __str__(self) -> str:
        return self.name


class PatronStatus(models.TextChoices):
    ACTIVE = "active", _("active")
    BLOCKED = "blocked", _("blocked")
    CLOSED = "closed", pgettext_lazy("membership", "closed")


class Patron(models.Model):
    """A person's membership of the network's libraries."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="patron")
    card_number = models.CharField(max_length=20, unique=True)
    type = models.ForeignKey(PatronType, on_delete=models.PROTECT, related_name="+")
    home_point = models.ForeignKey("organisation.ServicePoint", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=PatronStatus, default=PatronStatus.ACTIVE)
    blocked_because = models.CharField(max_length=200, blank=True)
    joined_on = models.DateField()
    expires_on = models.DateField()
    pin = models.CharField(max_length=200, blank=True, help_text=_("Hash of the PIN for machines; never for the web."))

    def __str__(self) -> str:
        return self.card_number
