"""The door for a WSGI server.

Behind a proxy that keeps the certificate, the address of the caller and HTTPS itself come in headers; they are believed
of the proxies that the operator trusts, and of nobody else.
"""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

from pustakota.config.environment import environment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pustakota.config.settings")
application = wrap_wsgi_with_proxy_headers(get_wsgi_application(), environment().trusted_proxies)
get_resolver().url_patterns  # noqa: B018 -- every page is read now, not while the first person waits
# What stands now stays: looking through it for garbage again and again takes a tenth of the time of a page.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
