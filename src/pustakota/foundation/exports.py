"""Tables as files: CSV for machines, XLSX for people. Text that a spreadsheet would run stays text."""

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO, StringIO
from typing import Any

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

RUN = ("=", "+", "-", "@", "\t", "\r")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 60

Row = Sequence[Any]


def csv_of(head: Row, rows: Iterable[Row]) -> str:
    """RFC 4180 with commas; a missing value is an empty cell."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([_plain(cell) for cell in head])
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return text.getvalue()


def xlsx_of(sheets: Iterable[tuple[str, Row, Iterable[Row]]]) -> bytes:
    """A workbook: each sheet with its name, its head and its rows."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, head, rows in sheets:
        sheet = book.create_sheet(name[:31])
        sheet.append([_cell(cell) for cell in head])
        for column in range(1, len(head) + 1):
            sheet.cell(1, column).font = Font(bold=True)
        for row in rows:
            sheet.append([_cell(cell) for cell in row])
        for number, cells in enumerate(sheet.iter_cols(), 1):
            longest = max((len(str(cell.value)) for cell in cells if cell.value is not None), default=8)
            sheet.column_dimensions[get_column_letter(number)].width = min(longest + 2, WIDEST)
        sheet.freeze_panes = "A2"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def csv_response(name: str, head: Row, rows: Iterable[Row]) -> HttpResponse:
    """A CSV file to be saved, marked as UTF-8 for spreadsheets."""
    return _file("\ufeff" + csv_of(head, rows), f"{name}.csv", "text/csv; charset=utf-8")


def xlsx_response(name: str, sheets: Iterable[tuple[str, Row, Iterable[Row]]]) -> HttpResponse:
    """A workbook to be saved."""
    return _file(xlsx_of(sheets), f"{name}.xlsx", XLSX)


def _file(content: str | bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _plain(cell: Any) -> Any:
    if cell is None or isinstance(cell, int | float):
        return cell
    text = cell.isoformat() if isinstance(cell, datetime) else str(cell)
    return f"'{text}" if text.startswith(RUN) else text


def _cell(cell: Any) -> Any:
    """Spreadsheets know no zones: a moment stands as its place's clocks show it."""
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None)
    return _plain(cell)
