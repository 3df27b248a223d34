"""Pustakota: the open platform that a city library runs its whole work on.

Storeys, from the top: ``config``, ``demo``, ``sites`` + ``protocols`` + ``bridges``, ``contexts``, ``design``,
``foundation``. Each may use those below it, never those above (see ``docs/reference/architecture.md``).
"""

from pustakota.foundation.compiled import only_what_is_up_to_date

__version__ = "0.1.0"

only_what_is_up_to_date()
