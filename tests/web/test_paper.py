"""Sheets of paper: one A4 that assistive programs can read, in which no value is ever markup."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import typst

from tests.kits import ROOT
from tests.visitor import Visitor
from tests.web.clients import an_app, page_of, signed_in
from tests.worlds import World
from witness.domain.packs import PACK_WORDS
from witness.domain.wording import LANGUAGES
from witness.kit import Kit
from witness.web.documents import fonts_in, render
from witness.web.officer.packs import in_one_piece

DOCUMENTS = ROOT / "templates" / "documents"
FONTS = fonts_in(ROOT / "witness" / "web" / "static")
HOSTILE = (
    '#panic("run")',
    '#read("/etc/passwd")',
    "*bold* _thin_ $x^2$ `raw` @nobody <label> // gone /* gone */",
    "] #let a = 1 [ \\ \" ' { } \u202e reversed",
    "= Heading",
    "a\0b\x07c\ufeffd\ufffee\ud800f",
)
LETTERS = {
    "Welsh": "Llŷn, tŵr, ŵy, ŷd, môr",
    "Polish": "ąćęłńóśźż ĄĆĘŁŃÓŚŹŻ",
    "Urdu": "پیر 7 دسمبر، صبح 9 بجے، ڈاکٹر، لڑکا، گھر میں ہے، ٹیکسی",
    "Romanian": "ăâîșț ĂÂÎȘȚ",
}


def a_stop(**changes: Any) -> dict[str, Any]:
    stop = {
        "when": "9.30am to 10.30am",
        "gap": "gap 40 min",
        "what": "Court visit",
        "who": "J.F.",
        "state": "confirmed",
        "where": "at court, LS1, Leeds Combined Court Centre",
        "lines": ["family: J.F.'s mother"],
        "fallback": "not agreed yet: ring the office",
        "is_open": True,
        "is_short": False,
        "ticks": ["met", "written down"],
    }
    return {**stop, **changes}


def a_run_sheet(stops: Sequence[dict[str, Any]] = (), **changes: Any) -> dict[str, Any]:
    sheet = {
        "title": "Run sheet: Olu Adeyemi",
        "day": "Tuesday 24 November 2026",
        "printed": "Printed 7am",
        "foot": "Olu Adeyemi",
        "away": "",
        "nothing": "Nothing is planned for this day.",
        "stops": list(stops) or [a_stop()] * 3,
        "ring_title": "Whom to ring",
        "ring": [{"role": "Office", "who": "0113 496 0100"}] * 8,
        "notes": ["In danger, ring 999."] * 3,
    }
    return {**sheet, **changes}


def a_pack(**changes: Any) -> dict[str, Any]:
    pack = {
        "title": "Your day",
        "day": "Monday 7 December 2026",
        "intro": [],
        "lines": [{"label": "Where you wait", "words": "Not agreed yet: ask Olu", "is_open": True}] * 12,
        "steps": ["We meet, and go in together."] * 4,
        "bring": ["something to eat and drink"] * 6,
        "ring": ["Ring Olu on 0113 496 0123."] * 2,
        "foot": "",
        **in_language("en"),
    }
    return {**pack, **changes}


def in_language(code: str) -> dict[str, Any]:
    words = PACK_WORDS[code]
    return {"language": code, "direction": LANGUAGES[code].direction, "said": dict(words.said)}


def laid_out(template: str, values: dict[str, Any]) -> list[str]:
    """The pages, drawn with every letter as the letter that it is."""
    compiler = typst.Compiler(
        DOCUMENTS / f"{template}.typ",
        root=DOCUMENTS,
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[FONTS]),
        sys_inputs={"data": json.dumps(values)},
    )
    pages = compiler.compile(format="svg")
    return [page.decode() for page in (pages if isinstance(pages, list) else [pages or b""])]


def paper(template: str, values: dict[str, Any]) -> bytes:
    return render(DOCUMENTS / f"{template}.typ", FONTS, values)


def is_accessible(pdf: bytes) -> bool:
    return pdf.startswith(b"%PDF") and b"<pdfuaid:part>1</pdfuaid:part>" in pdf and b"/StructTreeRoot" in pdf


@pytest.mark.parametrize(("template", "values"), [("run_sheet", a_run_sheet()), ("pack", a_pack())])
def test_paper_is_tagged_for_assistive_programs(template: str, values: dict[str, Any]) -> None:
    assert is_accessible(paper(template, values))


@pytest.mark.parametrize("words", HOSTILE)
def test_what_somebody_typed_is_printed_and_never_run(words: str) -> None:
    one = a_stop(
        when=words, what=words, who=words, where=words, lines=[words], fallback=words, ticks=[words], gap=words
    )
    sheet = a_run_sheet([one], title=words, foot=words, away=words, notes=[words], day=words, printed=words)
    page = a_pack(title=words, day=words, intro=[words], steps=[words], bring=[words], ring=[words], foot=words)

    assert is_accessible(paper("run_sheet", sheet))
    assert is_accessible(paper("pack", page))


@pytest.mark.parametrize("words", [words for words in HOSTILE if words.isprintable()])
def test_every_sign_of_it_is_drawn(words: str) -> None:
    empty, filled = (laid_out("pack", a_pack(intro=[text]))[0].count("<use") for text in ("", words))

    assert filled - empty == len(words.replace(" ", ""))


@pytest.mark.parametrize("language", list(LETTERS))
def test_the_letters_of_the_families_languages_can_be_printed(language: str) -> None:
    words = LETTERS[language]

    assert is_accessible(paper("pack", a_pack(intro=[words])))
    assert is_accessible(paper("run_sheet", a_run_sheet(notes=[words])))


def test_a_letter_that_no_typeface_has_does_not_keep_paper_from_coming() -> None:
    pdf = paper("pack", a_pack(intro=["ਪੰਜਾਬੀ"]))

    assert pdf.startswith(b"%PDF")
    assert not is_accessible(pdf)


def test_paper_comes_without_the_typefaces_of_the_set_up(tmp_path: Path) -> None:
    assert is_accessible(render(DOCUMENTS / "run_sheet.typ", tmp_path / "none", a_run_sheet()))


@pytest.mark.parametrize("stops", [0, 1, 6, 12])
def test_a_day_is_on_one_side_of_paper(stops: int) -> None:
    assert len(laid_out("run_sheet", a_run_sheet() | {"stops": [a_stop()] * stops})) == 1


def test_a_family_page_is_on_one_side_of_paper() -> None:
    assert len(laid_out("pack", a_pack())) == 1


@pytest.mark.parametrize("language", ["cy", "ur"])
def test_a_family_page_is_printed_in_their_language_on_one_side(language: str) -> None:
    words = PACK_WORDS[language]
    lines = [{"label": words.said["wait"], "words": words.said["open"].format(sender="Olu"), "is_open": True}] * 12
    theirs = a_pack(**in_language(language), lines=lines, steps=list(words.the_day[True]), bring=list(words.bring))

    assert is_accessible(paper("pack", theirs))
    assert len(laid_out("pack", theirs)) == 1


def test_the_groups_of_a_number_hold_together_so_that_no_direction_turns_them_round() -> None:
    assert in_one_piece("0113 496 0123") == "0113\u00a0496\u00a00123"


def test_the_same_day_prints_the_same_bytes() -> None:
    assert paper("run_sheet", a_run_sheet()) == paper("run_sheet", a_run_sheet())


def test_a_run_sheet_comes_as_a_page_and_as_paper(olu: Visitor, world: World) -> None:
    page = page_of(olu, "/run-sheet?on=2026-12-01")
    pdf = olu.get("/run-sheet.pdf?on=2026-12-01")

    assert "Trial" in page
    assert "J.F." in page
    assert "Farah" not in page
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert is_accessible(pdf.data)


@pytest.mark.parametrize("on", ["", "tomorrow", "2026-02-30", "0001-01-01", "9999-12-31"])
def test_a_day_that_is_none_is_today(olu: Visitor, on: str) -> None:
    assert "Monday 23 November 2026" in page_of(olu, f"/run-sheet?on={on}")


def test_a_run_sheet_says_nothing_of_a_number_of_a_family(olu: Visitor) -> None:
    page = page_of(olu, "/run-sheet?on=2026-12-01")

    assert "7700" not in page
    assert "0113 496 0100" in page


def test_a_family_page_comes_as_a_page_and_as_paper(olu: Visitor, world: World) -> None:
    address = f"/cases/{world.case}/hearings/{world.hearing}/pack/{world.mother}"

    page, pdf = page_of(olu, address), olu.get(f"{address}.pdf")

    article = page[page.index("<article") : page.index("</article>")]
    assert "Tuesday 1 December 2026" in article
    assert [word for word in ("Farah", "WS-26", "ourt", "rial", "itness") if word in article] == []
    assert "Still to be agreed" in page
    assert is_accessible(pdf.data)
    assert pdf.headers["Content-Disposition"] == 'inline; filename="your-day.pdf"'
    assert address in page_of(olu, f"/cases/{world.case}/plan")


def test_a_family_page_of_nobody_is_not_there(olu: Visitor, world: World) -> None:
    for hearing, person in ((world.hearing, "nobody"), ("never", world.mother)):
        assert olu.get(f"/cases/{world.case}/hearings/{hearing}/pack/{person}").status_code == 404


def test_papers_are_for_those_who_need_them_and_every_look_is_on_the_record(lite: Kit, world: World) -> None:
    app = an_app(lite)
    olu, address = world.viewers["olu"].account_id, f"/cases/{world.case}/hearings/{world.hearing}/pack/{world.mother}"
    statuses = {
        who: (
            signed_in(app, lite, who).get(f"/run-sheet.pdf?officer={olu}").status_code,
            signed_in(app, lite, who).get(f"{address}.pdf").status_code,
        )
        for who in ("olu", "olivia", "mo", "otis", "leigh")
    }

    assert statuses == {
        "olu": (200, 200),
        "olivia": (404, 200),
        "mo": (200, 200),
        "otis": (404, 404),
        "leigh": (404, 404),
    }
    with lite.store.reading() as desk:
        of_case = [(link.entry.deed, link.entry.outcome.value) for link in desk.audit.of_case(world.case)]
    assert of_case.count(("pack.read", "allowed")) == 3
    assert of_case.count(("pack.read", "denied")) == 1
