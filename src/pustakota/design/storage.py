from django.contrib.staticfiles.storage import ManifestFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage

_OF_MODULES = ManifestFilesMixin._js_module_import_aggregation_patterns[1]  # noqa: SLF001 -- Django has no narrower switch


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names also inside the imports of our own modules, so that browsers may keep every file for good.

    Django's switch would rewrite every package's scripts too, and some of those import what is not there.
    """

    patterns = (*ManifestFilesMixin.patterns, ("design/*.js", _OF_MODULES))
