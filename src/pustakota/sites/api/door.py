"""The API's own door: without what only pages need (sessions, form tokens), and every no is a problem."""

from collections.abc import Callable
from functools import lru_cache

from django.http import HttpRequest, HttpResponseBase
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation

from pustakota.sites.api.problems import problem

PREFIX = "/api/"
PAGES = ("/api/v1/docs",)


class ApiDoor:
    """Middleware: a request to the API goes straight to its operation, in the language that it accepts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        if not path.startswith(PREFIX) or path in PAGES:
            return self._get_response(request)
        language = translation.get_language_from_request(request)
        with translation.override(language):
            response = _answer(request)
        response["Content-Language"] = language
        response["Vary"] = "Accept-Language, Authorization"
        if "Authorization" in request.headers:
            response["Cache-Control"] = "private, no-store"
        return response


@lru_cache(512)
def _operation(path: str) -> ResolverMatch:
    """Where a path leads; the few that machines ask all day are looked up once."""
    return resolve(path)


def _answer(request: HttpRequest) -> HttpResponseBase:
    try:
        found = _operation(request.path_info)
    except Resolver404:
        return problem(404)
    request.resolver_match = found
    response: HttpResponseBase = found.func(request, *found.args, **found.kwargs)
    if response.status_code == 405:
        return problem(405, headers={"Allow": response["Allow"]})
    return response
