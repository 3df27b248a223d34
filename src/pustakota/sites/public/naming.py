"""How the site is called, and what it wears."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pustakota.contexts.organisation import queries as organisation

if TYPE_CHECKING:
    from django.http import HttpRequest

    from pustakota.contexts.organisation.models import Library

REMEMBERED = "library_here"


def library_here(request: HttpRequest | None) -> Library | None:
    """The library whose domain was asked; elsewhere the first one. Looked up once for a request."""
    if request is None:
        return organisation.first_library()
    if not hasattr(request, REMEMBERED):
        setattr(request, REMEMBERED, organisation.library_at(request.get_host()))
    found: Library | None = getattr(request, REMEMBERED)
    return found


def library_worn(request: HttpRequest | None) -> Library | None:
    """At a desk the library whose desk it is; elsewhere that of the domain."""
    desk = getattr(request, "desk", None)
    return desk.point.library if desk else library_here(request)


def points_of_domain(request: HttpRequest) -> tuple[str, tuple[str, ...]]:
    """Where a search under the own domain of one of several libraries begins: its name and its points, as a facet."""
    library = library_here(request)
    if library is None or library.host != request.get_host():
        return "", ()
    points = organisation.points_in_service()
    own = tuple(str(point.pk) for point in points if point.library_id == library.pk)
    return (library.short_name, own) if len(own) < len(points) else ("", ())


def name_of_site(request: HttpRequest | None = None) -> str:
    """The library gives the site its name."""
    library = library_here(request)
    return library.short_name if library else "Pustakota"
