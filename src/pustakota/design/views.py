from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pustakota.design.gallery import gallery_context


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in each state: for those who build pages, and for the test with axe."""
    return render(request, "design/gallery.html", gallery_context())
