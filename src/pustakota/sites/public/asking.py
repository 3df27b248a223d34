"""Who asks on the public site, and for whom: the signed-in member and the children they are guardian of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest
from django.utils.translation import get_language

from pustakota.contexts.forms import queries as asked_forms
from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.people import queries as people
from pustakota.foundation import clock
from pustakota.foundation.actors import VISITOR, Actor

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.forms.models import Form, Version
    from pustakota.contexts.forms.queries import AskedForm
    from pustakota.contexts.people.models import Patron


@dataclass(frozen=True, slots=True)
class Family:
    """The memberships that somebody may act for, their own first."""

    actor: Actor
    patrons: tuple[Patron, ...]

    def member(self, number: str | None) -> tuple[int, Patron]:
        """The membership at a place of the family (``untuk=2``), counted from 1; their own where none is named."""
        place = int(number) if number and number.isdecimal() else 1
        if not 1 <= place <= len(self.patrons):
            raise Http404
        return place, self.patrons[place - 1]

    def is_own(self, patron: Patron) -> bool:
        return patron.person_id == self.actor.person_id

    def place_of(self, patron_id: int) -> int:
        return [patron.pk for patron in self.patrons].index(patron_id) + 1


def asker(request: HttpRequest) -> Actor:
    return people.actor_of(request.user) if request.user.is_authenticated else VISITOR


def local_now() -> datetime:
    """Now on the clock of the first point."""
    return organisation.local_time(clock.now())


def family(request: HttpRequest) -> Family:
    """For views that need a signed-in member; somebody without any membership has an empty family."""
    actor = asker(request)
    if actor.person_id is None:
        return Family(actor, ())
    patrons = sorted(people.family_of(actor.person_id), key=lambda patron: patron.person_id != actor.person_id)
    return Family(actor, tuple(patrons))


def asked_form(form: Form | None, request: HttpRequest) -> tuple[AskedForm | None, Version | None]:
    """What is asked now, bound once the answers were sent with it (``jawab``)."""
    version = asked_forms.current_version(form.code) if form else None
    if version is None:
        return None, None
    sent = request.POST if request.POST.get("jawab") else None
    asked = asked_forms.AskedForm(version, sent, language=get_language() or "id", prefix="tanya")
    return asked, version
