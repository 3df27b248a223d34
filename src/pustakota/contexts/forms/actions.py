"""The verbs of forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from pustakota.contexts.forms import permissions, queries, rules
from pustakota.contexts.forms.errors import FormRefused
from pustakota.contexts.forms.events import FormPublished
from pustakota.contexts.forms.models import Form, Version
from pustakota.foundation import locks, outbox
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from pustakota.foundation.actors import Actor

__all__ = ["begin", "publish"]


@transaction.atomic
def begin(*, title: str, by: Actor, at: datetime) -> Version:
    """Ask a new form, with one question until others are written. Its code comes from its title and stays."""
    permissions.may_publish(by)
    code = rules.code_of(title)
    if queries.current_version(code) is not None:
        raise FormRefused(Reason("title_taken", overridable=False))
    return publish(code=code, definition=rules.first_definition(title), by=by, at=at)


@transaction.atomic
def publish(*, code: str, definition: Mapping[str, Any], by: Actor, at: datetime) -> Version:
    """Ask a form in a new version from now on; what was published before stays as it is."""
    permissions.may_publish(by)
    if reasons := rules.reasons_not_to_publish(definition, needed=queries.NEEDED.get(code, ())):
        raise FormRefused(*reasons)
    form = locks.hold(Form.objects.get_or_create(code=code)[0])
    last = queries.current_version(code)
    if last is not None and last.definition == definition:
        raise FormRefused(Reason("unchanged", overridable=False))
    number = last.number + 1 if last else 1
    made = Version.objects.create(
        form=form, number=number, definition=definition, published_at=at, published_by=by.account_id
    )
    outbox.announce(FormPublished(form=code, version=number), at=at)
    return made
