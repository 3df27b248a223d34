"""What takes place and when, who is registered, and how many seats are left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, Min, Q, Sum
from django.utils.translation import gettext as _

from pustakota.contexts.forms import queries as forms
from pustakota.contexts.participation import queries as participation
from pustakota.contexts.people import queries as people
from pustakota.contexts.programmes import rules
from pustakota.contexts.programmes.errors import ForgettingRefused, SurveyRefused
from pustakota.contexts.programmes.models import (
    SHOWN,
    Certificate,
    Duty,
    Kind,
    Mode,
    Need,
    Occurrence,
    Programme,
    Registration,
    State,
    Status,
    Subject,
    SurveyAnswer,
    Tally,
)
from pustakota.contexts.programmes.rules import Asked, Waiting
from pustakota.contexts.search.actions import Document
from pustakota.contexts.spaces import queries as spaces
from pustakota.foundation import clock, periods, signing
from pustakota.foundation.calendars import Entry
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from pustakota.contexts.participation.models import Participation
    from pustakota.contexts.people.models import Person
    from pustakota.foundation.errors import WordedReason

__all__ = ["Kind", "Mode", "Occurrence", "Programme", "Registration", "State", "Status"]

SHOWN_BACK = timedelta(days=30)
"""How long what is over stays in somebody's calendar."""
DATES_ABOUT = 3
LOOKED_BACK = timedelta(days=90)
"""How long it is remembered who stayed away."""
SEATS = Sum("registrations__party", filter=Q(registrations__status__in=rules.TAKES_SEAT), default=0)


def programmes() -> QuerySet[Programme]:
    """All that are offered, by title."""
    return Programme.objects.filter(is_active=True).select_related("service_point").order_by("title", "pk")


def programmes_in_order() -> list[Programme]:
    """The same, as they were added."""
    return list(programmes().order_by("pk"))


def programme(programme_id: int) -> Programme | None:
    return Programme.objects.select_related("service_point__library").filter(pk=programme_id).first()


def search_documents(programme_ids: Collection[int] | None = None) -> Iterator[Document]:
    """What is offered, for the search box; these or all."""
    rows = programmes() if programme_ids is None else programmes().filter(pk__in=programme_ids)
    for row in rows:
        words = [str(row.get_kind_display()), *row.themes]
        about = {"title": [row.title], "names": [row.service_point.name], "subjects": words, "text": [row.about]}
        yield Document("programme", row.pk, about, language="ind")


def next_dates(programme_ids: Collection[int], *, at: datetime) -> dict[int, Occurrence]:
    """The next date of each of these programmes that has one ahead."""
    rows = occurrences().filter(programme__in=programme_ids, state=State.PUBLISHED, ends_at__gt=at)
    found: dict[int, Occurrence] = {}
    for row in rows:
        found.setdefault(row.programme_id, row)
    return found


def dates_ahead(programme_ids: Collection[int], *, after: datetime) -> QuerySet[Occurrence]:
    """The announced dates of these programmes that begin after a moment, each with its ``taken`` seats; one query."""
    rows = occurrences().filter(programme__in=programme_ids, state=State.PUBLISHED, starts_at__gt=after)
    return rows.annotate(taken=SEATS)


def occurrences() -> QuerySet[Occurrence]:
    """All, drafts too, the first first."""
    rows = Occurrence.objects.select_related("programme", "service_point__library", "series")
    return rows.order_by("starts_at", "pk")


def occurrence(occurrence_id: int) -> Occurrence | None:
    return occurrences().filter(pk=occurrence_id).first()


def shown_between(start: datetime, end: datetime) -> QuerySet[Occurrence]:
    """What the public sees that begins in a time, each with its ``taken`` seats; one query."""
    rows = occurrences().filter(state__in=SHOWN, starts_at__gte=start, starts_at__lt=end)
    return rows.annotate(taken=SEATS)


def shown_on_days(first: date, last: date, *, only: Narrowed | None = None) -> list[Occurrence]:
    """The same from day to day, both included, each day on the clock of its place; all, or what is wanted."""
    margin = timedelta(days=1)
    start, end = datetime.combine(first, time.min, UTC) - margin, datetime.combine(last, time.min, UTC) + 2 * margin
    rows = shown_between(start, end)
    if only is not None:
        rows = rows.filter(_wanted(only))
    return [each for each in rows if first <= each.local_start.date() <= last]


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """Which part of a calendar somebody wants; empty: any. ``ages``: both included; what names none is for all."""

    point_ids: Collection[int] | None = None
    kind: str = ""
    ages: tuple[int, int] | None = None
    programme_id: int | None = None


def _wanted(only: Narrowed) -> Q:
    wanted = Q()
    if only.point_ids is not None:
        wanted &= Q(service_point__in=only.point_ids)
    if only.kind:
        wanted &= Q(programme__kind=only.kind)
    if only.programme_id is not None:
        wanted &= Q(programme=only.programme_id)
    if only.ages is not None:
        youngest, oldest = only.ages
        wanted &= Q(programme__age_from=None) | Q(programme__age_from__lte=oldest)
        wanted &= Q(programme__age_to=None) | Q(programme__age_to__gte=youngest)
    return wanted


def agenda_of(point_id: int, start: datetime, end: datetime) -> QuerySet[Occurrence]:
    """What begins at a point in a time, drafts too."""
    rows = occurrences().filter(service_point=point_id, starts_at__gte=start, starts_at__lt=end)
    return rows.annotate(taken=SEATS)


def dates_of(programme: Programme) -> list[Occurrence]:
    """The dates of a programme, the last first; at most two hundred."""
    return list(occurrences().filter(programme=programme).annotate(taken=SEATS).order_by("-starts_at", "-pk")[:200])


def places_left(of: Occurrence) -> int | None:
    """Seats that somebody could have now; empty where they have no end. An annotated row asks nothing."""
    if of.capacity is None:
        return None
    taken = of.taken if hasattr(of, "taken") else seats_taken(of)
    return max(0, of.capacity - int(taken))


def seats_taken(of: Occurrence, *, only_here: bool = False) -> int:
    """Seats that nobody else can have; with ``only_here`` those of people who came."""
    states = [Status.ATTENDED] if only_here else list(rules.TAKES_SEAT)
    found = of.registrations.filter(status__in=states).aggregate(seats=Sum("party", default=0))
    return int(found["seats"])


def free_seats(of: Occurrence) -> int | None:
    return None if of.capacity is None else of.capacity - seats_taken(of)


def waiting(of: Occurrence) -> list[Waiting]:
    """Those who wait for a seat, in no order."""
    rows = of.registrations.filter(status=Status.WAITLISTED)
    return [
        Waiting(key=key, party=party, since=since, priority=priority)
        for key, party, since, priority in rows.values_list("pk", "party", "waiting_since", "priority")
        if since is not None
    ]


def asked(of: Occurrence, person: Person, *, party: int, at: datetime, by_staff: bool, account_id: int | None) -> Asked:
    """Everything that decides a registration; one query, and one more where the programme looks at who stayed away."""
    facts = of.registrations.aggregate(
        seats=Sum("party", filter=Q(status__in=rules.TAKES_SEAT), default=0),
        waiting=Count("pk", filter=Q(status=Status.WAITLISTED)),
        smallest_waiting=Min("party", filter=Q(status=Status.WAITLISTED)),
        own=Count("pk", filter=Q(person=person.pk, status__in=rules.LIVE)),
    )
    programme = of.programme
    return Asked(
        mode=rules.Mode(of.registration),
        is_published=of.state == State.PUBLISHED,
        at=at,
        starts_at=of.starts_at,
        opens_at=of.opens_at,
        closes_at=of.closes_at,
        party=party,
        most_in_party=programme.most_in_party,
        free=None if of.capacity is None else of.capacity - int(facts["seats"]),
        waiting=facts["waiting"],
        smallest_waiting=facts["smallest_waiting"],
        fills=programme.fills,
        most_waiting=programme.most_waiting,
        is_registered=facts["own"] > 0,
        age=_age(person, periods.local_day(of.starts_at, of.service_point.zone)),
        age_from=programme.age_from,
        age_to=programme.age_to,
        by_staff=by_staff,
        missed=0 if programme.most_missed is None else missed_lately(person.pk, account_id, at=at),
        most_missed=programme.most_missed,
    )


def missed_lately(person_id: int, account_id: int | None, *, at: datetime) -> int:
    """Dates of the last 90 days that a person stayed away from, or somebody whom this account registered; unexcused.

    What a guardian's children missed so counts for the guardian, who registered them.
    """
    who = Q(person=person_id) if account_id is None else Q(person=person_id) | Q(made_by=account_id)
    rows = Registration.objects.filter(who, status=Status.NO_SHOW, is_excused=False)
    return rows.filter(occurrence__starts_at__gt=at - LOOKED_BACK).count()


def _age(person: Person, on: date) -> int | None:
    born = person.born_on
    return None if born is None else on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def registration_by_code(code: str) -> Registration | None:
    rows = Registration.objects.select_related(
        "occurrence__programme", "occurrence__service_point__library", "person__patron"
    )
    return rows.filter(code=code).first()


def registration(registration_id: int) -> Registration | None:
    rows = Registration.objects.select_related("occurrence__programme", "occurrence__service_point__library")
    return rows.filter(pk=registration_id).first()


def position(of: Registration) -> int | None:
    """The place on the waiting list, from 1; empty for whoever does not wait."""
    if of.status != Status.WAITLISTED or of.waiting_since is None:
        return None
    ahead = (
        Q(priority__gt=of.priority)
        | Q(priority=of.priority, waiting_since__lt=of.waiting_since)
        | Q(priority=of.priority, waiting_since=of.waiting_since, pk__lt=of.pk)
    )
    rows = Registration.objects.filter(occurrence=of.occurrence_id, status=Status.WAITLISTED)
    return rows.filter(ahead).count() + 1


def registrations_of(of: Occurrence) -> list[Registration]:
    """Everybody, those who have a seat first, then those who wait in their order."""
    rows = of.registrations.select_related("person__patron", "occurrence")
    return list(rows.order_by("-priority", "waiting_since", "made_at", "pk"))


def registrations_ahead(person_ids: Collection[int], *, at: datetime) -> list[Registration]:
    """What these persons are registered for that is not over, the next first."""
    rows = Registration.objects.filter(person__in=person_ids, status__in=rules.LIVE, occurrence__ends_at__gt=at)
    rows = rows.select_related("occurrence__programme", "occurrence__service_point", "person")
    return list(rows.order_by("occurrence__starts_at", "pk"))


def dates_of_person(person_id: int, *, at: datetime) -> list[Occurrence]:
    """What a person (in all entries of them) has a seat for and what was over not long ago, for their calendar."""
    rows = Registration.objects.filter(person__in=people.entries_of(person_id), status__in=rules.TAKES_SEAT)
    return list(occurrences().filter(pk__in=rows.values("occurrence"), ends_at__gt=at - SHOWN_BACK))


def live_registrations(of: Occurrence, person_ids: Collection[int] | None = None) -> list[Registration]:
    """Registrations for one occurrence, of these persons or of all."""
    rows = of.registrations.filter(status__in=rules.LIVE).select_related("person")
    return list((rows if person_ids is None else rows.filter(person__in=person_ids)).order_by("pk"))


def withdrawn_with(of: Occurrence) -> list[Registration]:
    """Registrations that ended when the occurrence was called off."""
    rows = of.registrations.filter(status=Status.WITHDRAWN, because=of.because).select_related("person")
    return list(rows.order_by("pk"))


def registrations_to_remind(since: datetime, until: datetime) -> QuerySet[Registration]:
    """Of those who have a seat and were not reminded, for what begins in a time."""
    rows = Registration.objects.filter(
        status=Status.CONFIRMED,
        person__isnull=False,
        reminded_at__isnull=True,
        occurrence__state=State.PUBLISHED,
        occurrence__starts_at__gt=since,
        occurrence__starts_at__lte=until,
    )
    rows = rows.select_related("occurrence__programme", "occurrence__service_point__library")
    return rows.order_by("occurrence__starts_at", "pk")


def admission_of(row: Registration, *, at: datetime) -> str:
    """What the QR of a seat says, with its signature; see ``rules.admissions``."""
    occurrence = row.occurrence
    seat = rules.Admission(
        registration_id=row.pk,
        occurrence_id=occurrence.pk,
        on=periods.local_day(occurrence.starts_at, occurrence.service_point.zone),
        party=row.party,
        made_at=at,
    )
    text = rules.payload(seat)
    return f"{text}.{signing.signed(text, purpose=rules.ADMISSION)}"


def admission_keys() -> list[str]:
    """What checks such a QR without a network."""
    return signing.public_keys(rules.ADMISSION)


def word_of_room(of: Occurrence, *, at: datetime) -> str:
    """What the display in the room shows now."""
    return rules.word_at(str(settings.SECRET_KEY), of.pk, at)


def held_on(day: date, point_id: int) -> list[Occurrence]:
    """What takes place at a point on a day of its own, in the order of the clock."""
    found = shown_on_days(day, day, only=Narrowed(point_ids=[point_id]))
    return [each for each in found if each.state == State.PUBLISHED]


def registrations_at_door(of: Occurrence) -> list[Registration]:
    """Whom somebody at the door may meet: those with a seat or waiting, with their persons."""
    rows = of.registrations.filter(status__in=rules.LIVE).select_related("person__patron")
    return list(rows.order_by("person__name", "pk"))


def registration_ids_of(person_ids: Sequence[int]) -> list[int]:
    """The numbers of what these persons registered for, as far as it still leads to them."""
    return list(Registration.objects.filter(person__in=person_ids).values_list("pk", flat=True))


def tally_of(of: Occurrence, counter: str) -> dict[str, int]:
    """What one counter has counted of each band."""
    rows = Tally.objects.filter(occurrence=of, counter=counter)
    return dict(rows.values_list("band", "participation__number"))


def registration_of_person(of: Occurrence, person_id: int) -> Registration | None:
    rows = of.registrations.filter(person=person_id, status__in=rules.LIVE)
    return rows.select_related("person__patron", "occurrence__programme", "occurrence__service_point").first()


def subjects_of(of: Occurrence) -> list[Subject]:
    """What a date is about: what its programme is, and what it alone is."""
    rows = Subject.objects.filter(Q(occurrence=None) | Q(occurrence=of), programme=of.programme_id)
    return list(rows.select_related("record").order_by("pk"))


def subjects_of_programme(programme_id: int) -> list[Subject]:
    """All links of a programme, those of single dates too."""
    rows = Subject.objects.filter(programme=programme_id).select_related("record", "occurrence__service_point")
    return list(rows.order_by("occurrence__starts_at", "pk"))


def subject(subject_id: int) -> Subject | None:
    return Subject.objects.select_related("programme").filter(pk=subject_id).first()


def dates_about(**thing: object) -> list[Occurrence]:
    """What takes place about one thing (``record``, ``author`` or ``publisher``): the next dates, else the last."""
    links = list(Subject.objects.filter(**thing).values_list("programme", "occurrence"))
    if not links:
        return []
    rows = occurrences().filter(
        Q(pk__in=[date for _, date in links if date]) | Q(programme__in=[whole for whole, date in links if not date]),
        state__in=[State.PUBLISHED, State.POSTPONED, State.REPORTED],
    )
    ahead = list(rows.filter(ends_at__gt=clock.now())[:DATES_ABOUT])
    return ahead or list(rows.order_by("-starts_at")[:DATES_ABOUT])


def other_dates(of: Occurrence, *, at: datetime) -> list[Occurrence]:
    """The next dates of the same programme."""
    rows = occurrences().filter(programme=of.programme_id, state=State.PUBLISHED, starts_at__gt=at)
    return list(rows.exclude(pk=of.pk).annotate(taken=SEATS)[:6])


def entry_of(of: Occurrence, *, about: str) -> Entry:
    """As it stands in a calendar: one name for ever, its revision grows with each change."""
    point = of.service_point
    return Entry(
        uid=f"occurrence-{of.code}@{urlsplit(settings.PUBLIC_URL).hostname}",
        revision=of.sequence,
        start=of.starts_at,
        end=of.ends_at,
        title=of.name,
        place=", ".join(part for part in (of.place, point.name, point.address) if part),
        about=about,
        is_cancelled=of.state == State.CANCELLED,
        is_tentative=of.state == State.POSTPONED,
    )


def needs_of(of: Occurrence) -> list[Need]:
    """The things that a date needs, with what is claimed of them."""
    things = ("resource__policy", "resource__service_point__library", "resource__licence", "booking")
    rows = of.needs.select_related(*things)
    return list(rows.order_by("resource__name", "pk"))


def duties_of(of: Occurrence) -> list[Duty]:
    """The staff who are there."""
    return list(of.duties.filter(person__isnull=False).select_related("person").order_by("person__name", "pk"))


def needed(of: Occurrence) -> rules.Needed:
    """What decides whether a date can be announced."""
    span = spaces.Span(of.starts_at, of.ends_at)
    unclaimed = [each.resource for each in needs_of(of) if each.booking is None]
    taken = [thing.name for thing in unclaimed if spaces.is_taken(thing, span)]
    duties = duties_of(of)
    return rules.Needed(
        taken=taken,
        busy=_busy(of, [each.person_id for each in duties if each.person_id]),
        named=len(duties),
        least_staff=of.least_staff,
        is_for_minors=rules.is_for_minors(of.programme.age_from, of.programme.age_to),
    )


def _busy(of: Occurrence, person_ids: Collection[int]) -> list[str]:
    """Those of these staff who are on another announced date at that time."""
    rows = Duty.objects.filter(
        person__in=person_ids,
        occurrence__state=State.PUBLISHED,
        occurrence__starts_at__lt=of.ends_at,
        occurrence__ends_at__gt=of.starts_at,
    )
    names = rows.exclude(occurrence=of.pk).values_list("person__name", flat=True)
    return sorted({name for name in names if name})


def registrations_to_part(before: datetime) -> QuerySet[Registration]:
    """Registrations of dates that were over before a moment and still lead to somebody."""
    return Registration.objects.filter(person__isnull=False, occurrence__ends_at__lt=before)


def with_offers_over(at: datetime) -> list[Occurrence]:
    """Occurrences with an offer that nobody answered in time."""
    over = Registration.objects.filter(status=Status.OFFERED, offered_until__lte=at)
    return list(occurrences().filter(pk__in=over.values("occurrence")))


def to_report(point_ids: Collection[int], *, at: datetime) -> list[Occurrence]:
    """What is over and was not reported, the oldest first."""
    rows = occurrences().filter(service_point__in=point_ids, state=State.PUBLISHED, ends_at__lte=at)
    return list(rows.annotate(taken=SEATS))


def heads(of: Occurrence) -> int:
    """How many came, as the ledger of participation has it."""
    return int(participation.parts_in(ref_of(of)).aggregate(n=Sum("number", default=0))["n"])


def ref_of(of: Occurrence) -> str:
    """How other ledgers name it."""
    return f"occurrence:{of.pk}"


def activity_of(of: Occurrence) -> participation.ActivityKind:
    is_course = of.programme.kind == Kind.COURSE
    return participation.ActivityKind.COURSE if is_course else participation.ActivityKind.EVENT


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who took part, how much, whether that is enough, and the certificate that they have."""

    person: Person
    part: str
    attendance: rules.Attendance
    deserves: bool
    certificate: Certificate | None


def is_course(of: Occurrence) -> bool:
    """Whether certificates are of all dates of its series, not of this date."""
    return of.programme.kind == Kind.COURSE and of.series_id is not None


def ref_of_certificates(of: Occurrence) -> str:
    return f"series:{of.series_id}" if is_course(of) else ref_of(of)


def _dates_of_certificates(of: Occurrence) -> list[Occurrence]:
    """The dates that count: those of the course that were not called off, or this one."""
    if not is_course(of):
        return [of]
    return list(occurrences().filter(series=of.series_id).exclude(state__in=[State.CANCELLED, State.DRAFT]))


def days_of(of: Occurrence) -> tuple[date, date]:
    """The first and the last day that a certificate speaks of."""
    days = [each.local_start.date() for each in _dates_of_certificates(of)]
    return min(days), max(days)


def reasons_not_to_certify(of: Occurrence) -> tuple[Reason, ...]:
    """Why no certificates are given now."""
    still = sum(each.state != State.REPORTED for each in _dates_of_certificates(of))
    asked = rules.CertificateAsks(of.programme.certificate)
    return rules.reasons_not_to_certify(asked=asked, is_nameless=of.programme.is_nameless, dates_open=still)


def candidates(of: Occurrence) -> list[Candidate]:
    """Everybody known who took part, by name; three queries, however many they are."""
    refs = [ref_of(each) for each in _dates_of_certificates(of)]
    given = Certificate.objects.filter(ref=ref_of_certificates(of), person__isnull=False).select_related("credential")
    by_person = {(row.person_id, row.part): row for row in given}
    parts: dict[tuple[int, str], list[Participation]] = {}
    for row in participation.persons_in(refs):
        parts.setdefault((row.person_id or 0, row.part), []).append(row)
    return [_candidate(of, rows, len(refs), by_person.get(key)) for key, rows in parts.items()]


def _candidate(of: Occurrence, rows: Sequence[Participation], held: int, certificate: Certificate | None) -> Candidate:
    person = rows[0].person
    assert person is not None, "asked for known persons"
    attended = len({row.ref for row in rows})
    attendance = rules.Attendance(
        dates_held=held, dates_attended=attended, minutes=sum(row.minutes or 0 for row in rows)
    )
    asked = rules.CertificateAsks(of.programme.certificate)
    is_guest = rows[0].part != participation.Part.ATTENDEE
    meets = rules.deserves(
        rules.CertificateAsks.CAME if is_guest and asked else asked, of.programme.certificate_least, attendance
    )
    return Candidate(person, rows[0].part, attendance, meets, certificate)


def reasons_not_to_answer(of: Registration, *, at: datetime) -> tuple[Reason, ...]:
    """Every reason against answering the survey now."""
    occurrence = of.occurrence
    checks = (
        ("no_survey", occurrence.programme.survey_id is None),
        ("not_reported", occurrence.state != State.REPORTED),
        ("did_not_come", of.status != Status.ATTENDED),
        ("survey_over", at > occurrence.ends_at + rules.SURVEY_OPEN_FOR),
        ("answered_before", of.has_answered),
    )
    return tuple(Reason(code, overridable=False) for code, is_so in checks if is_so)


def survey_refusal(of: Registration, *, at: datetime) -> list[WordedReason]:
    """The same in words, for whoever opens the link."""
    return SurveyRefused(*reasons_not_to_answer(of, at=at)).worded()


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a survey: ``number`` answered it; choices with how many (empty: too few to be shown)."""

    label: str
    number: int
    choices: Sequence[tuple[str, int | None]]
    mean: float | None
    texts: Sequence[str]


@dataclass(frozen=True, slots=True)
class SurveyResults:
    """What was said of a date; ``questions`` are empty where fewer than ``fewest`` answered."""

    came: int
    answered: int
    questions: Sequence[Question]
    fewest: int = rules.FEWEST


def survey_results(of: Occurrence, *, language: str) -> SurveyResults:
    """How many answered, and what, question by question; texts by the alphabet, not as they came."""
    came = of.registrations.filter(status=Status.ATTENDED).count()
    rows = list(SurveyAnswer.objects.filter(occurrence=of).select_related("version__form"))
    if len(rows) < rules.FEWEST:
        return SurveyResults(came, len(rows), ())
    newest = max((row.version for row in rows), key=lambda version: version.number)
    asked = forms.definition_of(newest).fields
    said = [row.values for row in rows]
    return SurveyResults(came, len(rows), [_question(each, said, language) for each in asked])


def _question(asked: forms.Field, said: Sequence[Mapping[str, Any]], language: str) -> Question:
    given = [values[asked.name] for values in said if values.get(asked.name)]
    label, enough = forms.words_in(asked.label, language), len(given) >= rules.FEWEST
    if asked.choices:
        chosen = [one for each in given for one in (each if isinstance(each, list) else [each])]
        shown = rules.shown_counts({value: chosen.count(value) for value, _words in asked.choices})
        return Question(
            label, len(given), [(forms.words_in(words, language), shown[value]) for value, words in asked.choices],
            None, (),
        )  # fmt: skip
    if asked.kind == "number":
        return Question(label, len(given), (), sum(map(int, given)) / len(given) if enough else None, ())
    texts = sorted(str(each) for each in given) if enough and asked.kind in ("text", "long_text") else []
    return Question(label, len(given), (), None, texts)


def certificate(certificate_id: int) -> Certificate | None:
    return Certificate.objects.select_related("credential", "person").filter(pk=certificate_id).first()


def reasons_not_to_forget(person_id: int) -> ForgettingRefused | None:
    """What is ahead stands in the way."""
    rows = Registration.objects.filter(
        person__in=people.entries_of(person_id),
        status__in=rules.LIVE - {rules.Status.ATTENDED},
        occurrence__state__in=[State.PUBLISHED, State.POSTPONED],
    )
    ahead = rows.count()
    return ForgettingRefused(Reason("registrations_ahead", {"count": ahead}, overridable=False)) if ahead else None


def kept_about(person_id: int) -> Mapping[str, Sequence[Mapping[str, object]]]:
    """What a person registered for."""
    rows = Registration.objects.filter(person__in=people.entries_of(person_id))
    rows = rows.select_related("occurrence__programme", "occurrence__service_point")
    return {
        _("Registrations"): [
            {
                _("what"): row.occurrence.name,
                _("when"): row.occurrence.starts_at,
                _("where"): row.occurrence.service_point.name,
                _("people"): row.party,
                _("state"): row.get_status_display(),
                **{question: said for _field, question, said in row.answers},
            }
            for row in rows.order_by("occurrence__starts_at", "pk")
        ]
    }
