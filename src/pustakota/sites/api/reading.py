"""What a member keeps for their reading: saved searches and lists; and the lists that the libraries recommend."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse
from ninja import Field, Router, Schema
from pydantic import StringConstraints

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.reading import actions, permissions, queries
from pustakota.foundation import clock
from pustakota.foundation.given import GREATEST_KEY
from pustakota.foundation.requests import ActorRequest
from pustakota.sites.public.addresses import absolute
from pustakota.sites.public.asked import Asked, question_of, request_of

if TYPE_CHECKING:
    from pustakota.contexts.catalogue.models import Record
    from pustakota.contexts.reading.models import ReadingList, SavedSearch

MOST_RECOMMENDED = 60
router = Router(tags=["me"])
open_router = Router(tags=["lists"])
Said = Annotated[str, StringConstraints(max_length=queries.LONGEST_TEXT, pattern=r"^[^\x00]*$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=queries.LONGEST_TITLE, pattern=r"^[^\x00]+$")]
Question = Annotated[str, StringConstraints(min_length=1, max_length=2000, pattern=r"^[^\x00]+$")]


class SearchAsked(Schema):
    """A question as the search page and ``GET /records`` write it: ``q=sejarah&language=ind``."""

    query: Question
    name: Name
    tells: bool = True


class SearchChange(Schema):
    """What is to change; what is left out stays."""

    name: Name | None = None
    tells: bool | None = None


class SearchShown(Schema):
    """A saved search. ``new_titles``: how many were new on ``new_at``, the last time there were any."""

    id: str
    name: str
    query: str
    tells: bool
    new_titles: int
    new_at: datetime | None


class ListAsked(Schema):
    title: Name
    text: Said = ""


class ListShown(Schema):
    """A list. ``address``: where others see it, while it is shared."""

    id: str
    title: str
    text: str
    titles: int
    address: str | None


class Listed(Schema):
    record_id: int
    title: str
    note: str


class ListRead(ListShown):
    entries: list[Listed]


class NoteAsked(Schema):
    note: Said = ""


class ShareAsked(Schema):
    """``shows_name``: whether others read who made it; of a child they never do."""

    shows_name: bool = False


class Recommended(Schema):
    """A list that a service point recommends to everybody."""

    title: str
    text: str
    service_point: str = Field(description="Name of the point that recommends it.")
    titles: int
    address: str


@open_router.get("/lists", response=list[Recommended], auth=None)
def recommended_lists(request: HttpRequest) -> list[Recommended]:  # noqa: ARG001 -- a view
    """What the libraries recommend, the newest list first."""
    return [
        Recommended(
            title=each.title,
            text=each.text,
            service_point=each.point.name if each.point else "",
            titles=each.number,  # type: ignore[attr-defined]  # annotated
            address=_address(each) or "",
        )
        for each in queries.lists_recommended(MOST_RECOMMENDED)
    ]


@router.get("/me/searches", response=list[SearchShown])
def my_searches(request: ActorRequest) -> list[SearchShown]:
    """What I saved, by name."""
    if request.auth.person_id is None:
        return []
    return [_search(saved) for saved in queries.searches_of(request.auth.person_id)]


@router.post("/me/searches", response={201: SearchShown})
def save_search(request: ActorRequest, asked: SearchAsked) -> SearchShown:
    """Keep a question; saved again it gets the new name and wish."""
    question = question_of(Asked.read(QueryDict(asked.query)))
    query = question.address.partition("?")[2]
    saved = actions.save_search(
        request=request_of(question), query=query, name=asked.name, tells=asked.tells, by=request.auth, at=clock.now()
    )
    return _search(saved)


@router.patch("/me/searches/{slug:code}", response=SearchShown)
def change_search(request: ActorRequest, code: str, asked: SearchChange) -> SearchShown:
    """Another name, or whether I hear of new titles."""
    saved = _my_search(request, code)
    name = saved.name if asked.name is None else asked.name
    tells = saved.tells if asked.tells is None else asked.tells
    return _search(actions.change_search(saved=saved, name=name, tells=tells, by=request.auth, at=clock.now()))


@router.delete("/me/searches/{slug:code}", response={204: None})
def delete_search(request: ActorRequest, code: str) -> None:
    """Keep a question no longer."""
    actions.delete_search(saved=_my_search(request, code), by=request.auth, at=clock.now())


@router.get("/me/lists", response=list[ListShown])
def my_lists(request: ActorRequest) -> list[ListShown]:
    """My lists, the one changed last first."""
    if request.auth.person_id is None:
        return []
    return [
        _brief(each, each.number)  # type: ignore[attr-defined]  # annotated
        for each in queries.lists_of(request.auth.person_id)
    ]


@router.post("/me/lists", response={201: ListRead})
def make_list(request: ActorRequest, asked: ListAsked) -> ListRead:
    """Begin a list; nobody else sees it until it is shared."""
    return _read(actions.make_list(title=asked.title, text=asked.text, by=request.auth, at=clock.now()))


@router.get("/me/lists/{slug:code}", response=ListRead)
def my_list(request: ActorRequest, code: str) -> ListRead:
    """One list with its titles, in its order."""
    return _read(_my_list(request, code))


@router.delete("/me/lists/{slug:code}", response={204: None})
def delete_list(request: ActorRequest, code: str) -> None:
    """Give a list up, with everything in it."""
    actions.delete_list(reading_list=_my_list(request, code), by=request.auth)


@router.put("/me/lists/{slug:code}/titles/{int:record_id}", response=ListRead)
def put_title(request: ActorRequest, code: str, record_id: int, asked: NoteAsked) -> ListRead:
    """Put a title at the end of a list, or say something else about one that stands there."""
    kept, record, at = _my_list(request, code), _record(record_id), clock.now()
    listed = actions.add_title(reading_list=kept, record=record, by=request.auth, at=at)
    if listed.note != asked.note:
        actions.note_title(reading_list=kept, record_id=record.pk, note=asked.note, by=request.auth, at=at)
    return _read(kept)


@router.delete("/me/lists/{slug:code}/titles/{int:record_id}", response={204: None})
def take_title_out(request: ActorRequest, code: str, record_id: int) -> None:
    """Take a title out of a list."""
    kept, record = _my_list(request, code), _record(record_id)
    actions.remove_title(reading_list=kept, record_id=record.pk, by=request.auth, at=clock.now())


@router.put("/me/lists/{slug:code}/share", response=ListRead)
def share_list(request: ActorRequest, code: str, asked: ShareAsked) -> ListRead:
    """Give a list an address for others; one that is shared keeps its own."""
    kept = _my_list(request, code)
    shared = actions.share_list(reading_list=kept, shows_name=asked.shows_name, by=request.auth, at=clock.now())
    return _read(shared)


@router.delete("/me/lists/{slug:code}/share", response={204: None})
def withdraw_list(request: ActorRequest, code: str) -> None:
    """Others see the list no longer; shared again, it gets another address."""
    actions.withdraw_list(reading_list=_my_list(request, code), by=request.auth)


def _my_search(request: ActorRequest, code: str) -> SavedSearch:
    saved = queries.search_by_code(code)
    if saved is None or saved.person_id != request.auth.person_id:
        raise Http404
    return saved


def _my_list(request: ActorRequest, code: str) -> ReadingList:
    kept = queries.list_by_code(code)
    if kept is None or not permissions.keeps(request.auth, kept):
        raise Http404
    return kept


def _record(record_id: int) -> Record:
    found = catalogue.record(record_id) if record_id <= GREATEST_KEY else None
    if found is None:
        raise Http404
    return found


def _search(saved: SavedSearch) -> SearchShown:
    return SearchShown(
        id=saved.code,
        name=saved.name,
        query=saved.query,
        tells=saved.tells,
        new_titles=saved.new_titles,
        new_at=saved.new_at,
    )


def _brief(kept: ReadingList, titles: int) -> ListShown:
    return ListShown(id=kept.code, title=kept.title, text=kept.text, titles=titles, address=_address(kept))


def _address(kept: ReadingList) -> str | None:
    return absolute(reverse("public:shared_list", args=[kept.shared_as])) if kept.shared_as else None


def _read(kept: ReadingList) -> ListRead:
    listed = queries.titles_of(kept)
    records = catalogue.records([each.record_id for each in listed])
    entries = [
        Listed(record_id=each.record_id, title=records[each.record_id].title, note=each.note)
        for each in listed
        if each.record_id in records
    ]
    brief = _brief(kept, len(entries))
    return ListRead(**brief.model_dump(), entries=entries)
