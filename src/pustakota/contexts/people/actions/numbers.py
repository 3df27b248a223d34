"""Card numbers that nobody holds and nobody held."""

import secrets

from pustakota.contexts.people import rules
from pustakota.contexts.people.models import Account, Patron, RetiredCard

SERIALS = 10_000_000


def is_taken(number: str) -> bool:
    """True where somebody holds the card, held it, or signs in with its number."""
    return (
        Patron.objects.filter(card_number=number).exists()
        or RetiredCard.objects.filter(number=number).exists()
        or Account.objects.filter(username__iexact=number).exists()
    )


def free_card_number() -> str:
    """A random number that nobody holds: it says nothing about who joined when."""
    while is_taken(number := rules.card_number(secrets.randbelow(SERIALS))):
        continue
    return number
