"""Who may come in where. A new address fails a test until somebody has written down whom it is for."""

import re

import pytest
from flask import Blueprint

from tests.live import a_live_kit, settings_for
from tests.web.clients import an_app, signed_in
from tests.worlds import World
from witness.kit import Kit
from witness.settings import World as Where
from witness.web import create_app
from witness.web.doors import NoAudience, audiences_of

TEAM = {"officer", "manager"}
READERS = {"officer", "manager", "liaison"}
DOORS: dict[str, set[str]] = {
    "admin.accounts": {"admin"},
    "admin.new_account": {"admin"},
    "admin.account": {"admin"},
    "admin.account_link": {"admin"},
    "admin.account_signed_out": {"admin"},
    "admin.account_closed": {"admin"},
    "admin.new_rule": {"admin"},
    "admin.rule": {"admin"},
    "admin.rules": {"admin"},
    "account.home": {"signed in"},
    "account.sign_in": {"anyone"},
    "account.sign_in_code": {"anyone"},
    "account.sign_out": {"signed in"},
    "account.invited": {"anyone"},
    "account.second_factor": {"anyone"},
    "account.forgotten": {"anyone"},
    "account.overview": {"signed in"},
    "account.new_key": {"signed in"},
    "account.key_removed": {"signed in"},
    "account.again": {"signed in"},
    "account.feed": TEAM,
    "account.fetch": {"anyone"},
    "account.make": TEAM,
    "account.revoke": TEAM,
    "account.end_others": {"signed in"},
    "account.digest": TEAM,
    "account.new_recovery_codes": {"signed in"},
    "carrier.inbound": {"carrier"},
    "carrier.notify_inbound": {"carrier"},
    "carrier.notify_status": {"carrier"},
    "carrier.status": {"carrier"},
    "health.alive": {"anyone"},
    "health.ready": {"anyone"},
    "health.metrics": {"anyone"},
    "intake.delete": {"list push"},
    "intake.healthy": {"list push"},
    "intake.push": {"list push"},
    "intake.supersede": {"list push"},
    "liaison.ask": READERS,
    "liaison.case": READERS,
    "liaison.case_questions": READERS,
    "liaison.question": READERS,
    "liaison.questions": READERS,
    "liaison.questions_csv": READERS,
    "liaison.withdraw": READERS,
    "liaison.see": READERS,
    "liaison.readiness": READERS,
    "liaison.readiness_csv": READERS,
    "liaison.readiness_pdf": READERS,
    "liaison.record": {"liaison"},
    "liaison.seen": READERS,
    "manager.decide_incident": {"manager"},
    "mail.inbound": {"mail push"},
    "manager.figures": {"manager"},
    "manager.figures_csv": {"manager"},
    "manager.incidents": {"manager"},
    "manager.phrases": {"manager"},
    "manager.team": {"manager"},
    "manager.team_csv": {"manager"},
    "officer.absence_back": TEAM,
    "manager.message_weeks": {"manager"},
    "manager.message_weeks_csv": {"manager"},
    "manager.truth": {"manager"},
    "manager.truth_csv": {"manager"},
    "officer.accept": TEAM,
    "officer.avoid_dates": TEAM,
    "officer.booking_new": TEAM,
    "officer.turn": TEAM,
    "officer.requirement": TEAM,
    "officer.outcome": TEAM,
    "officer.evidence": TEAM,
    "officer.add_hearing": TEAM,
    "officer.calendar": TEAM,
    "officer.call": TEAM,
    "officer.call_number": TEAM,
    "officer.case": TEAM,
    "officer.case_notes": TEAM,
    "officer.cases": TEAM,
    "officer.change": TEAM,
    "officer.close": TEAM,
    "officer.closing": TEAM,
    "officer.contact_card": TEAM,
    "officer.contact_code": TEAM,
    "officer.contact_code_word": TEAM,
    "officer.contact_edit": TEAM,
    "officer.contact_happened": TEAM,
    "officer.contact_new": TEAM,
    "officer.contact_quiet": TEAM,
    "officer.contact_review": TEAM,
    "officer.cover": TEAM,
    "officer.contact_unsafe": TEAM,
    "officer.dismiss": TEAM,
    "officer.handover": TEAM,
    "officer.handover_accept": TEAM,
    "officer.handover_decline": TEAM,
    "officer.handover_offer": TEAM,
    "officer.handover_withdraw": TEAM,
    "officer.household": TEAM,
    "officer.day": TEAM,
    "officer.day_tap": TEAM,
    "officer.day_taps": TEAM,
    "officer.day_text": TEAM,
    "officer.day_witness": TEAM,
    "officer.day_worker": TEAM,
    "officer.defendant_areas": TEAM,
    "officer.duty_told": TEAM,
    "officer.family_places": TEAM,
    "officer.lists": TEAM,
    "officer.new_case": TEAM,
    "officer.join": TEAM,
    "officer.kept": TEAM,
    "officer.kept_handled": TEAM,
    "officer.kept_unclaimed": TEAM,
    "officer.leave": TEAM,
    "officer.office": {"manager"},
    "officer.office_hours": {"manager"},
    "officer.persons_hours": TEAM,
    "officer.officer_told": TEAM,
    "officer.on_call_back": {"manager"},
    "officer.on_call_new": {"manager"},
    "family.answered": {"family"},
    "family.away": {"family"},
    "family.before": {"family"},
    "family.calendar": {"family"},
    "family.door": {"family"},
    "family.enter": {"family"},
    "family.not_me": {"family"},
    "family.page": {"family"},
    "family.unsafe": {"family"},
    "family.other_time": {"family"},
    "officer.other_time": TEAM,
    "officer.other_times": TEAM,
    "officer.page_link": TEAM,
    "officer.page_revoke": TEAM,
    "officer.page_switch": TEAM,
    "officer.proposal": TEAM,
    "officer.reopen": TEAM,
    "officer.pack": TEAM,
    "officer.pack_pdf": TEAM,
    "officer.run_sheet_page": TEAM,
    "officer.run_sheet_pdf": TEAM,
    "officer.plan_step": TEAM,
    "officer.promise_kept": TEAM,
    "officer.promise_new": TEAM,
    "officer.refresh_wish": TEAM,
    "officer.reply_read": TEAM,
    "officer.search": TEAM,
    "officer.send_list": TEAM,
    "officer.set_basis": TEAM,
    "officer.set_measure": TEAM,
    "officer.set_need": TEAM,
    "officer.task_done": TEAM,
    "officer.task_taken_on": TEAM,
    "officer.today": TEAM,
    "officer.tomorrow": TEAM,
    "officer.triage_done": TEAM,
    "officer.trip": TEAM,
    "officer.trip_new": TEAM,
    "officer.undo": TEAM,
    "officer.working_hours": TEAM,
    "officer.visit_move": TEAM,
    "officer.week": TEAM,
    "officer.week_accept": TEAM,
    "officer.week_aside": TEAM,
    "officer.week_fit": TEAM,
    "officer.week_move": TEAM,
    "officer.week_pin": TEAM,
    "officer.week_plan": TEAM,
    "officer.week_progress": TEAM,
    "officer.week_what_if": TEAM,
    "officer.set_marker": TEAM,
    "officer.case_countdown": TEAM,
    "officer.advance_ask": TEAM,
    "officer.case_money": TEAM,
    "officer.claim": TEAM,
    "officer.claim_csv": TEAM,
    "officer.claim_fill_in": TEAM,
    "officer.claim_note": TEAM,
    "officer.claim_pdf": TEAM,
    "officer.claim_step": TEAM,
    "officer.letter": TEAM,
    "officer.letter_pdf": TEAM,
    "officer.letter_record": TEAM,
    "officer.say_milestone": TEAM,
    "officer.look_through_steps": TEAM,
    "officer.spread_steps": TEAM,
    "officer.say_sureness": TEAM,
    "officer.parents": TEAM,
    "officer.say_offer": TEAM,
    "officer.say_wellbeing": TEAM,
    "officer.pass_on": TEAM,
    "officer.came_back": TEAM,
    "officer.say_feedback": TEAM,
    "officer.explain": TEAM,
    "officer.court_card": TEAM,
    "officer.say_fact": TEAM,
    "manager.feedback": {"manager"},
    "wording.explanations": {"manager", "admin"},
    "wording.page_words": {"manager", "admin"},
    "wording.stand_behind_page_words": {"manager", "admin"},
    "wording.write_explanation": {"manager", "admin"},
    "wording.approve_explanation": {"manager", "admin"},
    "officer.case_aftercare": TEAM,
    "officer.record_after": TEAM,
    "officer.record_wish": TEAM,
    "officer.take_back_after": TEAM,
    "officer.agree_to_close": TEAM,
    "officer.send_closing_back": TEAM,
    "officer.visit_new": TEAM,
    "officer.visit_officer_told": TEAM,
    "officer.visit_report": TEAM,
    "outbox.calls": TEAM,
    "outbox.choose": TEAM,
    "outbox.failed": TEAM,
    "outbox.find": TEAM,
    "outbox.messages": TEAM,
    "outbox.planned": TEAM,
    "outbox.thread": TEAM,
    "outbox.today": TEAM,
    "outbox.undo": TEAM,
    "static": {"anyone"},
    "admin.proof": {"admin"},
    "admin.copies": {"admin"},
    "admin.send_again_after_restore": {"admin"},
    "manager.audit": {"manager"},
    "manager.audit_csv": {"manager"},
    "manager.find_in_audit": {"manager"},
    "factors.propose": {"manager", "admin"},
    "factors.table": {"officer", "manager", "admin"},
    "factors.adopt": {"manager", "admin"},
    "wording.board": {"manager", "admin"},
    "wording.language": {"manager", "admin"},
    "wording.new_language": {"admin"},
    "wording.template": {"manager", "admin"},
    "wording.version": {"manager", "admin"},
    "wording.write": {"manager", "admin"},
    "officer.emergency": TEAM,
    "officer.emergency_end": TEAM,
    "officer.conflicts": TEAM,
    "officer.conflict": TEAM,
    "manager.access": {"manager"},
    "manager.review_opening": {"manager"},
    "manager.decide_conflict": {"manager"},
    "manager.confirm_named": {"manager"},
    "trust.promises": {"signed in"},
}


def test_every_address_is_for_whom_it_is_written_down_to_be(lite: Kit) -> None:
    app = an_app(lite)

    found = {e: {a.value for a in audiences_of(app, e)} for e in {rule.endpoint for rule in app.url_map.iter_rules()}}

    assert found == DOORS


def test_an_address_that_names_nobody_keeps_the_application_from_starting(lite: Kit) -> None:
    bare = Blueprint("bare", __name__)
    bare.add_url_rule("/bare", view_func=lambda: "open to all by mistake")

    with pytest.raises(NoAudience, match="bare"):
        create_app(lite, more_pages=[bare])


def test_the_demo_doors_exist_in_the_demo_world_only(lite: Kit, sqlite_url: str) -> None:
    demo = an_app(a_live_kit(sqlite_url, world=Where.DEMO))

    assert {"sandbox.phones", "demo_door.become"} <= set(demo.view_functions)
    assert not {"sandbox.phones", "demo_door.become"} & set(an_app(lite).view_functions)
    assert settings_for(sqlite_url).is_demo is False


@pytest.mark.parametrize(
    ("who", "may_see"),
    [("olu", True), ("olivia", True), ("mo", True), ("otis", False), ("leigh", False), ("ada", False)],
)
def test_a_case_exists_only_for_those_who_need_it(lite: Kit, world: World, who: str, may_see: bool) -> None:
    client = signed_in(an_app(lite), lite, who)

    answer = client.get(f"/cases/{world.case}/people")

    assert answer.status_code == (200 if may_see else 404)
    assert ("Amina Farah" in answer.get_data(as_text=True)) is may_see


def test_a_case_of_another_team_and_one_that_never_was_look_the_same(lite: Kit, world: World) -> None:
    client = signed_in(an_app(lite), lite, "otis")

    hidden, never = (client.get(f"/cases/{name}").get_data(as_text=True) for name in (world.case, "0" * 26))

    assert strip(hidden) == strip(never)


def strip(page: str) -> str:

    return re.sub(r'(nonce|value)="[^"]*"', "", page)


def test_every_look_at_a_case_is_one_entry_and_a_refused_one_too(lite: Kit, world: World) -> None:
    app = an_app(lite)
    for who in ("olu", "otis"):
        signed_in(app, lite, who).get(f"/cases/{world.case}")

    with lite.store.reading() as desk:
        entries = [link.entry for link in desk.audit.of_case(world.case)]
    assert [(e.deed, e.outcome.value, e.role) for e in reversed(entries)] == [
        ("case.read", "allowed", "officer"),
        ("case.read", "denied", "officer"),
    ]


def test_nobody_gets_anywhere_without_signing_in(lite: Kit, world: World) -> None:
    app = an_app(lite)
    client = app.test_client()
    for rule in app.url_map.iter_rules():
        if {"anyone", "carrier", "list push", "family"} & {a.value for a in audiences_of(app, rule.endpoint)}:
            continue
        path = rule.rule
        for name in rule.arguments:
            path = path.replace(f"<{name}>", world.case)
        method = "GET" if "GET" in (rule.methods or set()) else "POST"
        answer = client.open(path, method=method)
        assert answer.status_code in (302, 303, 400, 404), (path, answer.status_code)
        assert "/sign-in" in answer.headers.get("Location", "/sign-in")


def test_no_page_of_lists_holds_a_telephone_number(lite: Kit, world: World) -> None:
    app = an_app(lite)
    client = signed_in(app, lite, "olu")

    lists = ("/messages", "/messages/planned", "/messages/failed", "/messages/calls", "/messages/today")
    call = f"/cases/{world.case}/call?person={world.mother}"
    others = ("/today", "/cases", "/lists", "/readiness", "/readiness.csv", f"/readiness/{world.case}")
    for path in (*lists, call, *others):
        page = client.get(path)
        assert page.status_code == 200, path
        assert "7700" not in page.get_data(as_text=True), path
    assert "07••• •••123" in client.get(f"/cases/{world.case}/people").get_data(as_text=True)


def test_the_liaison_sees_readiness_and_no_name_and_no_number(lite: Kit, world: World) -> None:
    client = signed_in(an_app(lite), lite, "leigh")

    seen = "".join(client.get(path).get_data(as_text=True) for path in ("/readiness", f"/readiness/{world.case}"))

    assert "T20267001" in seen
    assert "live link" in seen.casefold()
    for secret in ("Farah", "Amina", "7700", "0113", "mother", "home.example"):
        assert secret not in seen


def test_a_liaison_of_another_unit_sees_nothing_of_it(lite: Kit, world: World) -> None:
    client = signed_in(an_app(lite), lite, "lena")

    assert "T20267001" not in client.get("/readiness").get_data(as_text=True)
    assert client.get(f"/readiness/{world.case}").status_code == 404


def test_every_answer_carries_the_headers_and_a_nonce_of_its_own(lite: Kit, world: World) -> None:
    client = signed_in(an_app(lite), lite, "olu")

    one, other = client.get("/today"), client.get("/today")

    for answer in (one, other, client.get("/nowhere")):
        policy = answer.headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert one.headers["Content-Security-Policy"] != other.headers["Content-Security-Policy"]


def test_every_change_needs_the_token_of_its_page(lite: Kit, world: World) -> None:
    app = an_app(lite)
    client = signed_in(app, lite, "olu")
    refused = []
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or set()) and not rule.rule.startswith(("/carrier", "/intake", "/mail")):
            path = rule.rule
            for name in rule.arguments:
                path = path.replace(f"<{name}>", world.case)
            refused.append(client.post(path).status_code)
    assert len(refused) > 15
    assert set(refused) == {400}
