"""Tables for spreadsheets: CSV in which no cell can be run as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response, make_response

# A spreadsheet would run a cell that begins with one of these.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")


def as_csv(file_name: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Response:
    """Give a table as a file to download."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(heads)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    response = make_response(sheet.getvalue())
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


def harmless(cell: str) -> str:
    """Give what a cell may hold: words that begin like a formula get an apostrophe before them."""
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell
