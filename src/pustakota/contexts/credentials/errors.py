"""How this context says no."""

from django.utils.translation import gettext_lazy as _

from pustakota.foundation.errors import Refusal


class CredentialRefused(Refusal):
    """A letter that cannot be issued or revoked as asked."""

    WORDS = {
        "already_revoked": _("This letter has already been revoked."),
        "reason_missing": _("Write down why; whoever checks the letter reads it."),
    }
