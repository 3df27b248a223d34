"""Terms in plain sentences, for whoever sets them and for whoever books."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pustakota.contexts.spaces.models import Mode, Quota
from pustakota.foundation.durations import DAY, how_long

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pustakota.contexts.spaces.models import Policy, Resource

PER = {
    Quota.Per.DAY.value: gettext_lazy("a day"),
    Quota.Per.WEEK.value: gettext_lazy("a week"),
    Quota.Per.MONTH.value: gettext_lazy("a month"),
}
"""A quota's period as sentences and forms say it."""


def said_of(policy: Policy) -> list[str]:
    """All that the terms say, each a sentence."""
    return [*_of_time(policy), *_of_person(policy), *(_of_quota(quota) for quota in policy.quotas.order_by("pk"))]


def said_of_answers(policy: Policy) -> list[str]:
    """How requests are answered on these terms."""
    said = [_("Staff of the service point say yes, and then the head does.")] if policy.steps > 1 else []
    if policy.answer_within is not None:
        days = policy.answer_within
        said.append(
            ngettext(
                "You have an answer within %(count)s open day.", "You have an answer within %(count)s open days.", days
            )
            % {"count": days}
        )
    return said


def said_to_reader(resource: Resource) -> list[str]:
    """What whoever books something should know."""
    return [*said_of(resource.policy), *(said_of_answers(resource.policy) if resource.mode == Mode.APPROVAL else [])]


def _of_time(policy: Policy) -> Iterator[str]:
    if policy.shortest == policy.longest:
        yield _("Each booking lasts %(length)s.") % {"length": how_long(policy.shortest)}
    else:
        lengths = {"shortest": how_long(policy.shortest), "longest": how_long(policy.longest)}
        yield _("A booking lasts from %(shortest)s to %(longest)s.") % lengths
    if policy.most_days:
        yield _("It can be taken home for at most %(days)s.") % {"days": how_long(policy.most_days * DAY)}
    yield _("It begins every %(step)s from opening.") % {"step": how_long(policy.step)}
    if policy.lead:
        yield _("Book at least %(lead)s before.") % {"lead": how_long(policy.lead)}
    yield _("Book at most %(days)s ahead.") % {"days": how_long(policy.window_days * DAY)}
    if policy.before:
        yield _("%(time)s before it are kept free.") % {"time": how_long(policy.before)}
    if policy.after:
        yield _("%(time)s after it are kept free.") % {"time": how_long(policy.after)}
    if policy.cancel_until:
        yield _("It can be cancelled until %(time)s before.") % {"time": how_long(policy.cancel_until)}
    if policy.release_after is not None:
        yield _("Who has not come after %(time)s loses it.") % {"time": how_long(policy.release_after)}


def _of_person(policy: Policy) -> Iterator[str]:
    if policy.most_open is not None:
        most = policy.most_open
        words = ngettext(
            "Each person has at most %(count)s booking ahead.",
            "Each person has at most %(count)s bookings ahead.",
            most,
        )
        yield words % {"count": most}
    if policy.most_a_day is not None:
        yield _("Each person has at most %(time)s a day.") % {"time": how_long(policy.most_a_day)}
    if policy.gap:
        yield _("Between two bookings of one person are at least %(time)s.") % {"time": how_long(policy.gap)}
    if policy.fewest_people is not None:
        yield _("It is for at least %(count)s people.") % {"count": policy.fewest_people}
    if policy.youngest is not None:
        yield _("It is for people from %(years)s years.") % {"years": policy.youngest}
    if policy.oldest is not None:
        yield _("It is for people up to %(years)s years.") % {"years": policy.oldest}


def _of_quota(quota: Quota) -> str:
    said = []
    if quota.most_bookings is not None:
        most = quota.most_bookings
        said.append(ngettext("%(count)s booking", "%(count)s bookings", most) % {"count": most})
    if quota.most_minutes is not None:
        said.append(how_long(quota.most_minutes))
    words = {"most": _(" and ").join(said), "per": str(PER[quota.per]), "scope": quota.get_scope_display()}
    return _("Each person has at most %(most)s %(per)s, %(scope)s.") % words
