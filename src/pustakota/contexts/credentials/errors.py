"""How this context says no."""

from django.utils.translation import gettext_lazy as _

from pustakota.foundation.errors import Refusal


class CredentialRefused(Refusal):
    """A letter that cannot be issued or revoked as asked."""

    WORDS = {
        "already_revoked": _("This letter has already been revoked."),
        "expired": _("This letter has run out. Issue a new one, so that everything is checked again."),
        "place_unknown": _("%(place)s is not known. Write [hari] or [sampai]."),
        "reason_missing": _("Write down why; whoever checks the letter reads it."),
    }
