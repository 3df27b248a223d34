"""Who signs in, with which rights, and the tokens of machines."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, Group, Permission, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.people.models.persons import Person


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

    # The mixin types both by the model it does not know yet. The site editor asks groups for their ``user``.
    groups = models.ManyToManyField(  # type: ignore[assignment]
        Group, blank=True, related_name="user_set", related_query_name="user"
    )
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


class RoleHeld(models.Model):
    """A role that a person holds at one service point, in a whole library, or everywhere (neither)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=20)
    service_point = models.ForeignKey(
        "organisation.ServicePoint", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    library = models.ForeignKey(
        "organisation.Library", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(service_point__isnull=True) | Q(library__isnull=True),
                name="role_at_a_point_or_in_a_library",
            ),
            models.UniqueConstraint(
                fields=["person", "role", "library"],
                condition=Q(library__isnull=False),
                name="role_once_per_library",
            ),
            models.UniqueConstraint(
                fields=["person", "role", "service_point"],
                condition=Q(service_point__isnull=False),
                name="role_once_per_point",
            ),
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=Q(service_point__isnull=True, library__isnull=True),
                name="role_once_everywhere",
            ),
        ]


class ApiToken(models.Model):
    """A bearer token; only its SHA-256 is kept."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
