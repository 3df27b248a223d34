"""All addresses. Those of architecture §14 are stable: they do not change without a redirect."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from pustakota.config import health
from pustakota.sites.api.api import api

urlpatterns = [
    path("health", health.health),
    path("ready", health.ready),
    path("metrics", health.measured),
    path("api/v1/", api.urls),
    path("cms/", include("wagtail.admin.urls")),
    *i18n_patterns(
        path("design/", include("pustakota.design.urls")),
        *([path("desk/latihan/", include("pustakota.demo.training.urls"))] if settings.TRAINING else []),
        path("desk/", include("pustakota.sites.desk.urls")),  # early: a desk asks for the same page all day
        prefix_default_language=False,
    ),
    path("", include("pustakota.protocols.oai_pmh.urls")),
    path("", include("pustakota.protocols.sru.urls")),
    path("", include("pustakota.sites.public.fixed_urls")),
    path("", include("pustakota.sites.pages.fixed_urls")),
    *i18n_patterns(
        path("mulai/", include("pustakota.sites.operator.urls")),
        path("kios/", include("pustakota.contexts.visits.public.urls")),
        path("komputer/", include("pustakota.contexts.spaces.public.computer_urls")),
        path("lapangan/", include("pustakota.contexts.fieldwork.public.urls")),
        path("", include("pustakota.sites.public.urls")),
        path("", include("pustakota.sites.pages.urls")),
        prefix_default_language=False,
    ),
]
