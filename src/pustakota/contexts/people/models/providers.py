"""Signing in with an account of somewhere else (OpenID Connect)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.people.models.accounts import Account


class SignInProvider(models.Model):
    """Who else may say who somebody is: a city's own sign-in, a university. The secret is sealed."""

    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=60)
    issuer = models.URLField(max_length=200)
    client_id = models.CharField(max_length=200)
    sealed = models.TextField(blank=True)
    key_mark = models.CharField(max_length=8, blank=True, help_text=_("Which key sealed it."))
    is_offered = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class SignInIdentity(models.Model):
    """An account of a provider that signs in here. Without a ``subject`` it is expected: the desk noted its e-mail."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    provider = models.ForeignKey(SignInProvider, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=255, blank=True, help_text=_("What the provider calls it, for ever."))
    email = models.EmailField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True, help_text=_("The account that linked or expected it."))
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "provider"], name="one_identity_per_provider"),
            models.UniqueConstraint(fields=["provider", "subject"], condition=~Q(subject=""), name="subject_once"),
            models.UniqueConstraint(fields=["provider", "email"], condition=Q(subject=""), name="expected_once"),
            models.CheckConstraint(condition=~Q(subject="") | ~Q(email=""), name="identity_is_known_by_something"),
        ]
