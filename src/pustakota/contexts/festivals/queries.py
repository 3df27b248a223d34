"""What is proposed, drafted and published, and what came of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Avg, Count, Prefetch, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from pustakota.contexts.festivals import rules
from pustakota.contexts.festivals.models import (
    AgeBand,
    Festival,
    Kind,
    Proposal,
    Score,
    Session,
    Sex,
    Stage,
    Stand,
    State,
    Tally,
    Version,
    Volunteer,
)
from pustakota.contexts.festivals.rules import Counted, RollUp, Slot, Step
from pustakota.contexts.participation import queries as participation
from pustakota.contexts.people import queries as people
from pustakota.contexts.programmes import queries as programmes
from pustakota.foundation import periods

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

__all__ = ["AgeBand", "Festival", "Kind", "Proposal", "Session", "Sex", "Stage", "Stand", "State", "Step"]

UNKNOWN = ""


def festivals() -> QuerySet[Festival]:
    """All, the latest first."""
    rows = Festival.objects.select_related("programme__service_point__library").filter(programme__is_active=True)
    return rows.order_by("-first_on", "-pk")


def festival(festival_id: int) -> Festival | None:
    return festivals().filter(pk=festival_id).first()


def festivals_shown() -> list[Festival]:
    """Those with a published schedule or a call."""
    return [each for each in festivals()[:20] if each.version or each.call]


def bounds(of: Festival) -> tuple[datetime, datetime]:
    """The moments between which its days lie."""
    start, end = periods.bounds(of.first_on, of.last_on, of.programme.service_point.zone)
    return start, end


def is_call_open(of: Festival, *, at: datetime) -> bool:
    return of.opens_at <= at < of.closes_at


def stages(of: Festival) -> list[Stage]:
    return list(of.stages.select_related("resource").order_by("pk"))


def stands(of: Festival) -> list[Stand]:
    return list(of.stands.filter(is_off=False).select_related("booking__resource").order_by("name", "pk"))


# Proposals


def proposals(of: Festival) -> list[Proposal]:
    """What was submitted, the best first, each with its mean ``points`` and ``reviews``; drafts are not ours yet."""
    rows = of.proposals.exclude(state=State.DRAFT)
    rows = rows.annotate(points=Avg("scores__points"), reviews=Count("scores"))
    order = [State.SUBMITTED, State.ACCEPTED, State.CONFIRMED, State.REJECTED, State.CANCELLED, State.WITHDRAWN]
    return sorted(rows.order_by("-points", "pk"), key=lambda row: order.index(State(row.state)))


def proposal(proposal_id: int) -> Proposal | None:
    rows = Proposal.objects.select_related("festival__programme__service_point__library", "person")
    return rows.filter(pk=proposal_id).exclude(state=State.DRAFT).first()


def proposal_by_code(code: str) -> Proposal | None:
    rows = Proposal.objects.select_related("festival__programme__service_point__library", "person")
    return rows.filter(code=code).first()


def scores(of: Proposal) -> list[Score]:
    return list(of.scores.order_by("given_at", "pk"))


def said(of: Proposal, *, at: datetime) -> rules.Said:
    """What decides whether it can be submitted."""
    return rules.Said(
        title=of.title,
        about=of.about,
        speaker=of.speaker,
        has_contact=of.person_id is not None or bool(of.email or of.phone),
        at=at,
        opens_at=of.festival.opens_at,
        closes_at=of.festival.closes_at,
    )


def steps_open(of: Proposal, steps: Iterable[rules.Step]) -> list[str]:
    """Of these steps those that can be taken now."""
    return [step for step in steps if rules.may_step(of.state, step)]


# The draft of the schedule


def sessions(of: Festival) -> list[Session]:
    """All that are not off, those with a time first, in its order; three queries."""
    rows = of.sessions.filter(is_off=False).select_related(
        "stage", "proposal", "occurrence__programme", "occurrence__service_point__library"
    )
    rows = rows.prefetch_related(
        "records", Prefetch("volunteers", Volunteer.objects.select_related("person").order_by("pk"))
    )
    far = datetime.max.replace(tzinfo=of.opens_at.tzinfo)
    return sorted(rows, key=lambda row: (row.starts_at or far, row.stage_id or 0, row.pk))


def session(session_id: int) -> Session | None:
    rows = Session.objects.select_related(
        "festival__programme__service_point__library", "stage", "proposal", "occurrence__programme"
    )
    return rows.filter(pk=session_id).first()


def slots(rows: Iterable[Session]) -> list[Slot]:
    """What has a stage and a time."""
    return [
        Slot(
            key=row.pk,
            title=row.title,
            stage=row.stage_id or 0,
            starts_at=row.starts_at,
            ends_at=row.starts_at + timedelta(minutes=row.minutes),
            speakers=speakers(row.speaker),
        )
        for row in rows
        if row.starts_at is not None
    ]


def speakers(given: str) -> frozenset[str]:
    """Names that stand with commas or semicolons between them, as they are compared."""
    names = given.replace(";", ",").split(",")
    return frozenset(" ".join(name.split()) for name in names if name.strip())


def published_slots(of: Festival) -> list[Slot]:
    """The slots of the version that is published."""
    version = of.versions.filter(number=of.version).first()
    return [slot_of(each) for each in version.slots] if version else []


def slot_of(stored: Mapping[str, object]) -> Slot:
    """A slot from the plain values of a version."""
    return Slot(
        key=int(str(stored["key"])),
        title=str(stored["title"]),
        stage=int(str(stored["stage"])),
        starts_at=datetime.fromisoformat(str(stored["starts_at"])),
        ends_at=datetime.fromisoformat(str(stored["ends_at"])),
        speakers=speakers(str(stored["speaker"])),
    )


def unconfirmed(rows: Iterable[Session]) -> list[str]:
    """Scheduled sessions whose speaker has not said yes."""
    return [
        row.title
        for row in rows
        if row.starts_at and row.proposal is not None and row.proposal.state != State.CONFIRMED
    ]


def versions(of: Festival) -> list[Version]:
    """The last first."""
    return list(of.versions.order_by("-number"))


@dataclass(frozen=True, slots=True)
class Compared:
    """What became of one version in another: ``reworded``: another title, other speakers; ``stages``: their names."""

    change: rules.Difference
    reworded: Sequence[rules.Moved]
    stages: Mapping[int, str]


def compared(before: Version, after: Version) -> Compared:
    """From one published version to another, whichever came first."""
    old, new = ([slot_of(each) for each in one.slots] for one in (before, after))
    stages = {int(str(each["stage"])): str(each["stage_name"]) for each in (*before.slots, *after.slots)}
    return Compared(rules.difference(old, new), rules.reworded(old, new), stages)


def by_day_and_stage(of: Festival, rows: Iterable[Session]) -> list[tuple[date, list[tuple[Stage, list[Session]]]]]:
    """A schedule as it is read: each day, on it each stage, on it the sessions in order."""
    zone = of.programme.service_point.zone
    days: dict[date, dict[Stage, list[Session]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row.starts_at is not None and row.stage is not None:
            days[periods.local_day(row.starts_at, zone)][row.stage].append(row)
    return [(day, sorted(by_stage.items(), key=lambda pair: pair[0].pk)) for day, by_stage in sorted(days.items())]


# What is published


def shown(of: Festival) -> list[tuple[Session, programmes.Occurrence]]:
    """Each published session with its date, in the order of time; as published, whatever is drafted since."""
    rows = [(row, row.occurrence) for row in sessions(of) if row.occurrence is not None]
    return sorted(rows, key=lambda pair: (pair[1].starts_at, pair[0].pk))


def session_of_occurrence(occurrence_id: int) -> Session | None:
    return Session.objects.select_related("festival__programme").filter(occurrence=occurrence_id).first()


# What came of it


def counted(of: Festival) -> list[tuple[Session, Counted]]:
    """Each published session with its numbers; one query for the ledger, however many there are."""
    rows = shown(of)
    heads, ages = _ledger([occurrence for _session, occurrence in rows])
    tallies = _tallies([row.pk for row, _occurrence in rows])
    found = []
    for row, occurrence in rows:
        age, sex = tallies[row.pk]
        known = ages[programmes.ref_of(occurrence)]
        found.append(
            (
                row,
                Counted(
                    heads=heads.get(programmes.ref_of(occurrence)),
                    minutes=int((occurrence.ends_at - occurrence.starts_at).total_seconds() // 60),
                    titles=frozenset(record.pk for record in row.records.all()),
                    ages={band: age.get(band, 0) + known.get(band, 0) for band in {*age, *known}},
                    sexes=sex,
                ),
            )
        )
    return found


def _ledger(of: Sequence[programmes.Occurrence]) -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    """How many came to each, and the age bands of those who are known by name."""
    heads: dict[str, int] = {}
    ages: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in participation.parts_in_any([programmes.ref_of(each) for each in of]):
        heads[row.ref] = heads.get(row.ref, 0) + row.number
        band = rules.band_of(people.age_on(row.person, row.on)) if row.person is not None else UNKNOWN
        if band:
            ages[row.ref][band] += 1
    return heads, ages


def _tallies(session_ids: Collection[int]) -> dict[int, tuple[dict[str, int], dict[str, int]]]:
    found: dict[int, tuple[dict[str, int], dict[str, int]]] = defaultdict(lambda: ({}, {}))
    rows = Tally.objects.filter(session__in=session_ids).values_list("session", "age_band", "sex")
    for key, band, sex, number in rows.annotate(n=Sum("number")):
        for part, name in zip(found[key], (band, sex), strict=True):
            if name:
                part[name] = part.get(name, 0) + number
    return found


def roll_up(rows: Iterable[tuple[Session, Counted]]) -> RollUp:
    return rules.roll_up(each for _session, each in rows)


def in_words(found: Mapping[str, int], names: type[AgeBand | Sex]) -> list[tuple[str, int]]:
    """Numbers with the words of their kind, in its order."""
    return [(str(each.label), found[each.value]) for each in names if found.get(each.value)]


# Persons


def contacts_to_part(before: date) -> QuerySet[Proposal]:
    """Proposals of festivals that ended long ago and still lead to whoever made them."""
    rows = Proposal.objects.filter(festival__last_on__lt=before)
    return rows.exclude(person__isnull=True, email="", phone="")


def kept_about(person_id: int) -> Mapping[str, Sequence[Mapping[str, object]]]:
    """What a person proposed, and where they helped."""
    entries = people.entries_of(person_id)
    proposed = Proposal.objects.filter(person__in=entries).select_related("festival__programme").order_by("pk")
    helped = Volunteer.objects.filter(person__in=entries).select_related("session__festival__programme").order_by("pk")
    return {
        _("Proposals for festivals"): [
            {_("what"): row.title, _("festival"): str(row.festival), _("state"): row.get_state_display()}
            for row in proposed
        ],
        _("Help at festivals"): [
            {_("what"): row.session.title, _("festival"): str(row.session.festival), _("task"): row.task}
            for row in helped
        ],
    }


def volunteers_at(person_id: int, slot: Slot) -> bool:
    """Whether somebody helps elsewhere at that time."""
    rows = Volunteer.objects.filter(person=person_id, session__is_off=False).filter(
        Q(session__starts_at__lt=slot.ends_at), ~Q(session=slot.key)
    )
    return any(slot.overlaps(each) for each in slots(row.session for row in rows.select_related("session")))
