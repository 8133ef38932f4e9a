"""Paper: values laid out by a template as a tagged PDF. Values travel as data and are never read as markup.

It stands with the doors because a page of paper is one more form of an answer, as a table for a spreadsheet is
(`web/sheets.py`), and nothing but a request asks for one. When letters go out by mail, it moves down to `messaging`.
"""

import json
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import typst
from flask import Response, make_response

from witness.log import log
from witness.web.here import kit

# What assistive programs need to read paper aloud: ISO 14289-1. A letter that no typeface has is refused by it.
ACCESSIBLE: Final = "ua-1"
KEPT_SIGNS: Final = "\n\t"
NO_LETTERS: Final = frozenset({"Cc", "Cs"})


class NotOnePage(Exception):
    """A template gave no PDF, or more than one file."""


def as_pdf(template: str, file_name: str, values: dict[str, Any]) -> Response:
    """Give a document to open in the browser. template: its name in `templates/documents`, without the ending."""
    settings = kit().settings
    paper = render(settings.templates_dir / "documents" / f"{template}.typ", fonts_in(settings.static_dir), values)
    response = make_response(paper)
    response.headers["Content-Type"] = "application/pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{file_name}"'
    return response


def fonts_in(static_dir: Path) -> Path:
    """Give the folder of the typefaces that set-up fetched."""
    return static_dir / "vendor" / "fonts"


def render(template: Path, fonts: Path, values: dict[str, Any]) -> bytes:
    """Lay out values as a PDF. The same values give the same bytes.

    Paper is never refused for a letter: with one that no typeface has, it comes without the mark of accessibility.
    What is no letter at all (a control sign, half a pair) is left out: the standard forbids it.
    """
    compiler = typst.Compiler(
        template,
        root=template.parent,
        font_paths=_typefaces(fonts),
        sys_inputs={"data": json.dumps(_printable(values), ensure_ascii=False)},
    )
    try:
        paper = compiler.compile(format="pdf", pdf_standards=[ACCESSIBLE], timestamp=0)
    except typst.TypstError as refused:
        if "could not be displayed" not in refused.message:
            raise
        log().warning("document.letters_missing", template=template.stem)
        paper = compiler.compile(format="pdf", timestamp=0)
    if not isinstance(paper, bytes):
        raise NotOnePage(template.name)
    return paper


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return "".join(sign for sign in value if sign in KEPT_SIGNS or not _is_no_letter(sign))
    if isinstance(value, dict):
        return {name: _printable(part) for name, part in value.items()}
    return [_printable(part) for part in value] if isinstance(value, list | tuple) else value


def _is_no_letter(sign: str) -> bool:
    return unicodedata.category(sign) in NO_LETTERS or sign in "\ufeff\ufffe\uffff"


@lru_cache(maxsize=4)
def _typefaces(folder: Path) -> typst.Fonts:
    """Open the typefaces once; those of the machine are left out, so that paper looks the same everywhere."""
    found = [folder] if folder.is_dir() else []
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=found)
