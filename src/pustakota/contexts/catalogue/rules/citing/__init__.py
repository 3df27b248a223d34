"""Naming a record as a source: in texts (APA, Chicago) and in files for reference managers (RIS, BibTeX).

Names are turned around only where MARC says that they were: the first indicator of 100 and 700 is 1 *and* a comma
parts the family name. "Pramoedya Ananta Toer" entered under 0 stays whole, as Indonesian and Arabic names should.
"""

from dataclasses import dataclass

from pustakota.contexts.catalogue.marc.record import MarcRecord
from pustakota.contexts.catalogue.rules.citing import apa, chicago, files
from pustakota.contexts.catalogue.rules.citing.facts import work_of
from pustakota.contexts.catalogue.rules.citing.text import Citation

__all__ = ["Citation", "Citations", "citations_of"]


@dataclass(frozen=True, slots=True)
class Citations:
    """One record in every form. ``ris`` and ``bibtex`` are whole files."""

    apa: Citation
    chicago: Citation
    ris: str
    bibtex: str


def citations_of(record: MarcRecord, *, address: str = "") -> Citations:
    """All forms of any record, however little it says. ``address``: its page, for the files."""
    work = work_of(record)
    return Citations(
        apa=apa.citation(work),
        chicago=chicago.citation(work),
        ris=files.ris(work, address),
        bibtex=files.bibtex(work, address),
    )
