"""Attest something, write it anew, take it back; and the words of letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext

from pustakota.contexts.credentials import permissions, queries, rules
from pustakota.contexts.credentials.errors import CredentialRefused
from pustakota.contexts.credentials.events import CredentialIssued, CredentialRevoked
from pustakota.contexts.credentials.models import Credential, Kind, LetterText, NumberSeries
from pustakota.contexts.credentials.rules import CredentialKind
from pustakota.foundation import locks, numbering, outbox, periods
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Person
    from pustakota.foundation.actors import Actor


@transaction.atomic
def issue(
    *,
    kind: Kind,
    holder: Person,
    at_point: ServicePoint,
    template: str,
    said: Mapping[str, Any],
    by: Actor,
    at: datetime,
    expires_on: date | None = None,
    replaces: Credential | None = None,
) -> Credential:
    """Give somebody a letter with the next number of its kind; whether they deserve it, the caller has decided."""
    permissions.may_issue(by, at_point.pk)
    year = periods.local_day(at, at_point.zone).year
    serial = numbering.next_number(NumberSeries, kind, year=year)
    issued = Credential.objects.create(
        kind=kind,
        number=rules.number_of(CredentialKind(kind), serial, year),
        year=year,
        serial=serial,
        holder=holder,
        service_point=at_point,
        template=template,
        said=queries.words_of(kind) | dict(said),
        issued_at=at,
        issued_by=by.account_id,
        expires_on=expires_on,
        replaces=replaces,
    )
    outbox.announce(CredentialIssued(credential_id=issued.pk, kind=issued.kind, service_point_id=at_point.pk), at=at)
    return issued


@transaction.atomic
def revoke(*, credential: Credential, because: str, by: Actor, at: datetime) -> Credential:
    """Declare a letter invalid, with the reason that whoever checks it reads."""
    permissions.may_revoke(by, credential)
    credential = locks.hold(credential)
    if reasons := rules.reasons_not_to_revoke(is_revoked=credential.revoked_at is not None, because=because):
        raise CredentialRefused(*reasons)
    credential.revoked_at, credential.revoked_by = at, by.account_id
    credential.revoked_because = because.strip()
    credential.save(update_fields=["revoked_at", "revoked_by", "revoked_because"])
    outbox.announce(CredentialRevoked(credential_id=credential.pk, kind=credential.kind), at=at)
    return credential


@transaction.atomic
def reissue(*, credential: Credential, because: str, by: Actor, at: datetime) -> Credential:
    """Write a letter anew, with the holder's name as it is now; the old one is revoked and says which replaces it.

    It attests what the old one did, on the day of the old one, and holds as long.
    """
    point, holder = credential.service_point, credential.holder
    permissions.may_revoke(by, credential)
    credential = locks.hold(credential)
    reasons = list(rules.reasons_not_to_reissue(queries.standing_of(_at(credential, point), at=at)))
    if not because.strip():
        reasons.append(Reason("reason_missing", overridable=False))
    if reasons or holder is None:
        raise CredentialRefused(*reasons)
    made = issue(
        kind=Kind(credential.kind),
        holder=holder,
        at_point=point,
        template=credential.template,
        said=credential.said | {"name": holder.name, "attested_on": queries.attested_on(credential).isoformat()},
        expires_on=credential.expires_on,
        replaces=credential,
        by=by,
        at=at,
    )
    words = gettext("%(because)s Replaced by %(number)s.") % {"because": _sentence(because), "number": made.number}
    revoke(credential=_at(credential, point), because=words, by=by, at=at)
    return made


def _at(credential: Credential, point: ServicePoint) -> Credential:
    credential.service_point = point
    return credential


def _sentence(words: str) -> str:
    said = words.strip()
    return said if said.endswith((".", "!", "?")) else f"{said}."


@transaction.atomic
def write_text(*, text: LetterText, by: Actor, at: datetime) -> LetterText:
    """Keep the words of a kind of letter; letters that were issued keep theirs."""
    permissions.may_write_texts(by)
    if reasons := rules.reasons_against_text([text.before, text.after]):
        raise CredentialRefused(*reasons)
    kept = {
        "before": text.before.strip(),
        "after": text.after.strip(),
        "signer_post": text.signer_post.strip(),
        "signer_name": text.signer_name.strip(),
        "valid_days": text.valid_days,
        "changed_at": at,
        "changed_by": by.account_id,
    }
    return LetterText.objects.update_or_create(kind=text.kind, defaults=kept)[0]
