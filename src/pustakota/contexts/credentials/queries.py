"""Questions about letters. None of them changes anything."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.credentials import rules
from pustakota.contexts.credentials.models import Credential, Kind, LetterText
from pustakota.contexts.credentials.rules import CredentialKind, Standing, shortened
from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.people import queries as people
from pustakota.design.wording import long_date
from pustakota.foundation import periods
from pustakota.foundation import print as paper

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from pustakota.contexts.organisation.models import ServicePoint

SAMPLE_DAYS = 30
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
        "head": organisation.letterhead(
            credential.service_point.library, organisation.line_of(credential.service_point)
        ),
        "issued_on": periods.local_day(credential.issued_at, credential.service_point.zone),
        "attested_on": attested_on(credential),
        "address": address,
        "qr": paper.qr_picture(address),
        "said": credential.said,
        "text": _filled(credential),
    }
    return paper.pdf(credential.template, facts, language=settings.LANGUAGE_CODE)


def _filled(credential: Credential) -> dict[str, str]:
    """The words that staff chose when the letter was issued, with its days in their places."""
    with translation.override(settings.LANGUAGE_CODE):
        day = long_date(attested_on(credential))
        until = long_date(credential.expires_on) if credential.expires_on else ""
    chosen: dict[str, str] = credential.said.get("text", {})
    return {name: rules.filled(words, day=day, until=until) for name, words in chosen.items()}


def attested_on(credential: Credential) -> date:
    """The day on which what a letter says was so: that of the letter it replaces, or its own."""
    if first := credential.said.get("attested_on"):
        return date.fromisoformat(first)
    return periods.local_day(credential.issued_at, credential.service_point.zone)


PAPERS = {
    Kind.CLEARANCE: "circulation/print/clearance.html",
    Kind.CERTIFICATE: "programmes/print/certificate.html",
    Kind.LICENCE: "spaces/print/licence.html",
    Kind.ORGANISER: "organisers/print/organiser.html",
}
"""The kinds of letters that can be printed, and their paper."""


def text_of(kind: str) -> LetterText:
    """The words that staff chose for a kind, all empty where they chose none."""
    return LetterText.objects.filter(kind=kind).first() or LetterText(kind=kind)


def words_of(kind: str) -> dict[str, Any]:
    """What a letter of a kind that is issued now keeps of the words that staff chose."""
    text = text_of(kind)
    chosen = {name: getattr(text, name) for name in ("before", "after", "signer_post", "signer_name")}
    said = {name: words for name, words in chosen.items() if words}
    return {"text": said} if said else {}


def valid_days(kind: str, otherwise: int) -> int:
    """For how many days a letter of a kind holds: as staff chose, or otherwise."""
    return text_of(kind).valid_days or otherwise


def sample(text: LetterText, point: ServicePoint, *, at: datetime) -> bytes:
    """What a letter with these words would look like, as PDF; nothing is kept."""
    days = text.valid_days or SAMPLE_DAYS
    said = {name: getattr(text, name) for name in ("before", "after", "signer_post", "signer_name")}
    letter = Credential(
        code="contoh",
        kind=text.kind,
        number=rules.number_of(CredentialKind(text.kind), 0, periods.local_day(at, point.zone).year),
        service_point=point,
        template=PAPERS[Kind(text.kind)],
        said={"name": "Contoh Anggota", "card_number": "A0000", "text": {k: v for k, v in said.items() if v}},
        issued_at=at,
        expires_on=periods.local_day(at, point.zone) + timedelta(days=days),
    )
    return paper_of(letter)


def _entries(person_ids: Collection[int]) -> list[int]:
    """These persons, and what was merged into them."""
    return [key for person_id in person_ids for key in people.entries_of(person_id)]
