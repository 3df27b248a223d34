"""Django's settings, made from the typed environment. Nothing else reads environment variables."""

import secrets
from pathlib import Path

from cryptography.fernet import Fernet
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from pustakota.config.database import database_settings
from pustakota.config.environment import environment
from pustakota.config.messages import mail_server

ENV = environment()
PACKAGE = Path(__file__).resolve().parent.parent
ROOT = PACKAGE.parent.parent
DATA = ENV.data.resolve()
HANDBOOK = ROOT / "docs" / "handbook"
# Beside the data folder and not inside: whoever loses the one should still have the others.
BACKUPS = Path(ENV.backups).resolve() if ENV.backups else DATA.with_name(f"{DATA.name}-backups")
BACKUP_KEEP, BACKUP_DAILY = ENV.backup_keep, ENV.backup_daily
JOURNAL = Path(ENV.loan_log).resolve() if ENV.loan_log else DATA.with_name(f"{DATA.name}-loans")
JOURNAL_DAYS, JOURNAL_SYNC = ENV.loan_log_days, ENV.loan_log_sync
METRICS_TOKEN = ENV.metrics_token.get_secret_value()


def _secret_key() -> str:
    """The operator's key, else one made once and kept readable by its owner only."""
    if given := ENV.secret_key.get_secret_value():
        return given
    path = DATA / "secret_key"
    if not path.exists():
        DATA.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return path.read_text(encoding="ascii")


SECRET_KEY = _secret_key()


def _field_keys() -> list[str]:
    """The operator's keys for sealed fields, the newest first, else one made once like the secret key."""
    if given := ENV.field_keys.get_secret_value():
        return [key.strip() for key in given.split(",") if key.strip()]
    path = DATA / "field_keys"
    if not path.exists():
        DATA.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(Fernet.generate_key().decode("ascii"), encoding="ascii")
    return path.read_text(encoding="ascii").split()


FIELD_KEYS = _field_keys()
LOAN_GRACE_DAYS = ENV.loan_grace_days
DEBUG = ENV.debug
ALLOWED_HOSTS = [host.strip() for host in ENV.allowed_hosts.split(",") if host.strip()]
DEMO = ENV.demo
TRAINING = ENV.training

CONTEXTS = [
    "pustakota.contexts.organisation",
    "pustakota.contexts.people",
    "pustakota.contexts.notices",
    "pustakota.contexts.search",
    "pustakota.contexts.cases",
    "pustakota.contexts.charges",
    "pustakota.contexts.credentials",
    "pustakota.contexts.forms",
    "pustakota.contexts.participation",
    "pustakota.contexts.catalogue",
    "pustakota.contexts.circulation",
    "pustakota.contexts.visits",
    "pustakota.contexts.reading",
    "pustakota.contexts.network",
    "pustakota.contexts.spaces",
    "pustakota.contexts.programmes",
    "pustakota.contexts.school_visits",
    "pustakota.contexts.fieldwork",
    "pustakota.contexts.festivals",
    "pustakota.contexts.organisers",
    "pustakota.contexts.community",
    "pustakota.contexts.insights",
    "pustakota.contexts.privacy",
]
INSTALLED_APPS = [
    "pustakota.foundation",
    "pustakota.design",
    *CONTEXTS,
    "pustakota.demo",
    "pustakota.config",
    "pustakota.sites.public",
    "pustakota.sites.desk",
    "pustakota.sites.operator",
    "pustakota.sites.pages",
    "wagtail.contrib.redirects",
    "wagtail.contrib.simple_translation",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.snippets",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "template_partials",
    "ninja",
    "axes",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "pustakota.foundation.headers.Headers",
    "pustakota.sites.api.door.ApiDoor",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "pustakota.foundation.headers.ContentPolicy",
    "pustakota.sites.pages.middleware.EditorPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "pustakota.sites.operator.first_start.FirstStart",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "pustakota.foundation.guessing.KnownBrowsers",
    "pustakota.sites.pages.middleware.EditorDoor",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]
ROOT_URLCONF = "pustakota.config.urls"
WSGI_APPLICATION = "pustakota.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pustakota.config.pretence.pretence",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "pustakota.design.templatetags.ui"],
        },
    }
]

DATABASES = {"default": database_settings(ENV.database_url, data=DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SEARCH_INDEX_PATH = DATA / "index"
SEARCH_CLUSTER = ENV.opensearch_url.get_secret_value().split()
SEARCH_CLUSTER_INDEX = ENV.opensearch_index
SEARCH_CLUSTER_SHARDS = ENV.opensearch_shards

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "pustakota.foundation.sessions.AccountBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "public:sign_in"
LOGIN_REDIRECT_URL = "public:my_account"
STAFF_SECOND_FACTOR = ENV.staff_second_factor
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # whoever goes on guessing shuts nobody out for longer
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "pustakota.foundation.guessing.name_tried"
AXES_RESET_ON_SUCCESS = True
AXES_HTTP_RESPONSE_CODE = 429
AXES_LOCKOUT_TEMPLATE = "public/locked.html"
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
SILENCED_SYSTEM_CHECKS = ["axes.W003"]  # the backend order above is the documented one

SESSION_ENGINE = "pustakota.foundation.sessions"  # seen by every web process: signing out holds at once
SESSION_COOKIE_HTTPONLY = True
if ENV.training:  # on the same host as the real library, whose sessions and forms it must not end
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "practice_session", "practice_csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.https
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if ENV.https else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "media-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = "pustakota.design.formats"
TIME_ZONE = "UTC"
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "build" / "static"
STATICFILES_DIRS = [ROOT / "frontend" / "dist"] if (ROOT / "frontend" / "dist").is_dir() else []
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "public", "base_url": "/media/"},
    },
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "private", "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "pustakota.design.storage.StaticStorage"},
}
MEDIA_ROOT = DATA / "public"
MEDIA_URL = "/media/"

WAGTAIL_SITE_NAME = "Pustakota"
WAGTAILADMIN_BASE_URL = "http://localhost"
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
# Nothing of the editor asks other sites for anything, and accounts are kept at the desk alone.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILIMAGES_IMAGE_MODEL = "pages.Picture"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024

PUBLIC_URL = ENV.public_url.rstrip("/") or f"http://localhost:{ENV.port}"
OAI_NAMESPACE = ENV.oai_namespace
# A demonstration asks its own server, as if that were another library's.
LOOPBACK = ["127.0.0.0/8", "::1/128"] if DEMO else []
PARTNER_NETWORKS = [each.strip() for each in ENV.partner_networks.split(",") if each.strip()] + LOOPBACK
MAIL = mail_server(ENV.email_url.get_secret_value())
EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = MAIL.host, MAIL.port, MAIL.timeout
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.starttls, MAIL.tls
DEFAULT_FROM_EMAIL = ENV.email_from or f"pustakota@{MAIL.host}"
ANDROID_APPS = dict(each.split("=") for each in ENV.android_apps.split())
OFFERED_CHANNELS = [
    *(["email"] if ENV.email_url.get_secret_value() else []),
    *(["push"] if ENV.web_push else []),
]
PUSH_SERVICES = [host.strip() for host in ENV.push_services.split(",") if host.strip()]
VAPID_PRIVATE_KEY = ENV.vapid_private_key.get_secret_value()
VAPID_CONTACT = ENV.vapid_contact or PUBLIC_URL

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "pustakota.foundation.logs.Line"},
        "json": {"()": "pustakota.foundation.logs.JsonLine"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": ENV.log_format}},
    "root": {"handlers": ["stderr"], "level": ENV.log_level},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
        "opensearch": {"level": "WARNING"},
        "opensearchpy.trace": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},  # who did what to which page stands in the editor's own log
        "django_tasks": {"level": "WARNING"},
    },
}
TEST_RUNNER = "django.test.runner.DiscoverRunner"
