"""What can be wrong with a record in a file, as a code, a sentence and the values in it.

The sentences are marked for translation here and worded by the face that shows them, since this package knows no
Django.
"""

from typing import NamedTuple


def gettext_noop(sentence: str) -> str:
    """Marks a sentence for the catalogue of translations."""
    return sentence


SENTENCES = {
    # A record with one of these cannot be taken in.
    "empty": gettext_noop("There is nothing between two record ends."),
    "too_short": gettext_noop("The record has %(bytes)s bytes; a record has at least 26."),
    "too_long": gettext_noop("No record end was found within %(megabytes)s MB."),
    "directory_unreadable": gettext_noop("The directory of the record cannot be read."),
    "directory_wrong": gettext_noop("The directory lists %(listed)s fields, but the record has %(found)s."),
    "no_fields": gettext_noop("The record has no fields."),
    "truncated": gettext_noop("The file ends in the middle of the record."),
    "characters_unknown": gettext_noop(
        "The characters are neither UTF-8 nor MARC-8: %(count)s of them cannot be read."
    ),
    "xml_broken": gettext_noop("The XML is broken in line %(line)s of the record: %(reason)s."),
    "not_a_record": gettext_noop("The element <record> holds no MARC."),
    "not_bibliographic": gettext_noop("This is no bibliographic record but one of the kind: %(kind)s."),
    "no_title": gettext_noop("The record has no title (field 245)."),
    "compression_broken": gettext_noop("The compressed file is damaged: it cannot be read beyond this place."),
    # With these the record is taken in, and the remark is listed.
    "length_wrong": gettext_noop("The record says that it has %(said)s bytes; it has %(found)s."),
    "base_address_wrong": gettext_noop(
        "The record says that its text begins at byte %(said)s; it begins at %(found)s."
    ),
    "directory_positions_wrong": gettext_noop(
        "The directory gives wrong positions; the fields were divided by their end marks."
    ),
    "record_end_missing": gettext_noop("The record end is missing, but all fields were found."),
    "leader_characters": gettext_noop("The leader holds characters that are not ASCII."),
    "leader_length": gettext_noop("The leader has %(length)s characters instead of 24."),
    "indicators_wrong": gettext_noop("Field %(tag)s does not have two indicators."),
    "characters_mislabelled": gettext_noop(
        "The leader says %(said)s, but the text is %(found)s; it was read as %(found)s."
    ),
    "characters_replaced": gettext_noop("%(count)s characters could not be read and were replaced by a mark."),
    "xml_characters": gettext_noop("%(count)s characters that XML forbids were left out."),
    "xml_field_without_tag": gettext_noop("A field without a tag was left out."),
}


class Problem(NamedTuple):
    code: str
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def template(self) -> str:
        """The sentence before its values are filled in: the key of its translation."""
        return SENTENCES[self.code]

    @property
    def sentence(self) -> str:
        return self.template % dict(self.facts)


def problem(code: str, **facts: object) -> Problem:
    return Problem(code, tuple((name, str(value)) for name, value in facts.items()))


class NotMarcError(Exception):
    """A file that holds no MARC at all; `seen` says what it looks like, for a person."""

    def __init__(self, seen: str) -> None:
        super().__init__(f"not MARC: {seen}")
        self.seen = seen


class UnreadableError(Exception):
    """Inside this package: why one record cannot be read."""

    def __init__(self, reason: Problem) -> None:
        super().__init__(reason.sentence)
        self.reason = reason
