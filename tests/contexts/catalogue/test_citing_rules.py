import re

import pytest

from pustakota.contexts.catalogue.marc.record import Field, MarcRecord
from pustakota.contexts.catalogue.rules.citing import apa, chicago, citations_of
from pustakota.contexts.catalogue.rules.citing.facts import Name, work_of

ADDRESS = "https://pustaka.example/katalog/1/bumi-manusia"
TITLE: Field = ("245", "10", "aBumi manusia :", "bsebuah roman /")
IMPRINT: Field = ("260", "  ", "aJakarta :", "bHasta Mitra,", "c1980.")


def a_book(*fields: Field, year: str = "1980") -> MarcRecord:
    fixed = f"800101s{year}    io            000 1 ind d"
    return MarcRecord("00000nam a2200000 a 4500", [("008", fixed), *fields])


@pytest.mark.parametrize(
    ("heading", "in_apa", "in_chicago", "in_bibtex"),
    [
        (("100", "1 ", "aToer, Pramoedya Ananta,", "d1925-2006"),
         "Toer, P. A.", "Toer, Pramoedya Ananta.", "{Toer, Pramoedya Ananta}"),
        (("100", "0 ", "aPramoedya Ananta Toer"),
         "Pramoedya Ananta Toer.", "Pramoedya Ananta Toer.", "{{Pramoedya Ananta Toer}}"),
        (("100", "0 ", "aHamka"), "Hamka.", "Hamka.", "{{Hamka}}"),
        (("100", "0 ", "aIbn Khaldūn,", "d1332-1406"), "Ibn Khaldūn.", "Ibn Khaldūn.", "{{Ibn Khaldūn}}"),
        (("100", "1 ", "aNavis, A.A."), "Navis, A. A.", "Navis, A.A.", "{Navis, A.A.}"),
        (("100", "1 ", "aSukarno"), "Sukarno.", "Sukarno.", "{{Sukarno}}"),
        (("100", "1 ", "aKing, Martin Luther,", "cJr."),
         "King, M. L., Jr.", "King, Martin Luther, Jr.", "{King, Jr., Martin Luther}"),
        (("110", "1 ", "aIndonesia.", "bDepartemen Agama"),
         "Indonesia. Departemen Agama.", "Indonesia. Departemen Agama.", "{{Indonesia. Departemen Agama}}"),
    ],
)  # fmt: skip
def test_a_name_is_turned_around_only_where_marc_says_so(
    heading: Field, in_apa: str, in_chicago: str, in_bibtex: str
) -> None:
    made = citations_of(a_book(heading, TITLE, IMPRINT))
    assert made.apa.text == f"{in_apa} (1980). Bumi manusia: sebuah roman. Hasta Mitra."
    assert made.chicago.text == f"{in_chicago} Bumi manusia: sebuah roman. Jakarta: Hasta Mitra, 1980."
    assert f"author = {in_bibtex}," in made.bibtex


def test_titles_stand_in_italics() -> None:
    made = citations_of(a_book(TITLE, IMPRINT))
    assert [text for text, italic in made.apa.runs if italic] == ["Bumi manusia: sebuah roman."]
    assert made.apa.text == "Bumi manusia: sebuah roman. (1980). Hasta Mitra."


def test_editors_stand_for_authors_and_beside_them() -> None:
    editor: Field = ("700", "1 ", "aTeeuw, A.,", "eeditor.")
    alone = citations_of(a_book(TITLE, editor))
    assert alone.apa.text == "Teeuw, A. (Ed.). (1980). Bumi manusia: sebuah roman."
    assert alone.chicago.text == "Teeuw, A., ed. Bumi manusia: sebuah roman. 1980."
    beside = citations_of(a_book(("100", "0 ", "aHamka"), TITLE, editor))
    assert beside.apa.text == "Hamka. (1980). Bumi manusia: sebuah roman (A. Teeuw, Ed.)."
    assert beside.chicago.text == "Hamka. Bumi manusia: sebuah roman. Edited by A. Teeuw. 1980."


def test_translators_and_editions_are_named_and_illustrators_are_not() -> None:
    hands: list[Field] = [("700", "1 ", "aLane, Max,", "epenerjemah"), ("700", "1 ", "aX, Y,", "4ill")]
    made = citations_of(a_book(("100", "0 ", "aHamka"), TITLE, ("250", "  ", "aCet. 2."), *hands, IMPRINT))
    assert made.apa.text == "Hamka. (1980). Bumi manusia: sebuah roman (M. Lane, Trans.; Cet. 2). Hasta Mitra."
    assert "Translated by Max Lane. Cet. 2." in made.chicago.text
    assert "A4  - Lane, Max\r\n" in made.ris
    assert "X" not in made.chicago.text


def test_added_entries_for_other_works_are_nobodys_authors() -> None:
    other: Field = ("700", "1 ", "aMultatuli.", "tMax Havelaar")
    assert work_of(a_book(TITLE, other)).authors == ()


def test_long_lists_of_names_are_cut_as_each_style_says() -> None:
    people = [Name(f"Given Fam{n}", f"Fam{n}", "Given") for n in range(1, 25)]
    assert apa.names(people).endswith("Fam19, G., … Fam24, G.")
    assert apa.names(people[:2]) == "Fam1, G., & Fam2, G."
    assert chicago.names(people).endswith("Given Fam7, et al.")
    assert chicago.names(people[:3]) == "Fam1, Given, Given Fam2, and Given Fam3"


def test_missing_is_left_out_but_for_the_year() -> None:
    made = citations_of(a_book(("245", "00", "aApa itu?"), year="uuuu"))
    assert made.apa.text == "Apa itu? (n.d.)."
    assert made.chicago.text == "Apa itu? n.d."
    assert "PY  -" not in made.ris
    assert "year" not in made.bibtex


def test_a_file_for_reference_managers_holds_no_line_of_another() -> None:
    evil = a_book(("100", "0 ", "aHamka\r\nER  - "), ("245", "00", "aA & B_{100%} #$ \\x~^\nTY  - JOUR"))
    made = citations_of(evil, address=ADDRESS)
    assert [line[:2] for line in made.ris.split("\r\n") if line].count("TY") == 1
    assert made.ris.endswith("ER  - \r\n")
    assert f"UR  - {ADDRESS}\r\n" in made.ris
    assert r"A \& B\_\{100\%\} \#\$ \textbackslash{}x\textasciitilde{}\textasciicircum{}" in made.bibtex


def test_whole_names_stay_in_one_piece_in_ris() -> None:
    made = citations_of(a_book(("100", "0 ", "aPramoedya Ananta Toer"), ("700", "1 ", "aLane, Max"), TITLE))
    assert re.findall(r"AU  - (.*)\r", made.ris) == ["Pramoedya Ananta Toer,", "Lane, Max"]


def test_an_empty_record_breaks_nothing() -> None:
    made = citations_of(MarcRecord("", []))
    assert made.bibtex.startswith("@misc{rekaman,")
    assert made.ris.startswith("TY  - ")
