"""The record of who looked at what: looked through, and taken away as a table."""

from dataclasses import replace
from datetime import UTC, date

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from witness.domain.audit_kinds import PLAINLY, LoggedAs
from witness.domain.audit_search import PURPOSE_IN_WORDS, Purpose, Sought
from witness.questions.audit_search import MOST_TAKEN_AWAY, audit_page, audit_taken_away, case_with
from witness.questions.proof import proof_page
from witness.web.doors import Audience, open_to
from witness.web.here import asking, kit, now
from witness.web.manager.pages import manager
from witness.web.sheets import as_csv

REFUSED = "refused"
WHAT = (
    ("", "Anything"),
    *((word.value, f"{word.value.capitalize()}: {PLAINLY[word]}") for word in LoggedAs if word is not LoggedAs.NONE),
    (LoggedAs.NONE.value, "None of these: sign-ins and the service itself"),
    (REFUSED, "What was refused"),
)
PURPOSES = (("", "Choose"), *((purpose.value, words) for purpose, words in PURPOSE_IN_WORDS.items()))
HEADS = ("Entry", "When (UTC)", "Who", "Role", "What", "Refused", "Case", "Logged as (DPA 2018 s.62)", "Request")


@manager.get("/audit")
@open_to(Audience.MANAGER)
def audit() -> str:
    """Show the newest entries that fit."""
    return _page(_sought())


@manager.post("/audit")
@open_to(Audience.MANAGER)
def find_in_audit() -> ResponseReturnValue:
    """Look for something. What was typed stands in no address: a case goes on by its opaque name."""
    sought, faults = _sought(), _faults()
    ref = request.form.get("ref", "").strip()
    case_id = case_with(kit().store, ref, asking=asking()) if ref else ""
    if ref and not case_id:
        faults.append(("ref", "There is no case with this reference"))
    if faults:
        return _page(replace(sought, case_id=""), faults=faults, typed=ref), 422
    kept = _kept(replace(sought, case_id=case_id, before=None))
    return redirect(url_for("manager.audit", _external=False, **kept), 303)


@manager.post("/audit.csv")
@open_to(Audience.MANAGER)
def audit_csv() -> ResponseReturnValue:
    """Give what was found as a table, to somebody who says what for."""
    sought, chosen = _sought(), request.form.get("purpose", "")
    if chosen not in set(Purpose):
        return _page(sought, faults=[("purpose", "Choose what it is taken away for")]), 422
    return _as_table(replace(sought, before=None), Purpose(chosen))


def _as_table(sought: Sought, purpose: Purpose) -> Response:
    lines = audit_taken_away(kit().store, sought, purpose, asking=asking())
    rows = [
        [
            str(line.seq),
            line.at.astimezone(UTC).isoformat(timespec="seconds"),
            line.who,
            line.role,
            line.sentence,
            "yes" if line.is_refused else "no",
            line.case_ref,
            line.logged_as.value,
            line.request_id,
        ]
        for line in lines
    ]
    return as_csv("who-looked.csv", HEADS, rows)


def _page(sought: Sought, *, faults: list[tuple[str, str]] | None = None, typed: str = "") -> str:
    page = audit_page(kit().store, sought, asking=asking())
    proof = proof_page(kit().store, kit().settings.checkpoint_dir, now=now())
    return render_template(
        "manager/audit.html",
        page=page,
        proof=proof,
        sought=sought,
        kept=_kept(sought),
        typed=typed or page.case_ref,
        what=WHAT,
        chosen=REFUSED if sought.only_refused else (sought.logged_as or ""),
        purposes=PURPOSES,
        most=MOST_TAKEN_AWAY,
        faults=faults or [],
    )


def _sought() -> Sought:
    """Read what is looked for, from the address or from a form. What makes no sense is left out."""
    what = request.values.get("what", "")
    before = request.values.get("before", "")
    return Sought(
        who=request.values.get("who", "")[:40],
        case_id=request.values.get("case", "")[:40],
        logged_as=LoggedAs(what) if what in set(LoggedAs) else None,
        only_refused=what == REFUSED,
        first_on=_day("first"),
        last_on=_day("last"),
        before=int(before) if before.isascii() and before.isdecimal() and len(before) < 16 else None,
    )


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.values.get(name, ""))
    except ValueError:
        return None


def _faults() -> list[tuple[str, str]]:
    return [
        (name, "Enter a day, or leave it empty")
        for name in ("first", "last")
        if request.form.get(name) and not _day(name)
    ]


def _kept(sought: Sought) -> dict[str, str]:
    found = {
        "who": sought.who,
        "case": sought.case_id,
        "what": REFUSED if sought.only_refused else (sought.logged_as or ""),
        "first": sought.first_on.isoformat() if sought.first_on else "",
        "last": sought.last_on.isoformat() if sought.last_on else "",
    }
    return {name: str(value) for name, value in found.items() if value}
