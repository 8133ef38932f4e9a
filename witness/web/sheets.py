"""Tables for spreadsheets: CSV in which no cell can be run as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response, make_response

# A spreadsheet would run a cell that begins with one of these; some drop blanks before them, or read the wide signs of
# East Asian keyboards as the narrow ones.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
# Blanks of all kinds, marks that show nothing, and the mark at the beginning of a file.
BLANKS = " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u3000\ufeff"


def as_csv(file_name: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Response:
    """Give a table as a file to download."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow([harmless(head) for head in heads])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    response = make_response(sheet.getvalue())
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


def harmless(cell: str) -> str:
    """Give what a cell may hold: words that begin like a formula get an apostrophe before them."""
    is_formula = cell.startswith(FORMULA_SIGNS) or cell.lstrip(BLANKS).startswith(FORMULA_SIGNS)
    return f"'{cell}" if is_formula else cell
