"""What a view needs to know about htmx: whether only a fragment is wanted, and how to answer with one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def wants_fragment(request: HttpRequest) -> bool:
    """True when htmx asks for a part of the page (not for a boosted whole page)."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"


def render_page_or_part(
    request: HttpRequest, template: str, context: dict[str, object], *, part: str, status: int = 200
) -> HttpResponse:
    """The whole template, or the named partial of it when htmx asks; one URL, one view, one template."""
    name = f"{template}#{part}" if wants_fragment(request) else template
    response = render(request, name, context, status=status)
    response["Vary"] = "HX-Request"
    return response
