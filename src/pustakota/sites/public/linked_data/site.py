"""The site itself, and how it is searched."""

from urllib.parse import quote

from django.urls import reverse

from pustakota.sites.public.addresses import absolute, search_address
from pustakota.sites.public.linked_data.shape import Node, document, node


def website(name: str) -> Node:
    """The home page: what the site is called, and the address that answers a question."""
    home = absolute(reverse("public:home"))
    return document(
        node(
            "WebSite",
            id=f"{home}#situs",
            url=home,
            name=name,
            publisher=node("Library", id=f"{home}#perpustakaan", name=name, url=home),
            potentialAction={
                **node("SearchAction"),
                "target": node("EntryPoint", urlTemplate=f"{absolute(search_address())}?q={{{quote('kata')}}}"),
                "query-input": "required name=kata",
            },
        )
    )
