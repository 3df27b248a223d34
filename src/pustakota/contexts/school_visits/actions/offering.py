"""Offer a programme to schools, and say on which terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.programmes import actions as programmes
from pustakota.contexts.school_visits import permissions, rules
from pustakota.contexts.school_visits.errors import OfferRefused

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.school_visits.models import Offer
    from pustakota.foundation.actors import Actor


@transaction.atomic
def keep_offer(*, offer: Offer, by: Actor, at: datetime) -> Offer:
    """Keep what schools are told of a programme, new or changed; visits that were agreed keep what they have.

    From the first time on the programme is by invitation: whole classes ask here, nobody registers alone.
    """
    permissions.may_plan(by, offer.programme.service_point_id)
    if reasons := rules.reasons_against_terms(offer.terms):
        raise OfferRefused(*reasons)
    if not offer.pk:
        programmes.change_programme(
            programme=offer.programme, by=by, at=at, registration=programmes.Mode.INVITATION, is_nameless=False
        )
    offer.save()
    return offer
