"""Questions about letters. None of them changes anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.credentials import rules
from pustakota.contexts.credentials.models import Credential, Kind
from pustakota.contexts.credentials.rules import Standing, shortened
from pustakota.contexts.people import queries as people
from pustakota.foundation import periods
from pustakota.foundation import print as paper

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

STANDING_WORDS = {
    Standing.VALID: _("valid"),
    Standing.EXPIRED: _("no longer valid: its time has run out"),
    Standing.REVOKED: _("not valid: it was revoked"),
}
"""What a stranger reads."""

__all__ = ["STANDING_WORDS", "Kind", "Standing", "shortened"]


def credential_by_code(code: str) -> Credential | None:
    """The letter behind a QR."""
    return _credentials().filter(code=code).first()


def credentials_of(person_ids: Collection[int]) -> QuerySet[Credential]:
    """What these persons hold and held, the newest first."""
    return _credentials().filter(holder__in=_entries(person_ids)).order_by("-issued_at", "-pk")


def credentials_of_point(point_id: int) -> QuerySet[Credential]:
    """What a point issued, the newest first."""
    return _credentials().filter(service_point=point_id).order_by("-issued_at", "-pk")


def standing_of(credential: Credential, *, at: datetime) -> Standing:
    """Whether a letter holds now."""
    today = periods.local_day(at, credential.service_point.zone)
    return rules.standing(today=today, expires_on=credential.expires_on, is_revoked=credential.revoked_at is not None)


def kept_about(person_id: int) -> dict[str, list[dict[str, Any]]]:
    """What is kept about a person here, under a heading, in words they can read."""
    rows = credentials_of([person_id])
    return {
        gettext("Letters and certificates"): [
            {
                gettext("kind"): row.get_kind_display(),
                gettext("number"): row.number,
                gettext("issued"): row.issued_at,
                gettext("valid until"): row.expires_on,
            }
            for row in rows
        ]
    }


def _credentials() -> QuerySet[Credential]:
    return Credential.objects.select_related("holder", "service_point__library")


def paper_of(credential: Credential) -> bytes:
    """The letter as PDF, in the language of the country, with the QR that leads to its check."""
    with translation.override(settings.LANGUAGE_CODE):
        address = settings.PUBLIC_URL + reverse("public:verify", args=[credential.code])
    facts = {
        "credential": credential,
        "library": credential.service_point.library,
        "point": credential.service_point,
        "issued_on": periods.local_day(credential.issued_at, credential.service_point.zone),
        "address": address,
        "qr": paper.qr_picture(address),
        "said": credential.said,
    }
    return paper.pdf(credential.template, facts, language=settings.LANGUAGE_CODE)


def _entries(person_ids: Collection[int]) -> list[int]:
    """These persons, and what was merged into them."""
    return [key for person_id in person_ids for key in people.entries_of(person_id)]
