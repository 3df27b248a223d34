"""References from one form of an author or subject to another, for those who keep them and those who look."""

from collections.abc import Sequence

from django.db.models import Q

from pustakota.contexts.catalogue.models import Heading, Reference
from pustakota.contexts.catalogue.rules.alphabet import place_of

SHOWN = 100


def references(text: str = "", *, limit: int = SHOWN) -> Sequence[Reference]:
    """References whose forms hold the text, those of staff first; one more than the limit says that there are more."""
    rows = Reference.objects.filter(Q(label__icontains=text) | Q(see__icontains=text)) if text else Reference.objects
    return list(rows.order_by("origin", "label", "see")[: limit + 1])


def reference(number: int) -> Reference | None:
    return Reference.objects.filter(pk=number).first()


def led_to(text: str) -> Sequence[Heading]:
    """Headings that somebody who wrote this form is led to, with their numbers of titles, as last counted."""
    initial, sort = place_of(text)
    if not sort:
        return []
    return list(Heading.objects.filter(initial=initial, sort=sort).exclude(see="").order_by("-records", "pk")[:3])
