"""Links that sign in: the address of one, and whose it is."""

from datetime import datetime

from django.core import signing

from pustakota.contexts.people.models import SignInLink

SIGN_IN_SALT = "people.sign_in_link"


def sign_in_link(link_id: int) -> SignInLink | None:
    """One link with whoever it signs in."""
    return SignInLink.objects.select_related("account__person__patron__home_point").filter(pk=link_id).first()


def sign_in_code(link: SignInLink) -> str:
    """What stands in the address of a link. It holds the e-mail, so that a changed one ends it; nobody can forge it."""
    email = link.account.email if link.account else ""
    return signing.Signer(salt=SIGN_IN_SALT).sign_object([link.pk, email])


def sign_in_link_of_code(code: str, *, at: datetime) -> SignInLink | None:
    """The link of a code while it can be used; nothing for a forged, spent or old one, or a closed account."""
    try:
        link_id, email = signing.Signer(salt=SIGN_IN_SALT).unsign_object(code)
    except (signing.BadSignature, ValueError):
        return None
    link = sign_in_link(link_id)
    if link is None or link.account is None or link.used_at is not None or link.expires_at <= at:
        return None
    return link if link.account.is_active and link.account.email == email else None
