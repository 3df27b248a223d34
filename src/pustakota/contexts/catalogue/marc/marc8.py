"""MARC-8, the character set of MARC before Unicode: several sets switched by escape sequences.

Source: MARC 21 Specifications, Character Sets, part 2 (Library of Congress). The code tables come from pymarc; the
decoder is ours because it has to say how many characters it could not read, and to notice text that is not MARC-8
at all: in Windows-1251 or DOS text nearly every byte reads as a diacritic without a letter below it.
"""

import re
import unicodedata

from pymarc.marc8_mapping import CODESETS, ODD_MAP

ESCAPE = 0x1B
BASIC_LATIN = 0x42
ANSEL = 0x45
EAST_ASIAN = 0x31
REPLACEMENT = "\ufffd"

_PLAIN = re.compile(rb"[\x20-\x7e]+")
_DESIGNATION = re.compile(rb"\x1b(?:(?P<short>[sgbp])|\$?(?P<into>[(,)\-$])[,$\-]?!?(?P<set>[1-4BENQS]))")
_SHORT_SETS = {b"s": BASIC_LATIN, b"g": 0x67, b"b": 0x62, b"p": 0x70}
_BOUNDARIES = {0x1D, 0x1E, 0x1F}
# Controls that MARC-8 does define: non-sorting begin and end, joiner and non-joiner.
_CONTROLS = {0x88: "\x98", 0x89: "\x9c", 0x8D: "\u200d", 0x8E: "\u200c"}
_MOST_DIACRITICS = 2


def decode(data: bytes) -> tuple[str, int]:
    """The text (in NFC) and the number of characters that could not be read, each a U+FFFD in the text.

    Delimiters and field ends pass through and, as the specification wants, switch back to the default sets.
    """
    if data.isascii() and ESCAPE not in data:
        return data.decode("ascii"), 0
    decoder = _Decoder(data)
    decoder.run()
    return unicodedata.normalize("NFC", "".join(decoder.out)), decoder.unreadable


class _Decoder:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0
        self.out: list[str] = []
        self.unreadable = 0
        self.low, self.high = BASIC_LATIN, ANSEL
        self.diacritics: list[str] = []

    def run(self) -> None:
        data, size = self.data, len(self.data)
        while self.at < size:
            byte = data[self.at]
            if byte == ESCAPE:
                self._switch()
            elif byte in _BOUNDARIES:
                self._boundary(byte)
            elif self.low == BASIC_LATIN and 0x20 <= byte < 0x7F:
                self._plain_run()
            else:
                self._one(byte)
        self._drop_diacritics()

    def _switch(self) -> None:
        found = _DESIGNATION.match(self.data, self.at)
        if found is None:
            self.at += 1
            self._unreadable()
        elif found["short"]:
            self.low = _SHORT_SETS[found["short"]]
            self.at = found.end()
        else:
            chosen = found["set"][0]
            if found["into"] in b")-":
                self.high = chosen
            else:
                self.low = chosen
            self.at = found.end()

    def _boundary(self, byte: int) -> None:
        self._drop_diacritics()
        self.low, self.high = BASIC_LATIN, ANSEL
        self.out.append(chr(byte))
        self.at += 1

    def _plain_run(self) -> None:
        found = _PLAIN.match(self.data, self.at)
        assert found is not None
        self.at = found.end()
        text = found[0].decode("ascii")
        if self.diacritics:
            self._letter(text[0])
            text = text[1:]
        self.out.append(text)

    def _one(self, byte: int) -> None:
        if byte < 0x80 and self.low == EAST_ASIAN and byte != 0x20:
            self._three_bytes()
            return
        self.at += 1
        if byte in _CONTROLS:
            self.out.append(_CONTROLS[byte])
        elif byte <= 0x20:
            self._letter(chr(byte))
        else:
            self._mapped(CODESETS[self.low if byte < 0x80 else self.high], byte)

    def _three_bytes(self) -> None:
        triple = self.data[self.at : self.at + 3]
        if len(triple) == 3 and min(triple) > 0x20:
            self.at += 3
            self._mapped(CODESETS[EAST_ASIAN], int.from_bytes(triple, "big"))
        else:  # cut off: the delimiter behind it still counts
            self.at += 1
            self._unreadable()

    def _mapped(self, table: dict[int, tuple[int, int]], code: int) -> None:
        found = table.get(code) or table.get(code ^ 0x80)  # a set may stand in either half of the code page
        if found is None:
            other = ODD_MAP.get(code)
            if other is None:
                self._unreadable()
            else:
                self.out.append(chr(other))
        elif found[1]:
            self._diacritic(chr(found[0]))
        else:
            self._letter(chr(found[0]))

    def _diacritic(self, mark: str) -> None:
        if len(self.diacritics) >= _MOST_DIACRITICS:
            self._unreadable()
        else:
            self.diacritics.append(mark)

    def _letter(self, letter: str) -> None:
        """MARC-8 writes diacritics before their letter, Unicode after it."""
        if self.diacritics and letter.isspace():
            self._drop_diacritics()
        self.out.append(letter)
        if self.diacritics:
            self.out.extend(self.diacritics)
            self.diacritics.clear()

    def _drop_diacritics(self) -> None:
        for _mark in self.diacritics:
            self._unreadable()
        self.diacritics.clear()

    def _unreadable(self) -> None:
        self.unreadable += 1
        self.out.append(REPLACEMENT)
