"""What waits for somebody who is signed in, in a few numbers."""

from django.http import HttpRequest

from pustakota.contexts.circulation import queries as circulation
from pustakota.sites.public.asking import family


def waiting_for_me(request: HttpRequest) -> dict[str, int] | None:
    """How many loans and collectable reservations a member has, children included."""
    patrons = family(request).patrons if request.user.is_authenticated else ()
    if not patrons:
        return None
    holds = [hold for patron in patrons for hold in circulation.live_holds(patron)]
    return {
        "loans": sum(circulation.number_of_loans(patron.pk) for patron in patrons),
        "ready": sum(hold.status == "ready" for hold in holds),
    }
