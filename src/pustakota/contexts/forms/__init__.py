"""Forms that the library writes itself: fields in two languages, in versions that never change once published.

A definition is plain JSON of our own small kind (``rules``). Whoever keeps answers keeps the form's code and version
beside them, so that what was asked can be read for as long as what was said is kept.
"""
