"""Safe contact as it changes: a check by voice, an incident, another number, a stranger's number, days of quiet."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.live import MONDAY, TalkingClock
from tests.worlds import MAIL, MOBILE, World, a_world, another_case
from witness.actions.contact import (
    Asked,
    CannotKeep,
    add_quiet,
    code_word_of,
    drop_quiet,
    edit,
    review,
    set_unsafe,
    something_happened,
)
from witness.actions.contact_records import make_code, read_back, record
from witness.actions.messages import deliver_due
from witness.domain.contact import Channel, ContactState, SafeContact, StepKind, Tier
from witness.domain.contact_answers import Belongs, CodeUse, Incident, Previews, Terms, Voicemail
from witness.domain.errors import NotFound, Refused
from witness.domain.messages import MessageState
from witness.domain.picture_at import picture_at
from witness.domain.safe_hours import QuietDays, QuietWhy
from witness.domain.tasks import TaskKind
from witness.kit import Kit
from witness.store.tasks import Task

OTHER = "+447700900456"
ANSWERS = Asked(
    Tier.L1,
    "Olu",
    Terms(belongs=Belongs.OWN, previews=Previews.OFF, voicemail=Voicemail.NEVER, alias="Jo from the dentist"),
)


def contact_of(live: Kit, contact_id: str) -> SafeContact:
    with live.store.reading() as desk:
        found = desk.contacts.get(contact_id)
    assert found is not None
    return found


def tasks(live: Kit, case_id: str, kind: TaskKind) -> list[Task]:
    with live.store.reading() as desk:
        return [task for task in desk.tasks.open_of_case(case_id) if task.kind is kind]


def planned_to(live: Kit, world: World, contact_id: str) -> int:
    with live.store.reading() as desk:
        ours = desk.messages.of_case(world.case)
    return sum(m.contact_id == contact_id and m.state is MessageState.PLANNED for m in ours)


def audit(live: Kit, world: World, deed: str) -> list[str | None]:
    with live.store.reading() as desk:
        return [e.entry.account_id for e in desk.audit.of_case(world.case) if e.entry.deed == deed]


def a_review(live: Kit, world: World, asked: Asked = ANSWERS, cleared: str = "") -> None:
    review(
        live.store,
        world.case,
        world.mobile,
        asked,
        cleared=cleared,
        rules=live.rules(),
        asking=world.asking("olu", live),
    )


def a_new_number(live: Kit, world: World, value: str = OTHER, *, replaces: str = "", **changes: str) -> str:
    return record(
        live.store,
        world.case,
        changes.get("person", world.mother),
        Channel.SMS,
        value,
        ANSWERS,
        replaces=replaces,
        rules=live.rules(),
        asking=world.asking("olu", live),
        allow_fiction=True,
    )


# A check by voice


def test_a_check_keeps_what_was_before_and_says_who_changed_what(live: Kit) -> None:
    world = a_world(live)

    a_review(live, world, replace(ANSWERS, terms=replace(ANSWERS.terms, seen_by="her sister")))

    with live.store.reading() as desk:
        (kept,) = desk.contacts.history(world.mobile)
    contact = contact_of(live, world.mobile)
    assert (contact.reviewed_on, contact.seen_by, contact.tier) == (MONDAY.date(), "her sister", Tier.L0)
    assert (kept.by, kept.step.kind, kept.step.terms) == ("Olu Adeyemi", StepKind.CHECKED, contact.steps[0].terms)


def test_a_case_is_told_with_the_gate_as_it_was(live: Kit) -> None:
    world = a_world(live)
    clock = live.clock
    assert isinstance(clock, TalkingClock)
    a_review(live, world)
    between = clock.forward(hours=1)
    clock.forward(days=2)
    a_review(live, world, replace(ANSWERS, terms=replace(ANSWERS.terms, seen_by="her sister")))

    with live.store.reading() as desk:
        picture = desk.cases.known_picture(world.case)
    (was,) = [c for c in picture_at(picture, between, now=clock.now()).contacts if c.contact_id == world.mobile]

    assert (was.seen_by, was.tier, was.reviewed_on) == ("", Tier.L1, MONDAY.date())


def test_answers_that_do_not_go_together_are_refused_and_nothing_is_kept(live: Kit) -> None:
    world = a_world(live)
    before = contact_of(live, world.mobile)

    with pytest.raises(CannotKeep) as refused:
        a_review(live, world, replace(ANSWERS, tier=Tier.L3))

    assert [field for field, _ in refused.value.faults] == ["opted_in"]
    assert contact_of(live, world.mobile) == before


def test_a_code_word_is_sealed_stays_out_of_the_history_and_every_look_is_on_the_record(live: Kit) -> None:
    world = a_world(live)
    a_review(
        live, world, replace(ANSWERS, code_word="kingfisher", terms=replace(ANSWERS.terms, code_use=CodeUse.THEY_ASK))
    )

    assert code_word_of(live.store, world.case, world.mobile, asking=world.asking("olivia", live)) == "kingfisher"

    assert audit(live, world, "contact.code_word") == [world.viewers["olivia"].account_id]
    with live.store.reading() as desk:
        assert "kingfisher" not in repr(desk.contacts.history(world.mobile))
        assert "kingfisher" not in repr(desk.cases.known_picture(world.case))
    with pytest.raises(NotFound):
        code_word_of(live.store, world.case, world.mobile, asking=world.asking("otis", live))


def test_a_check_runs_out_some_days_after_somebody_was_asked_to_renew_it(live: Kit) -> None:
    world = a_world(live, reviewed_on=MONDAY.date() - timedelta(days=23))

    (task,) = tasks(live, world.case, TaskKind.CHECK_CONTACT)
    a_review(live, world)

    assert "runs out on Sat 28 Nov" in task.words
    assert tasks(live, world.case, TaskKind.CHECK_CONTACT) == []


def test_a_change_says_why_and_is_no_check(live: Kit) -> None:
    world = a_world(live)
    before = contact_of(live, world.mobile)
    given = {"rules": live.rules(), "asking": world.asking("olu", live)}

    with pytest.raises(CannotKeep):
        edit(live.store, world.case, world.mobile, ANSWERS, because=" ", **given)  # type: ignore[arg-type]
    edit(live.store, world.case, world.mobile, ANSWERS, because="she told me", **given)  # type: ignore[arg-type]

    after = contact_of(live, world.mobile)
    assert after.reviewed_on == before.reviewed_on
    assert (after.steps[-1].kind, after.steps[-1].because) == (StepKind.CHANGED, "she told me")


# What blocks, and who clears it


def test_whoever_clears_a_block_says_why_and_is_on_the_record(live: Kit) -> None:
    world = a_world(live)
    set_unsafe(live.store, world.case, world.mobile, rules=live.rules(), asking=world.asking("olivia", live))

    a_review(live, world)
    assert contact_of(live, world.mobile).state is ContactState.UNSAFE

    a_review(live, world, cleared="he has moved out, and she changed the code")

    contact = contact_of(live, world.mobile)
    assert contact.state is ContactState.USABLE
    assert contact.steps[-1].kind is StepKind.CLEARED
    assert audit(live, world, "contact.cleared") == [world.viewers["olu"].account_id]
    assert planned_to(live, world, world.mobile) > 0


@pytest.mark.parametrize("whole_household", [True, False])
def test_after_an_incident_no_check_counts_in_any_case(live: Kit, whole_household: bool) -> None:
    world = a_world(live)
    other = another_case(live, world, 1)  # the same household: everybody of both families lives at "home"

    count = something_happened(
        live.store,
        world.case,
        world.mother,
        Incident.MOVED,
        whole_household=whole_household,
        rules=live.rules(),
        asking=world.asking("olu", live),
    )

    assert count == (4 if whole_household else 2)
    assert planned_to(live, world, world.mobile) == 0
    (task,) = tasks(live, world.case, TaskKind.CHECK_CONTACT)
    assert "the family has moved" in task.words
    assert len(tasks(live, other.case, TaskKind.CHECK_CONTACT)) == whole_household
    deliver_due(live.store, live.post(), worker="w")
    handed = [parcel.to for parcel in live.texts.handed]  # type: ignore[attr-defined]
    assert len(handed) == (not whole_household)  # the other family's own news goes, unless it touches them too
    a_review(live, world)
    assert contact_of(live, world.mobile).expired_at is None


# Another number


def test_another_number_takes_nothing_over_and_what_was_planned_for_the_old_one_is_taken_back(live: Kit) -> None:
    world = a_world(live)
    a_review(
        live, world, replace(ANSWERS, terms=replace(ANSWERS.terms, on_holidays=True, prefers=ANSWERS.terms.prefers))
    )

    new = a_new_number(live, world, replaces=world.mobile)

    old, fresh = contact_of(live, world.mobile), contact_of(live, new)
    assert (old.state, old.steps[-1].kind) == (ContactState.RETIRED, StepKind.RETIRED)
    assert (fresh.value, fresh.on_holidays, fresh.steps[0].kind) == (OTHER, False, StepKind.RECORDED)
    assert planned_to(live, world, world.mobile) == 0
    assert planned_to(live, world, new) > 0
    with pytest.raises(Refused):
        a_review(live, world)


@pytest.mark.parametrize(
    ("value", "why"),
    [("0113 496 0123", "landline"), ("+33 6 12 34 56 78", "another country"), ("07700 9001", "too short")],
)
def test_a_number_that_gets_no_texts_is_refused_and_nothing_is_kept(live: Kit, value: str, why: str) -> None:
    world = a_world(live)

    with pytest.raises(CannotKeep, match=why):
        a_new_number(live, world, value, replaces=world.mobile)

    assert contact_of(live, world.mobile).state is ContactState.USABLE


def test_a_child_s_own_number_needs_the_agreement_to_write_to_them(live: Kit) -> None:
    world = a_world(live)

    with pytest.raises(CannotKeep, match="agreed to write to them directly"):
        a_new_number(live, world, person=world.child)


@pytest.mark.parametrize("state", [ContactState.UNSAFE, ContactState.STOPPED, ContactState.WRONG, ContactState.DEAD])
def test_what_was_found_out_about_a_number_holds_wherever_it_is_given_again(live: Kit, state: ContactState) -> None:
    world = a_world(live)
    with live.store.changing() as desk:
        desk.contacts.set_state(world.mobile, state, now=MONDAY)
    a_new_number(live, world, replaces=world.mobile)  # the old record is retired, and remembers
    family = another_case(live, world, 1)
    with live.store.changing() as desk:
        desk.contacts.change(
            replace(contact_of(live, family.mobile), state=ContactState.RETIRED), StepKind.RETIRED, now=MONDAY
        )

    again = a_new_number(live, family, MOBILE)

    assert contact_of(live, again).state is state


def test_a_replaced_number_that_turns_out_to_be_a_stranger_s_is_remembered(live: Kit) -> None:
    world = a_world(live)
    a_new_number(live, world, replaces=world.mobile)

    with live.store.changing() as desk:
        desk.contacts.set_state(world.mobile, ContactState.WRONG, now=MONDAY)

    assert contact_of(live, world.mobile).state is ContactState.RETIRED
    assert contact_of(live, a_new_number(live, world, MOBILE)).state is ContactState.WRONG


# A stranger's number


@pytest.fixture
def quarantined(live: Kit) -> World:
    world = a_world(live)
    with live.store.changing() as desk:
        desk.contacts.set_state(world.mobile, ContactState.WRONG, now=MONDAY)
    return world


def read(live: Kit, world: World, code: str) -> str:
    return read_back(live.store, world.case, world.mobile, code, rules=live.rules(), asking=world.asking("olu", live))


def test_a_number_that_reached_a_stranger_is_used_again_once_a_spoken_code_was_read_back(
    live: Kit, quarantined: World
) -> None:
    code = make_code(live.store, quarantined.case, quarantined.mobile, asking=quarantined.asking("olu", live))

    a_review(live, quarantined, cleared="it is hers now")
    assert contact_of(live, quarantined.mobile).state is ContactState.WRONG
    assert read(live, quarantined, f"{code[:3]} {code[3:]}") == ""

    contact = contact_of(live, quarantined.mobile)
    assert contact.state is ContactState.USABLE
    assert contact.steps[-1].because == "they read back the code that they were told on it"
    assert audit(live, quarantined, "contact.cleared") == [quarantined.viewers["olu"].account_id]


def wrong_code(live: Kit, world: World, code: str) -> str:
    return read(live, world, f"{(int(code) + 1) % 10**6:06d}")


def worn_out(live: Kit, world: World, code: str) -> str:
    assert [wrong_code(live, world, code) for _ in range(3)] == ["That is not the code. Nothing was changed."] * 3
    return read(live, world, code)


def too_late(live: Kit, world: World, code: str) -> str:
    assert isinstance(live.clock, TalkingClock)
    live.clock.forward(minutes=31)
    return read(live, world, code)


@pytest.mark.parametrize("way", [wrong_code, worn_out, too_late])
def test_another_code_or_a_late_one_or_a_fourth_try_proves_nothing(
    live: Kit, quarantined: World, way: Callable[[Kit, World, str], str]
) -> None:
    code = make_code(live.store, quarantined.case, quarantined.mobile, asking=quarantined.asking("olu", live))

    assert way(live, quarantined, code)

    assert contact_of(live, quarantined.mobile).state is ContactState.WRONG


# Quiet days, and what the gate holds back


def test_quiet_days_hold_for_every_phone_and_mailbox_of_the_person_and_can_be_taken_off(live: Kit) -> None:
    world = a_world(live)
    given = {"rules": live.rules(), "asking": world.asking("olu", live)}
    quiet = QuietDays(date(2026, 11, 23), date(2026, 11, 24), QuietWhy.ANNIVERSARY)

    add_quiet(live.store, world.case, world.mail, quiet, **given)  # type: ignore[arg-type]
    deliver_due(live.store, live.post(), worker="w")
    assert (live.texts.handed, live.mail.handed) == ([], [])  # type: ignore[attr-defined]
    assert contact_of(live, world.mobile).quiet == (quiet,)

    drop_quiet(live.store, world.case, world.mail, quiet.key, **given)  # type: ignore[arg-type]
    assert contact_of(live, world.mobile).quiet == ()
    with pytest.raises(CannotKeep):
        add_quiet(live.store, world.case, world.mail, replace(quiet, last_on=date(2026, 11, 1)), **given)  # type: ignore[arg-type]


def test_several_messages_that_the_gate_holds_back_are_one_piece_of_work(live: Kit) -> None:
    world = a_world(live)
    clock = live.clock
    assert isinstance(clock, TalkingClock)
    deliver_due(live.store, live.post(), worker="w")  # the news has gone: what follows are reminders
    clock.at = MONDAY + timedelta(days=7)  # Monday 30 November, when two reminders have come due
    with live.store.changing() as desk:
        contact = desk.contacts.get(world.mobile)
        assert contact is not None
        desk.contacts.change(replace(contact, may_text=False), StepKind.CHANGED, now=clock.now())

    deliver_due(live.store, live.post(), worker="w")

    held = [*tasks(live, world.case, TaskKind.BLOCKED), *tasks(live, world.case, TaskKind.TELL_BY_VOICE)]
    assert len(held) == 1
    assert "they did not agree to be written to" in held[0].words


def test_a_mailbox_is_another_thing_than_a_phone(live: Kit) -> None:
    world = a_world(live)
    set_unsafe(live.store, world.case, world.mobile, rules=live.rules(), asking=world.asking("olu", live))

    assert contact_of(live, world.mail).value == MAIL
    assert contact_of(live, world.mail).state is ContactState.USABLE
