"""Accounts, persons, guardianships, patrons, roles, tokens."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, Group, Permission, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class AccountRows(BaseUserManager["Account"]):
    """What Django's authentication asks of the table of accounts."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """The account of a card number, a staff name or an e-mail address, in any case of letters."""
        given = (username or "").strip()
        # Names and addresses are kept in small letters, card numbers in capitals: each is found by its index.
        return self.get(Q(username__in={given, given.lower(), given.upper()}) | Q(email=given.lower()))


class Account(AbstractBaseUser, PermissionsMixin):
    """Signs in, and nothing else. ``username`` is the card number of a member or the name of a member of staff.

    Django's own permissions serve the site editor (``/cms/``) alone; the desk asks the actor.
    """

    username = models.CharField(max_length=40, unique=True)
    email = models.EmailField(unique=True, null=True, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    station = models.ForeignKey(
        "organisation.ServicePoint",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text=_("The service point where this member of staff usually works."),
    )

    # The mixin types both by the model it does not know yet.
    groups = models.ManyToManyField(Group, blank=True, related_name="+")  # type: ignore[assignment]
    user_permissions = models.ManyToManyField(Permission, blank=True, related_name="+")  # type: ignore[assignment]

    objects = AccountRows()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.username

    def get_full_name(self) -> str:
        person = Person.objects.filter(account=self).first()
        return person.name if person else self.username

    def get_short_name(self) -> str:
        return self.username


class Person(models.Model):
    """A human being. One name field: names of one word are normal. ``call_name``: how the person is greeted."""

    name = models.CharField(max_length=150)
    call_name = models.CharField(max_length=60, blank=True)
    account = models.OneToOneField(Account, on_delete=models.SET_NULL, null=True, related_name="person")
    born_on = models.DateField(null=True, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def greeting(self) -> str:
        """The name to greet with."""
        return self.call_name or self.name


class Guardianship(models.Model):
    """A guardian's right to act for a child, with the consent given for it (UU 27/2022, article 25)."""

    guardian = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="wards")
    ward = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="guardians")
    consented_at = models.DateTimeField()
    consent_text = models.CharField(max_length=40, help_text=_("Version of the text that was agreed to."))

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
    CLOSED = "closed", _("closed")


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


class RoleHeld(models.Model):
    """A role that a person holds at one service point, or everywhere (no point)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=20)
    service_point = models.ForeignKey(
        "organisation.ServicePoint", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "service_point"],
                condition=Q(service_point__isnull=False),
                name="role_once_per_point",
            ),
            models.UniqueConstraint(
                fields=["person", "role"], condition=Q(service_point__isnull=True), name="role_once_everywhere"
            ),
        ]


class ApiToken(models.Model):
    """A bearer token; only its SHA-256 is kept."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
