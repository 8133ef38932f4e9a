"""Whoever changes something does it on the record, in the same transaction; an act that forgets fails here."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from tests.worlds import a_world
from witness.domain.access import Deed
from witness.kit import Kit

ROOT = Path(__file__).resolve().parents[2] / "witness"

# These open a transaction that writes and put nothing on the record themselves, for a reason that somebody wrote down.
WORKER = "the worker's own work: nobody looked and nobody decided; what became of it stands in the rows themselves"
WORLD = "what comes from outside, with its source and time in the rows themselves"
INVENTED = "invents the demo's days, never in production"
SESSIONS = "keeps a session; signing in and out are on the record"
RESTORE = "a part of finishing a restore, which is on the record as a whole"
SETUP = "a command of whoever owns the machine, about no case"
COUNTED = "counts a try at a link before anything is compared; what comes of it is put on the record in the next step"
WITHOUT: dict[str, str] = {
    "actions/digests.plan_digests": WORKER,
    "actions/doubts.sweep": WORKER,
    "actions/doubts._watch_over_safety": WORKER,
    "actions/escalations.bring_in": WORKER,
    "actions/eves.sweep_case": WORKER,
    "actions/follow_up.follow_up": WORKER,
    "actions/messages._commit": WORKER,
    "actions/messages._keep_answers": WORKER,
    "actions/reconcile.look_at_cases": WORKER,
    "actions/roads.learn_ways": WORKER,
    "actions/staff_notices.send_notices": WORKER,
    "actions/staff_notices._send": WORKER,
    "actions/trip_turns._move_on_in": WORKER,
    "actions/unread_texts.escalate": WORKER,
    "actions/week_run.run_next": WORKER,
    "actions/week_run._run": WORKER,
    "actions/week_run._fail": WORKER,
    "actions/week_run._show": WORKER,
    "actions/week_run._tell": WORKER,
    "actions/lists.take_in": WORLD,
    "actions/lists.withdraw": WORLD,
    "actions/mail_in.take_in": WORLD,
    "actions/outcomes.record_receipt": WORLD,
    "actions/replies.receive": WORLD,
    "actions/replies._make_sense_of": WORLD,
    "actions/demo._add_staff": INVENTED,
    "actions/demo.look_at_cases": INVENTED,
    "actions/demo_claims.note_claims": INVENTED,
    "actions/demo_past.add_past_days": INVENTED,
    "actions/demo_questions.ask_and_answer": INVENTED,
    "actions/demo_support.add_court_facts": INVENTED,
    "actions/demo_today.record_taps": INVENTED,
    "actions/demo_today.say_who_has_it": INVENTED,
    "actions/demo_week.add_family_places": INVENTED,
    "actions/sandbox.sandbox_texts": INVENTED,
    "actions/sandbox.sandbox_mail": INVENTED,
    "actions/sandbox.report_fates": INVENTED,
    "actions/sandbox.report_bounces": INVENTED,
    "actions/sandbox.answer_from_phone": INVENTED,
    "actions/sandbox.keep": INVENTED,
    "actions/demo_pages.open_a_page": INVENTED,
    "actions/account_links.send_links": WORKER,
    "actions/account_links._forget": WORKER,
    "actions/heeding.make_texts_known": RESTORE,
    "actions/restoring._compute_anew": RESTORE,
    "actions/duties.seed_rules": SETUP,
    "actions/private_pages.leave": SESSIONS,
    "actions/private_pages._count": COUNTED,
    "web/sessions.save_session": SESSIONS,
    "web/sessions._open": SESSIONS,
    "web/sessions._rewrite": SESSIONS,
    "web/sessions._end": SESSIONS,
    "web/commands/db.upgrade": SETUP,
}


# Functions of ours that put an entry on the record.
RECORDERS = {"put_on_record", "_record", "_see", "_only_administrators"}


def writers(source: str) -> Iterator[tuple[str, bool]]:
    """The functions of a module that open a writing transaction of their own, and whether they put it on the record."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.FunctionDef):
            continue
        called = [c.func.attr for c in ast.walk(node) if isinstance(c, ast.Call) and isinstance(c.func, ast.Attribute)]
        names = [c.func.id for c in ast.walk(node) if isinstance(c, ast.Call) and isinstance(c.func, ast.Name)]
        if "changing" in called:
            yield node.name, "record" in called or bool(RECORDERS & set(names))


def test_every_function_that_writes_is_on_the_record_or_says_why_not() -> None:
    found = {
        f"{path.relative_to(ROOT).with_suffix('')}.{name}": on_record
        for floor in ("actions", "questions", "web")
        for path in sorted((ROOT / floor).rglob("*.py"))
        for name, on_record in writers(path.read_text(encoding="utf-8"))
    }
    bare = {name for name, on_record in found.items() if not on_record}

    assert len(found) > 60
    assert bare - set(WITHOUT) == set()
    assert set(WITHOUT) - bare == set()  # nothing stays excused that no longer needs it


def test_a_writer_that_forgets_would_be_noticed() -> None:
    forgets = "def change(store):\n    with store.changing() as desk:\n        desk.tasks.add(1)\n"

    assert list(writers(forgets)) == [("change", False)]
    assert list(writers(forgets + "        desk.audit.record(2)\n")) == [("change", True)]


def test_without_its_entry_there_is_no_look_and_no_change(live: Kit) -> None:
    world = a_world(live)
    with live.store.reading() as desk:
        before = (len(desk.cases.history(world.case)), desk.audit.head())
    engine = live.store._engine  # noqa: SLF001
    seen: list[object] = []

    def break_off(_conn, _cursor, statement, *_rest) -> None:  # type: ignore[no-untyped-def]
        if "INSERT INTO audit_entry" in statement:
            raise OSError("the record cannot be written")

    def change() -> None:
        with live.store.case_for(world.asking("olu", live), Deed.CHANGE_CASE, world.case, doing="task.done") as desk:
            seen.append(desk)
            desk.cases.happened(world.case, at=live.clock.now(), kind="x", words="x")

    event.listen(engine, "before_cursor_execute", break_off)
    try:
        with pytest.raises(OSError, match="cannot be written"):
            change()
    finally:
        event.remove(engine, "before_cursor_execute", break_off)

    with live.store.reading() as desk:
        assert (len(desk.cases.history(world.case)), desk.audit.head()) == before
    assert seen == []  # nothing was handed out either
