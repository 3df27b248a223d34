"""The API of architecture §14, from the routers of the contexts and the pages that several contexts answer."""

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update

from pustakota.sites.api.bearer import Bearer
from pustakota.sites.api.description import DescribedAPI
from pustakota.sites.api.problems import answer_with_problems

OPEN = (
    "pustakota.contexts.people.api.routes.router",
    "pustakota.contexts.organisation.api.routes.router",
    "pustakota.contexts.spaces.api.routes.open_router",
    "pustakota.contexts.programmes.api.routes.open_router",
    "pustakota.contexts.school_visits.api.routes.open_router",
    "pustakota.contexts.festivals.api.routes.router",
    "pustakota.contexts.spaces.api.computers.router",
    "pustakota.sites.api.records.router",
    "pustakota.sites.api.union.router",
    "pustakota.sites.api.reading.open_router",
)
SIGNED_IN = (
    "pustakota.contexts.circulation.api.routes.router",
    "pustakota.contexts.spaces.api.routes.router",
    "pustakota.contexts.programmes.api.routes.router",
    "pustakota.contexts.school_visits.api.routes.router",
    "pustakota.contexts.notices.api.routes.router",
    "pustakota.sites.api.mine.router",
    "pustakota.sites.api.reading.router",
)

api = DescribedAPI(
    title="Pustakota",
    version="1",
    urls_namespace="api",
    description="Search the catalogue, reserve, lend, renew and return; read messages.",
    # The interactive page sets styles in its elements; scripts stay our own files.
    docs_decorator=csp_update({"style-src": [UNSAFE_INLINE]}),
)
answer_with_problems(api)
for router in OPEN:
    api.add_router("", router)
for router in SIGNED_IN:
    api.add_router("", router, auth=Bearer())
