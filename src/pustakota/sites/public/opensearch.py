"""The OpenSearch 1.1 description of the catalogue's search, in the language of whoever asks."""

from xml.sax.saxutils import escape

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext

from pustakota.sites.public.addresses import absolute, search_address

NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
LONGEST_SHORT_NAME = 16


def description(name: str, *, icon: str = "") -> str:
    """The document. ``ShortName`` may have 16 letters at most; the long one says the rest."""
    said = gettext("Search the collection of %(library)s") % {"library": name}
    template = absolute(f"{search_address()}?q={{searchTerms}}&hal={{startPage?}}")
    typed = absolute(f"{reverse('public:suggestions')}?q={{searchTerms}}")
    own = absolute(reverse("public:search_description"))
    image = f'<Image type="image/svg+xml">{escape(absolute(static(icon)))}</Image>' if icon else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<OpenSearchDescription xmlns="{NAMESPACE}">'
        f"<ShortName>{escape(name[:LONGEST_SHORT_NAME].strip())}</ShortName><LongName>{escape(name[:48])}</LongName>"
        f"<Description>{escape(said)}</Description><Language>{get_language()}</Language>"
        f"<InputEncoding>UTF-8</InputEncoding><OutputEncoding>UTF-8</OutputEncoding>{image}"
        f'<Url type="text/html" template="{escape(template)}" pageOffset="1"/>'
        f'<Url type="application/x-suggestions+json" rel="suggestions" template="{escape(typed)}"/>'
        f'<Url type="application/opensearchdescription+xml" rel="self" template="{escape(own)}"/>'
        "</OpenSearchDescription>\n"
    )
