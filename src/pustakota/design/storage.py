from django.contrib.staticfiles.storage import ManifestFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage

_OF_MODULES = ManifestFilesMixin._js_module_import_aggregation_patterns[1]  # type: ignore[attr-defined]  # noqa: SLF001


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashed names also inside the imports of our own modules, so that browsers may keep every file for good.

    Django's own switch, the only one, would rewrite every package's scripts, and some import what is not there.
    """

    patterns = (*ManifestFilesMixin.patterns, ("design/*.js", _OF_MODULES))
