"""Second factors, passkeys, and where an account is signed in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.people.models.accounts import Account


class SecondFactor(models.Model):
    """A code generator (TOTP, RFC 6238) of an account; it counts once a first code has proved it."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="second_factor")
    sealed = models.TextField()
    key_mark = models.CharField(max_length=8, blank=True, help_text=_("Which key sealed it."))
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


class Passkey(models.Model):
    """The public half of a key that never leaves a device (WebAuthn); its owner gave it a name."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=60)
    credential = models.CharField(max_length=400, unique=True, help_text=_("What the device calls it, base64url."))
    public_key = models.TextField(help_text=_("COSE, base64url."))
    sign_count = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class SignInLink(models.Model):
    """A link by e-mail that signs in once. ``account`` is empty where nobody has the address."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, related_name="+")
    language = models.CharField(max_length=5, default="id")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account", "-made_at"], name="sign_in_links_of_account")]


class SignedIn(models.Model):
    """A browser in which an account is signed in."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40, unique=True)
    began_at = models.DateTimeField()
    browser = models.CharField(max_length=120, blank=True)
