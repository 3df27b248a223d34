"""What machines that read pages are told: schema.org, one plain mapping for each kind of page.

Nothing stands here that the page does not also say to people. Missing is left out, never guessed. Source: schema.org
(Book, Offer, Library, OpeningHoursSpecification, WebSite); the pattern of one offer per place follows what library
catalogues have used since schema.org took up GoodRelations: lending is ``businessFunction`` LeaseOut.
"""

from pustakota.sites.public.linked_data.books import book
from pustakota.sites.public.linked_data.places import place_reference, service_point
from pustakota.sites.public.linked_data.site import website
from pustakota.sites.public.linked_data.written import news, questions

__all__ = ["book", "news", "place_reference", "questions", "service_point", "website"]
