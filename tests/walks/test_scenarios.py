"""The fifteen scenarios by which one can tell that the product knows the justice process (domain reference §10.1).

Each is told as a bundle, taken in by command, and read back by `cases show --at` at the instants that matter; what only
an action can bring about is done with the product's own actions first.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copytree

import pytest

from tests.kits import ROOT
from tests.live import TalkingClock
from tests.walks.bundles import (
    REF,
    Desktop,
    Json,
    a_bundle,
    defendant,
    expected,
    hearing,
    measure,
    part,
    person,
    phone,
    planned,
    revision,
    step,
    witness,
)
from tests.web.clients import an_app
from tests.worlds import World, a_world
from witness.actions.contact import set_unsafe
from witness.actions.hearings import accept, propose_by_hand
from witness.actions.messages import deliver_due
from witness.actions.outcomes import record_receipt
from witness.actions.replies import receive
from witness.domain.messages import MessageState
from witness.kit import Kit
from witness.messaging.carrier import IncomingText, Receipt
from witness.messaging.wording import Wording

FEBRUARY = datetime(2027, 2, 15, 10, 0, tzinfo=UTC)


@pytest.fixture
def world(lite: Kit) -> World:
    assert isinstance(lite.clock, TalkingClock)
    lite.clock.at = FEBRUARY
    return a_world(lite)


@pytest.fixture
def desktop(lite: Kit, world: World, tmp_path: Path) -> Desktop:
    return Desktop(an_app(lite), tmp_path)


def clock_of(kit: Kit) -> TalkingClock:
    assert isinstance(kit.clock, TalkingClock)
    return kit.clock


def case_id(kit: Kit) -> str:
    with kit.store.reading() as desk:
        found = desk.cases.id_of(REF)
    assert found is not None
    return found


def hearing_id(kit: Kit) -> str:
    with kit.store.reading() as desk:
        (found,) = desk.hearings.of_case(case_id(kit))
    return found.hearing_id


def texts(shown: Json, *purposes: str) -> list[Json]:
    return [m for m in shown["messages"] if m["channel"] == "sms" and (not purposes or m["purpose"] in purposes)]


def tasks(shown: Json, *kinds: str) -> list[Json]:
    return [t for t in shown["tasks"] if t["kind"] in kinds]


def flags(shown: Json) -> set[str]:
    return set(shown["concern"]["flags"])


def codes(shown: Json) -> set[str]:
    return {factor["code"] for factor in shown["concern"]["factors"]}


def test_01_after_a_section_28_recording_nothing_counts_down_to_the_trial_and_the_outcome_is_still_told(
    desktop: Desktop,
) -> None:
    desktop.take_in(
        a_bundle(
            hearings=[
                hearing(
                    "s28",
                    "s28",
                    revision(1, "2027-02-10", "2027-01-05T10:00:00Z"),
                    revision(2, "2027-02-10", "2027-02-10T15:00:00Z", state="held", effectiveness="effective"),
                ),
                hearing(
                    "trial",
                    "trial",
                    revision(1, "2027-04-12", "2027-02-01T10:00:00Z"),
                    revision(
                        2,
                        "2027-04-12",
                        "2027-04-12T12:00:00Z",
                        state="held",
                        effectiveness="cracked",
                        outcome_code="A",
                    ),
                ),
            ],
            evidence=[
                expected("e-s28", "s28", state="given", settled_at="2027-02-10T15:00:00Z"),
                expected("e-trial", "trial"),
            ],
            defendants=[
                defendant(
                    "D1",
                    "guilty",
                    "none",
                    ("charged", "2026-09-01T15:00:00Z"),
                    ("appeared", "2026-09-29T10:00:00Z"),
                    ("sent", "2026-09-29T10:30:00Z"),
                    ("pleaded_not_guilty", "2026-10-27T11:00:00Z"),
                    ("pleaded_guilty", "2027-04-12T11:00:00Z"),
                )
            ],
        )
    )

    before = desktop.show("2027-02-09T10:00:00Z")
    (ahead,) = [e for e in before["evidence"] if e["counts_down"]]
    assert (ahead["kind"], ahead["on"]) == ("s28", "2027-02-10")

    after = desktop.show("2027-04-05T10:00:00Z")
    assert after["concern"]["points"] == 0
    assert not any(e["counts_down"] for e in after["evidence"])
    assert texts(after) == []
    assert tasks(after, "call_before", "no_answer", "list_watch") == []
    assert after["readiness"]["verdict"] == "not_needed"

    cracked = desktop.show("2027-04-12T16:00:00Z")
    assert any(d["code"] == "outcome_told" for d in cracked["duties"])
    assert tasks(cracked, "clock")


def turns_18(*revisions: Json, basis: str = "age") -> Json:
    return a_bundle(
        people=[person("jude", "J.F.", "2009-05-05"), person("amina", "A.F.", "1985-02-01", contacts=[phone()])],
        hearings=[hearing("trial", "trial", *revisions)],
        witnesses=[
            witness(
                measures=[
                    measure(
                        "live_link",
                        step("needed", "2026-10-01T10:00:00Z"),
                        step("views", "2026-10-01T10:10:00Z"),
                        step("applied", "2026-11-01T10:00:00Z"),
                        step("granted", "2026-12-01T10:00:00Z"),
                        basis=basis,
                    )
                ]
            )
        ],
    )


def test_02_a_refixed_trial_beyond_the_eighteenth_birthday_is_found_at_once(desktop: Desktop) -> None:
    desktop.take_in(
        turns_18(revision(1, "2027-04-12", "2027-02-01T10:00:00Z"), revision(2, "2027-05-10", "2027-02-12T16:40:00Z"))
    )

    assert "HARD_SM_GAP" not in flags(desktop.show("2027-02-12T16:00:00Z"))
    moved = desktop.show("2027-02-12T16:41:00Z")

    assert "HARD_SM_GAP" in flags(moved)
    (link,) = [m for m in moved["measures"] if m["kind"] == "live_link"]
    assert link["lapses_at_18"] is True
    (asked,) = tasks(moved, "lapse")
    assert asked["due_at"].startswith("2027-02-1")


def test_02_a_direction_that_rests_on_fear_does_not_lapse(desktop: Desktop) -> None:
    desktop.take_in(
        turns_18(
            revision(1, "2027-04-12", "2027-02-01T10:00:00Z"),
            revision(2, "2027-05-10", "2027-02-12T16:40:00Z"),
            basis="s17",
        )
    )

    moved = desktop.show("2027-02-12T16:41:00Z")

    assert "HARD_SM_GAP" not in flags(moved)
    assert tasks(moved, "lapse") == []


def test_03_a_warned_list_has_no_day_to_remind_of_and_a_decision_every_afternoon(desktop: Desktop) -> None:
    window = {"listing": "warned_list", "at": None}
    desktop.take_in(
        a_bundle(
            hearings=[
                hearing(
                    "trial",
                    "trial",
                    revision(1, "2027-03-01", "2027-02-01T10:00:00Z", until="2027-03-12", **window),
                    revision(
                        2,
                        "2027-03-01",
                        "2027-03-12T17:00:00Z",
                        until="2027-03-12",
                        state="vacated",
                        effectiveness="ineffective",
                        outcome_code="W3",
                        **window,
                    ),
                    revision(3, "2027-04-12", "2027-03-15T11:00:00Z", until="2027-04-23", **window),
                )
            ]
        )
    )

    open_window = desktop.show("2027-03-03T10:00:00Z")
    assert texts(open_window, "reminder") == []
    (watch,) = tasks(open_window, "list_watch")
    assert watch["due_at"] == "2027-03-03T16:30:00Z"

    again = desktop.show("2027-03-15T11:05:00Z")
    assert again["next"]["times_moved"] == 1
    assert (again["next"]["on"], again["next"]["until"]) == ("2027-04-12", "2027-04-23")
    assert tasks(again, "list_watch") == []
    assert texts(again, "reminder") == []


def test_04_vacated_the_evening_before_reverses_everything_and_asks_for_calls_first(
    lite: Kit, world: World, desktop: Desktop
) -> None:
    mail = phone("mail", channel="email", value="amina@farah.example", wants_calendar=True)
    desktop.take_in(
        a_bundle(
            people=[
                person("jude", "J.F.", "2012-05-05"),
                person("amina", "A.F.", "1985-02-01", contacts=[phone(), mail]),
            ],
            trips=[
                {
                    "id": "out",
                    "direction": "out",
                    "mode": "taxi",
                    "pick_up": "safe_point",
                    "passengers": ["jude", "amina"],
                    "hearing": "trial",
                    "cancel_by": "2027-04-11T17:00:00Z",
                    "steps": [planned("confirmed", "2027-03-01T10:00:00Z", "2027-04-12", "08:15")],
                }
            ],
        )
    )
    deliver_due(lite.store, lite.post(), worker="w")
    clock_of(lite).at = datetime(2027, 4, 11, 16, 10, tzinfo=UTC)  # Sunday, ten past five in London
    asking = world.asking("olu", lite)
    proposal = propose_by_hand(
        lite.store, hearing_id(lite), None, heard_from="Call from the list office", asking=asking
    )
    accept(lite.store, proposal, reason="", rules=lite.rules(), asking=asking)

    shown = desktop.show("2027-04-11T16:11:00Z")

    assert [t for t in shown["trips"] if t["state"] not in ("cancelled",)] == []
    assert len(tasks(shown, "call_first")) >= 1
    (news,) = texts(shown, "called_off")
    assert "set off" in news["text"]
    (off,) = [m for m in shown["messages"] if m["purpose"] == "invitation_off"]
    assert off["channel"] == "email"
    stale = [b for b in shown["beliefs"] if b["stale_since"]]
    assert [b["person"] for b in stale] == ["J.F.'s mother"]


def test_05_a_parent_who_is_a_witness_cannot_sit_beside_ride_with_or_wait_with_the_child(desktop: Desktop) -> None:
    desktop.take_in(
        a_bundle(
            parts=[
                part("jude", "witness"),
                part("amina", "witness"),
                part("amina", "parent_carer", relation="mother", **{"for": "jude"}),
            ],
            witnesses=[witness(), witness("w2", "amina", "W2")],
            evidence=[expected("e1", "trial"), expected("e2", "trial", witness="w2")],
        )
    )

    shown = desktop.show("2027-03-01T10:00:00Z")

    assert tasks(shown, "second_adult")
    apart = {(pair["one"], pair["other"]) for pair in shown["keep_apart"]}
    assert apart == {("W1", "W2")}
    missing = {item["what"] for w in shown["witnesses"] if w["label"] == "W1" for item in w["readiness"]["items"]}
    assert "second_adult" in missing


def test_06_a_text_that_fails_for_good_a_week_before_counts_and_becomes_a_call_today(
    lite: Kit, world: World, desktop: Desktop
) -> None:
    desktop.take_in(a_bundle())
    clock_of(lite).at = datetime(
        2027, 3, 27, 10, 30, tzinfo=UTC
    )  # two weeks before is Easter Monday: the Saturday before it
    deliver_due(lite.store, lite.post(), worker="w")
    with lite.store.reading() as desk:
        (sent,) = [m for m in desk.messages.of_case(case_id(lite)) if m.state is MessageState.ACCEPTED]
    clock_of(lite).at = datetime(2027, 4, 1, 9, 0, tzinfo=UTC)
    receipt = Receipt("text-1", sent.reference or "", MessageState.UNDELIVERED, "undelivered", "30005")
    assert record_receipt(lite.store, receipt, rules=lite.rules(), now=lite.clock.now())

    shown = desktop.show("2027-04-01T09:01:00Z")

    (factor,) = [f for f in shown["concern"]["factors"] if f["code"] == "UNDELIVERED"]
    assert factor["points"] == 15
    (call,) = tasks(shown, "undelivered")
    assert call["due_at"].startswith("2027-04-01")


def test_07_a_witness_who_is_no_longer_needed_gets_no_text_that_was_waiting(desktop: Desktop) -> None:
    made = a_bundle(
        witnesses=[
            witness(
                requirement="de_warned",
                steps=[
                    {"requirement": "warned", "at": "2027-02-01T10:00:00Z"},
                    {"requirement": "de_warned", "at": "2027-03-28T15:00:00Z"},
                ],
            )
        ]
    )
    desktop.take_in(made)

    assert texts(desktop.show("2027-03-28T14:59:00Z"), "reminder")
    after = desktop.show("2027-03-28T15:01:00Z")

    assert texts(after, "reminder") == []
    assert after["readiness"]["verdict"] == "not_needed"
    assert after["concern"]["points"] == 0


ROAD = (
    ("charged", "2026-09-01T15:00:00Z"),
    ("appeared", "2026-09-29T10:00:00Z"),
    ("sent", "2026-09-29T10:30:00Z"),
    ("pleaded_not_guilty", "2026-10-27T11:00:00Z"),
)


def test_08_one_plea_of_three_releases_nobody_all_do_and_a_newton_hearing_asks_them_back(desktop: Desktop) -> None:
    desktop.take_in(
        a_bundle(
            defendants=[
                defendant("D1", "guilty", "none", *ROAD, ("pleaded_guilty", "2027-02-05T11:00:00Z")),
                defendant("D2", "guilty", "none", *ROAD, ("pleaded_guilty", "2027-02-20T11:00:00Z")),
                defendant(
                    "D3",
                    "guilty",
                    "none",
                    *ROAD,
                    ("pleaded_guilty", "2027-02-20T11:30:00Z"),
                    ("newton_ordered", "2027-03-01T12:00:00Z"),
                ),
            ],
            hearings=[
                hearing("trial", "trial", revision(1, "2027-04-12", "2027-02-01T10:00:00Z")),
                hearing("newton", "newton", revision(1, "2027-04-26", "2027-03-01T12:05:00Z")),
            ],
            evidence=[
                expected("e1", "trial"),
                expected("e2", "newton", expected_at="2027-03-01T12:05:00Z"),
            ],
        )
    )

    assert desktop.show("2027-02-06T10:00:00Z")["readiness"]["verdict"] != "not_needed"
    assert desktop.show("2027-02-21T10:00:00Z")["readiness"]["verdict"] == "not_needed"
    again = desktop.show("2027-03-02T10:00:00Z")
    assert again["readiness"]["verdict"] != "not_needed"
    (ahead,) = [e for e in again["evidence"] if e["counts_down"]]
    assert (ahead["kind"], ahead["on"]) == ("newton", "2027-04-26")


def test_09_bail_varied_to_live_nearby_opens_the_plans_again(desktop: Desktop) -> None:
    desktop.take_in(
        a_bundle(
            defendants=[
                defendant(
                    "D1",
                    "not_guilty",
                    "none",
                    *ROAD,
                    ("bail_varied", "2027-03-10T14:00:00Z"),
                    bail_varied={"near_family": True},
                )
            ]
        )
    )

    assert "DEFENDANT_NEAR" not in codes(desktop.show("2027-03-10T13:59:00Z"))
    near = desktop.show("2027-03-10T14:01:00Z")

    assert "DEFENDANT_NEAR" in codes(near)
    (look,) = tasks(near, "bail_near")
    assert "police" in look["words"]


def test_10_notice_on_the_thursday_before_good_friday_must_reach_the_family_by_the_tuesday_after(
    desktop: Desktop,
) -> None:
    desktop.take_in(
        a_bundle(
            hearings=[
                hearing(
                    "trial",
                    "trial",
                    revision(1, "2027-04-12", "2027-02-01T10:00:00Z"),
                    revision(2, "2027-04-19", "2027-03-25T11:00:00Z", reason="The judge is not free."),
                )
            ]
        )
    )

    shown = desktop.show("2027-03-25T11:05:00Z")

    due = [d for d in shown["duties"] if d["about"].endswith(":2")]
    assert due
    for duty in due:
        # The last second of Tuesday 30 March in London, where summer time has begun.
        assert duty["due_at"] == "2027-03-30T22:59:59Z"
        assert "19 April" in duty["because"]
        assert duty["source"]


def test_11_a_phone_that_turns_unsafe_gets_nothing_more_and_the_history_stays(
    lite: Kit, world: World, desktop: Desktop
) -> None:
    desktop.take_in(a_bundle())
    clock_of(lite).at = datetime(2027, 3, 24, 10, 0, tzinfo=UTC)
    assert texts(desktop.show("2027-03-24T10:00:00Z"), "reminder")
    with lite.store.reading() as desk:
        (number,) = desk.contacts.of_case(case_id(lite))
    set_unsafe(lite.store, case_id(lite), number.contact_id, rules=lite.rules(), asking=world.asking("olu", lite))
    clock_of(lite).forward(minutes=1)

    after = desktop.show("2027-03-24T10:01:00Z")

    assert [m for m in texts(after) if m["state"] in ("planned", "held")] == []
    assert texts(desktop.show("2027-03-24T09:59:00Z"), "reminder")


def test_12_brothers_and_sisters_in_one_case_share_no_session_and_no_car(desktop: Desktop) -> None:
    made = a_bundle(
        people=[
            person("jude", "J.F.", "2012-05-05"),
            person("rana", "R.F.", "2014-01-05"),
            person("amina", "A.F.", "1985-02-01", contacts=[phone()]),
        ],
        parts=[
            part("jude", "witness"),
            part("rana", "witness"),
            part("amina", "parent_carer", relation="mother", **{"for": "jude"}),
            part("amina", "parent_carer", relation="mother", **{"for": "rana"}),
        ],
        witnesses=[witness(), witness("w2", "rana", "W2")],
        evidence=[expected("e1", "trial"), expected("e2", "trial", witness="w2")],
    )
    desktop.take_in(made)

    shown = desktop.show("2027-03-15T10:00:00Z")

    assert [(pair["one"], pair["other"]) for pair in shown["keep_apart"]] == [("W1", "W2")]
    # The household gets one text about one date, and it names nobody.
    reminders = texts(shown, "reminder")
    assert len({(m["to"], m["not_before"]) for m in reminders}) == len(reminders)
    assert not any("J.F" in m["text"] or "R.F" in m["text"] or "Farah" in m["text"] for m in reminders)


def test_13_a_disclosure_by_text_is_kept_from_the_general_timeline_and_reaches_a_person_at_once(
    lite: Kit, world: World, desktop: Desktop
) -> None:
    desktop.take_in(a_bundle())
    clock_of(lite).at = datetime(2027, 3, 29, 9, 30, tzinfo=UTC)
    deliver_due(lite.store, lite.post(), worker="w")
    clock_of(lite).forward(minutes=5)
    words = "he said he will kill me if I go"
    receive(
        lite.store,
        IncomingText("in-1", "+447700900301", words),
        rules=lite.rules(),
        now=lite.clock.now(),
    )

    shown = desktop.show("2027-03-29T09:36:00Z")

    assert tasks(shown, "safeguarding")
    with lite.store.reading() as desk:
        history = " ".join(h.words for h in desk.cases.history(case_id(lite)))
    assert words not in str(shown)
    assert "kill" not in history


def sentenced(turn: str, on: str) -> Json:
    outcome = "sentenced" if turn == "sentenced" else "acquitted"
    last = [("convicted", "2027-02-19T12:00:00Z"), ("sentenced", on)] if turn == "sentenced" else [("acquitted", on)]
    return a_bundle(
        hearings=[
            hearing(
                "trial",
                "trial",
                revision(1, "2027-02-15", "2027-01-04T10:00:00Z"),
                revision(2, "2027-02-15", "2027-02-19T12:00:00Z", state="held", effectiveness="effective"),
            )
        ],
        evidence=[expected("e1", "trial", state="given", settled_at="2027-02-16T12:00:00Z")],
        witnesses=[witness(requirement="released")],
        told=[],
        defendants=[
            defendant(
                "D1",
                "not_guilty",
                outcome,
                *ROAD,
                ("trial_began", "2027-02-15T10:30:00Z"),
                *last,
                sentenced={"custody_months": 60, "vcs": True},
            )
        ],
    )


def test_14_the_28th_day_after_a_friday_sentence_is_a_friday_and_is_warned_of_four_times(desktop: Desktop) -> None:
    desktop.take_in(sentenced("sentenced", "2027-02-26T16:00:00Z"))

    (limit,) = [d for d in desktop.show("2027-02-26T17:00:00Z")["duties"] if d["code"] == "uls"]
    last = date(2027, 2, 26) + timedelta(days=28)
    assert last.weekday() == 4
    assert datetime.fromisoformat(limit["due_at"]).astimezone(UTC).date() in (last, last + timedelta(days=1))

    warned = [
        day
        for day in range(1, 28)
        for shown in [desktop.show(f"{date(2027, 2, 26) + timedelta(days=day)}T09:00:00Z")]
        if any("ULS" in t["reason_key"].upper() for t in tasks(shown, "clock"))
    ]
    assert {7, 14, 21, 25} <= set(warned)
    assert not {1, 2, 3} & set(warned)


def test_14_an_acquittal_starts_no_such_clock(desktop: Desktop) -> None:
    desktop.take_in(sentenced("acquitted", "2027-02-26T16:00:00Z"))

    shown = desktop.show("2027-03-05T09:00:00Z")

    assert [d for d in shown["duties"] if d["code"].startswith("uls")] == []
    assert not any("ULS" in t["reason_key"].upper() for t in shown["tasks"])


def approved_in_welsh(kit: Kit, folder: Path) -> Kit:
    """The same kit, where somebody who speaks Welsh has read every template and approved it."""
    words = folder / "messages"
    copytree(ROOT / "templates" / "messages", words)
    approvals = words / "APPROVED.toml"
    approvals.write_text(approvals.read_text(encoding="utf-8").replace("approved = false", "approved = true"))
    return replace(kit, wording=Wording(words))


def test_15_a_welsh_speaking_family_is_written_to_in_welsh_once_somebody_has_approved_the_words(
    lite: Kit, desktop: Desktop, tmp_path: Path
) -> None:
    made = a_bundle()
    made["people"][1]["language"] = "cy"
    made["people"][1]["contacts"][0]["language"] = "cy"
    desktop.take_in(made)

    waiting = desktop.show("2027-03-24T10:00:00Z")
    assert all(m["state"] == "blocked" for m in texts(waiting))

    welsh = Desktop(an_app(approved_in_welsh(lite, tmp_path)), tmp_path)
    (text, *_) = texts(welsh.show("2027-03-24T10:00:00Z"), "reminder")
    assert text["language"] == "cy"
    assert "Olu" in text["text"]
    assert (text["encoding"], text["segments"]) in (("GSM-7", 1), ("UCS-2", 1), ("UCS-2", 2), ("UCS-2", 3))
