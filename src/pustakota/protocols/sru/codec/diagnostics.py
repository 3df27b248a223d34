"""The diagnostics of SRU: http://www.loc.gov/standards/sru/diagnostics/."""

MESSAGES = {
    1: "General system error",
    2: "System temporarily unavailable",
    4: "Unsupported operation",
    5: "Unsupported version",
    6: "Unsupported parameter value",
    7: "Mandatory parameter not supplied",
    10: "Query syntax error",
    11: "Unsupported query type",
    12: "Too many characters in query",
    15: "Unsupported context set",
    16: "Unsupported index",
    19: "Unsupported relation",
    20: "Unsupported relation modifier",
    22: "Unsupported combination of relation and index",
    27: "Empty term unsupported",
    28: "Masking character not supported",
    29: "Masked words too short",
    31: "Anchoring character not supported",
    36: "Term in invalid format for index or relation",
    38: "Too many boolean operators in query",
    39: "Proximity not supported",
    46: "Unsupported boolean modifier",
    61: "First record position out of range",
    64: "Record temporarily unavailable",
    66: "Unknown schema for retrieval",
    71: "Unsupported record packing",
    80: "Sort not supported",
    84: "Too many sort keys to sort",
    88: "Unsupported path for sort",
    90: "Unsupported direction",
    92: "Unsupported missing value action",
    120: "Response position out of range",
}
_LONGEST_DETAILS = 200


class Diagnostic(Exception):  # noqa: N818 -- the standard's own word
    """Why a request, or one record, is not answered. ``details`` as the standard asks for each."""

    def __init__(self, number: int, details: str = "") -> None:
        super().__init__(number, details)
        self.number, self.details = number, details[:_LONGEST_DETAILS]

    @property
    def message(self) -> str:
        return MESSAGES[self.number]
