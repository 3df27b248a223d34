"""Second factors, and where an account is signed in."""

from django.db import models

from pustakota.contexts.people.models.accounts import Account


class SecondFactor(models.Model):
    """A code generator (TOTP, RFC 6238) of an account; it counts once a first code has proved it."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="second_factor")
    sealed = models.TextField()
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)
    failures = models.PositiveSmallIntegerField(default=0)
    failed_at = models.DateTimeField(null=True)


class RecoveryCode(models.Model):
    """A code that stands in for the generator once; only its digest is kept."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "digest"], name="recovery_code_once")]


class SignedIn(models.Model):
    """A browser in which an account is signed in."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40, unique=True)
    began_at = models.DateTimeField()
    browser = models.CharField(max_length=120, blank=True)
