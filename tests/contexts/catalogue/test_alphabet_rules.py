import pytest

from pustakota.contexts.catalogue.rules.alphabet import direct_form, place_of


@pytest.mark.parametrize(
    ("label", "place"),
    [
        ("Toer, Pramoedya Ananta", ("t", "toer pramoedya ananta")),
        ("Élite", ("e", "elite")),
        ("'Abd al-Rahmān", ("a", "abd al rahman")),
        ("1001 malam", ("0", "1001 malam")),
        ("古事記", ("#", "古事記")),
        ("...", ("#", "")),
    ],
)
def test_each_form_has_its_letter(label: str, place: tuple[str, str]) -> None:
    assert place_of(label) == place


@pytest.mark.parametrize(
    ("heading", "direct"),
    [
        ("Toer, Pramoedya Ananta", "Pramoedya Ananta Toer"),
        ("Hamka", ""),
        ("Navis, A. A.", ""),
        ("Navis, A.A.", ""),
        ("Irwansyah, Drs.", ""),
        ("Amrullah, Haji", ""),
        ("Indonesia. Departemen Agama, Jakarta", ""),
        ("Toer, Pramoedya Ananta, 1925-2006", ""),
    ],
)
def test_a_name_is_said_directly_only_where_it_was_turned_around(heading: str, direct: str) -> None:
    assert direct_form(heading) == direct
