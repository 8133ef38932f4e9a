"""Letters for a school or an employer: looked at, printed, and recorded as written and given."""

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from witness.actions.absence_letters import Handed, record_letter
from witness.domain.absence_letters import LANGUAGES, LetterTo
from witness.questions.absence_letters import LetterPage, WhichLetter, letter_page
from witness.web.documents import as_pdf
from witness.web.doors import open_to
from witness.web.filters import as_dialled
from witness.web.here import asking, kit
from witness.web.officer.pages import TEAM, officer


@officer.get("/cases/<case_id>/hearings/<hearing_id>/letter/<to>/<person_id>")
@open_to(*TEAM)
def letter(case_id: str, hearing_id: str, to: str, person_id: str) -> str:
    """Show a letter as it will be printed."""
    page = _page(case_id, hearing_id, to, person_id)
    return render_template("officer/letter.html", page=page, hearing_id=hearing_id, to=to, person_id=person_id)


@officer.get("/cases/<case_id>/hearings/<hearing_id>/letter/<to>/<person_id>.pdf")
@open_to(*TEAM)
def letter_pdf(case_id: str, hearing_id: str, to: str, person_id: str) -> Response:
    """Give a letter on one A4. One that would say what it is about is not printed."""
    page = _page(case_id, hearing_id, to, person_id)
    if page.betrays:
        abort(409)
    values = {
        "title": page.letter.title,
        "head": page.letterhead,
        "dated": page.letter.dated,
        "lines": page.letter.lines,
        "ring": page.letter.ring,
        "language": page.letter.language,
        "foot": "",
    }
    return as_pdf("letter", "letter.pdf", values)


@officer.post("/cases/<case_id>/hearings/<hearing_id>/letter/<to>/<person_id>")
@open_to(*TEAM)
def letter_record(case_id: str, hearing_id: str, to: str, person_id: str) -> ResponseReturnValue:
    """Record that a letter was written, or given to the family."""
    is_given = request.form.get("what") == "given"
    handed = Handed(case_id, hearing_id, person_id, _to(to), is_given)
    record_letter(kit().store, handed, rules=kit().rules(), asking=asking())
    return redirect(f"{url_for('officer.case_money', case_id=case_id)}#letters", 303)


def _page(case_id: str, hearing_id: str, to: str, person_id: str) -> LetterPage:
    language = request.args.get("language", "")
    if language and language not in LANGUAGES:
        abort(404)
    which = WhichLetter(hearing_id, person_id, _to(to), language)
    return letter_page(kit().store, case_id, which, kit().settings.letterhead, as_dialled, asking=asking())


def _to(word: str) -> LetterTo:
    try:
        return LetterTo(word)
    except ValueError:
        abort(404)
