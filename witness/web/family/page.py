"""The private page itself, and what a family can do on it. Works without a script, and without a style sheet."""

from datetime import date, time

from flask import Response, request
from flask.typing import ResponseReturnValue

from witness.actions.other_times import ask
from witness.actions.page_answers import OFFERED, answer, no_longer_safe
from witness.domain.evidence import AnswerKind
from witness.domain.other_times import OtherTime
from witness.domain.wording import ENGLISH
from witness.messaging.page_calendar import own_calendar
from witness.questions.private_page import family_page, own_entries
from witness.questions.private_page_views import FamilyPage
from witness.web.doors import Audience, open_to
from witness.web.family.door import away, shut, to_page
from witness.web.family.pages import LONGEST_TOKEN, drawn, family, held, language_asked_for, page_words
from witness.web.here import kit, now, request_id

SAID = frozenset({*(kind.value for kind in OFFERED), "move", "move_refused"})


@family.get("/v/before")
@open_to(Audience.FAMILY)
def before() -> Response:
    """Say how to leave, before anything is shown."""
    shown = _read()
    return shut() if shown is None else drawn("before", shown.language, held())


@family.get("/v")
@open_to(Audience.FAMILY)
def page() -> Response:
    """Show the page to whoever is in."""
    shown = _read()
    if shown is None:
        return shut()
    said = request.args.get("said", "")
    return drawn("page", shown.language, held(), page=shown, said=said if said in SAID else "")


@family.post("/v/answer")
@open_to(Audience.FAMILY)
def answered() -> ResponseReturnValue:
    """Take an answer: there, help, worried."""
    kind = request.form.get("answer", "")
    if kind not in {k.value for k in OFFERED}:
        return to_page()
    taken = answer(kit().store, held(), AnswerKind(kind), rules=kit().rules(), now=now(), request_id=request_id())
    return to_page(kind) if taken else shut()


@family.post("/v/other-time")
@open_to(Audience.FAMILY)
def other_time() -> ResponseReturnValue:
    """Take in two other times for a meeting. Nothing moves before an officer has taken one."""
    times = [_time(nth) for nth in ("first", "second")]
    first, second = times
    taken: bool | None = False
    if first is not None and second is not None:
        visit_id = request.form.get("visit", "")[:LONGEST_TOKEN]
        taken = ask(
            kit().store, held(), visit_id, first, second, rules=kit().rules(), now=now(), request_id=request_id()
        )
    if taken is None:
        return shut()
    return to_page("move" if taken else "move_refused")


@family.post("/v/unsafe")
@open_to(Audience.FAMILY)
def unsafe() -> ResponseReturnValue:
    """Take it in that the phone is no longer safe, and leave at once."""
    no_longer_safe(kit().store, held(), rules=kit().rules(), now=now(), request_id=request_id())
    return away()


@family.get("/v/appointment.ics")
@open_to(Audience.FAMILY)
def calendar() -> Response:
    """Give the next date and the meetings to the family's own calendar: a neutral title for each and nothing else."""
    entries = own_entries(kit().store, held(), now=now(), request_id=request_id())
    if not entries:
        return shut()
    shown = page_words()
    words = shown.get(language_asked_for() or ENGLISH, shown[ENGLISH]).words
    file = own_calendar(entries, words["title"], now=now())
    return Response(
        file,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="appointment.ics"'},
    )


def _time(nth: str) -> OtherTime | None:
    try:
        on = date.fromisoformat(request.form.get(f"{nth}_on", ""))
        return OtherTime(on, time.fromisoformat(request.form.get(f"{nth}_at", "")).replace(tzinfo=None))
    except ValueError:
        return None


def _read() -> FamilyPage | None:
    return family_page(kit().store, held(), language=language_asked_for(), now=now(), request_id=request_id())
