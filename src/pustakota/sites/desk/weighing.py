"""What a search shows first: judged questions, weights to try, and what was in force before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.people import queries as people
from pustakota.contexts.search import actions, permissions
from pustakota.contexts.search import queries as search
from pustakota.contexts.search.errors import WEIGHT_NAMES
from pustakota.foundation import clock
from pustakota.foundation.actors import EVERYWHERE
from pustakota.foundation.forms import refusals_on, status_of
from pustakota.sites.desk.weighing_forms import GRADES, QuestionForm, ReasonForm, WeightsForm, of_weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.catalogue.models import Record
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.search.actions import JudgedQuery
    from pustakota.contexts.search.queries import Key, Outcome, Weights
    from pustakota.foundation.actors import Actor

KIND = "record"
SHOWN = 20
FIRST_PAGE = 10


@dataclass(frozen=True, slots=True)
class Place:
    """Where a title that is expected stands, before and after a change (none: not found)."""

    title: str
    grade: int
    before: int | None
    after: int | None

    @property
    def gain(self) -> int:
        """How many places it rose; below 0: fell. What is not found counts as one below the last that is looked at."""
        beyond = search.LOOKED_AT + 1
        return (self.before or beyond) - (self.after or beyond)

    @property
    def is_seen(self) -> bool:
        return self.after is not None and self.after <= FIRST_PAGE


@dataclass(frozen=True, slots=True)
class Row:
    """A question by the weights in force, and by others."""

    query: JudgedQuery
    before: float
    after: float
    places: Sequence[Place]

    @property
    def change(self) -> float:
        return round(self.after - self.before, 3)


def weighing(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The questions with what they find now, and every version there was."""
    del at_point
    permissions.may_judge(by)
    version, weights = search.version_in_force()
    outcomes = _outcomes(search.judged_queries(), weights)
    versions = search.weights_versions()
    names = people.names_of_accounts({row.changed_by for row in versions if row.changed_by})
    shown = {
        "rows": _rows(outcomes, outcomes),
        "mean": search.mean(outcomes),
        "version": version,
        "changed": _changed(weights, search.FIRST),
        "versions": [(row, names.get(row.changed_by or 0, "")) for row in versions],
        "question": QuestionForm(),
        "has_index": search.ready(),
    }
    return render(request, "desk/weighing.html", shown)


def trial(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """A draft of weights beside those in force, question by question; its button puts it in force.

    The draft stands in the address, as `versi` or as a field for each weight, and `dari` is the version it came from.
    """
    del at_point
    permissions.may_judge(by)
    version, weights = search.version_in_force()
    earlier = _number(request.GET.get("versi"))
    draft, form = _draft(request, earlier, weights)
    begun_from = _number(request.GET.get("dari"))
    reason = ReasonForm(request.POST or None)
    if reason.is_valid() and draft is not None:
        with refusals_on(reason):
            why, begun = reason.cleaned_data["reason"], version if begun_from is None else begun_from
            _put_in_force(draft, earlier, why, begun, by)
            messages.success(request, gettext("In force from now on."))
            return redirect("desk:weighing")
    queries = search.judged_queries()
    before, after = _outcomes(queries, weights), _outcomes(queries, draft or weights)
    shown = {
        "form": form,
        "reason": reason,
        "is_draft": draft is not None and draft != weights,
        "changed": _changed(draft or weights, weights),
        "rows": sorted(_rows(before, after), key=lambda row: (row.change, row.query.text)),
        "means": (search.mean(before), search.mean(after)),
        "version": version,
        "begun_from": version if begun_from is None else begun_from,
        "earlier": earlier,
        "may_weigh": by.may(permissions.TUNE, EVERYWHERE),
    }
    return render(request, "desk/weighing_trial.html", shown, status=status_of(reason))


@require_POST
def add(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """A question more; what it should find is said on its page."""
    del at_point
    query = actions.judge_query(text=request.POST.get("text", ""), by=by, at=clock.now())
    return redirect("desk:judged_query", query.pk)


def judged(request: HttpRequest, query_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """What a question finds, each with how well it fits; `q` brings titles that it does not find."""
    del at_point
    permissions.may_judge(by)
    query = _known(query_id)
    if request.method == "POST":
        actions.expect(query=query, things=_graded(request), by=by)
        messages.success(request, gettext("Saved."))
        return redirect("desk:judged_query", query.pk)
    words = request.GET.get("q", "").strip()
    outcome = next(iter(_outcomes([query], search.weights_in_force())), None)
    shown = {
        "query": query,
        "words": words,
        "outcome": outcome,
        "titles": _titles(outcome, words),
        "grades": GRADES,
    }
    return render(request, "desk/judged_query.html", shown)


@require_POST
def forget(request: HttpRequest, query_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """A question that says nothing any more."""
    del request, at_point
    actions.forget_query(query=_known(query_id), by=by)
    return redirect("desk:weighing")


def _put_in_force(draft: Weights, earlier: int | None, why: str, begun_from: int, by: Actor) -> None:
    if earlier is not None:
        actions.go_back_to(version=earlier, reason=why, begun_from=begun_from, by=by, at=clock.now())
    else:
        actions.put_weights_in_force(weights=draft, reason=why, begun_from=begun_from, by=by, at=clock.now())


def _draft(request: HttpRequest, earlier: int | None, weights: Weights) -> tuple[Weights | None, WeightsForm]:
    """The weights that the address names, if it does and they can be; and the form that shows them."""
    if earlier is not None:
        named = search.weights_of(earlier)
        if named is None:
            raise Http404
        return named, WeightsForm(initial=of_weights(named))
    form = WeightsForm(request.GET if "title" in request.GET else None, initial=of_weights(weights))
    return (form.weights if form.is_valid() else None), form


def _outcomes(queries: Iterable[JudgedQuery], weights: Weights) -> list[Outcome]:
    """What the questions find; nothing while there is no index."""
    if not search.ready():
        return []
    year = clock.now().year
    return [search.outcome(query, weights, year=year) for query in queries]


def _rows(before: Sequence[Outcome], after: Sequence[Outcome]) -> list[Row]:
    numbers = {number for each in before for kind, number in each.expected if kind == KIND}
    known = catalogue.records(numbers)
    return [
        Row(old.query, old.ndcg, new.ndcg, _places(old, new, known)) for old, new in zip(before, after, strict=True)
    ]


def _places(old: Outcome, new: Outcome, known: dict[int, Record]) -> list[Place]:
    """What is expected, the best first; titles that are gone are left out."""
    found = [
        Place(known[key[1]].title, grade, old.rank(key), new.rank(key))
        for key, grade in old.expected.items()
        if key[1] in known
    ]
    return sorted(found, key=lambda place: (-place.grade, place.after or SHOWN * 10))


def _titles(outcome: Outcome | None, words: str) -> list[tuple[Record, int, int | None]]:
    """Titles to tick, with grade and place: what is expected, what the question finds, and what other words find."""
    expected = dict(outcome.expected) if outcome else {}
    keys = [*expected, *(outcome.found[:SHOWN] if outcome else ())]
    if words and outcome:
        request = search.SearchRequest(words, page_size=SHOWN, facets=(), year=clock.now().year)
        keys = [*search.search(request).keys, *keys]
    numbers = list(dict.fromkeys(number for kind, number in keys if kind == KIND))
    known = catalogue.records(numbers)

    def place(number: int) -> int | None:
        return outcome.rank((KIND, number)) if outcome else None

    return [(known[n], expected.get((KIND, n), 0), place(n)) for n in numbers if n in known]


def _graded(request: HttpRequest) -> dict[Key, int]:
    """The grades of a form, by the thing: fields are called `judul-<number>`."""
    found: dict[Key, int] = {}
    for name, value in request.POST.items():
        number = name.removeprefix("judul-")
        if number != name and number.isdecimal() and len(number) < SHOWN and str(value).isdecimal():
            found[KIND, int(number)] = int(str(value)[:2])
    return found


def _changed(weights: Weights, others: Weights) -> list[tuple[str, str, str]]:
    """The weights that differ: name, before, after."""
    pairs = [(name, getattr(others, name), getattr(weights, name)) for name in search.RANGES]
    found = [(str(WEIGHT_NAMES[name]), f"{old:g}", f"{new:g}") for name, old, new in pairs if old != new]
    if weights.places != others.places:
        found.append((gettext("Places of our own region"), ", ".join(others.places), ", ".join(weights.places)))
    if weights.same != others.same:
        found.append((gettext("Words that mean one thing"), "; ".join(others.same), "; ".join(weights.same)))
    return found


def _known(query_id: int) -> JudgedQuery:
    query = search.judged_query(query_id)
    if query is None:
        raise Http404
    return query


def _number(given: str | None) -> int | None:
    return int(given) if given and given.isdecimal() and len(given) < SHOWN else None
