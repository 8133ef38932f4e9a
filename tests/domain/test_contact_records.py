"""What a record may hold, how its history tells it, and when it has to be gone through again."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import CALENDAR, MOTHER, J, a_contact, a_picture, a_witness, noon
from tests.domain.test_contact_gate import records
from witness.domain.contact import Channel, ContactState, SafeContact, StepKind, Tier
from witness.domain.contact_answers import Belongs, Incident, Previews
from witness.domain.contact_rules import Holder, holder_of, tidy, tier_faults
from witness.domain.contact_tasks import checks_to_renew
from witness.domain.contact_terms import (
    as_it_was,
    begun,
    changes_in_words,
    step_of,
    terms_as_plain,
    terms_from_plain,
    terms_of,
    with_terms,
)
from witness.domain.tasks import TaskKind
from witness.domain.tasks_wanted import tasks_wanted

ADULT, CHILD, NOT_KNOWN = Holder(is_adult=True), Holder(is_adult=False), Holder(is_adult=None, is_witness=True)
TODAY = date(2026, 11, 24)


@given(records())
def test_terms_are_written_and_read_without_a_loss(contact: SafeContact) -> None:
    assert terms_from_plain(terms_as_plain(terms_of(contact))) == replace(
        terms_of(contact), quiet=tuple(sorted(contact.quiet, key=lambda quiet: quiet.key))
    )


@given(records(), st.booleans(), st.sampled_from([ADULT, CHILD, NOT_KNOWN]))
def test_no_record_that_may_be_kept_is_allowed_less_than_it_says(
    contact: SafeContact, seen: bool, holder: Holder
) -> None:
    kept = tidy(replace(contact, seen_by="her sister" if seen else ""))

    if not tier_faults(kept, holder):
        assert kept.allowed_tier == kept.tier


@pytest.mark.parametrize(
    ("tier", "holder", "changes", "is_kept"),
    [
        (Tier.L1, CHILD, {}, True),
        (Tier.L2, CHILD, {}, False),
        (Tier.L2, NOT_KNOWN, {}, False),
        (Tier.L2, ADULT, {}, True),
        (Tier.L2, ADULT, {"belongs": Belongs.WORK, "previews": Previews.ON}, True),
        (Tier.L2, ADULT, {"belongs": Belongs.SHARED}, False),
        (Tier.L2, ADULT, {"opted_in_on": None}, False),
        (Tier.L3, ADULT, {}, True),
        (Tier.L3, ADULT, {"belongs": Belongs.WORK}, False),
        (Tier.L3, ADULT, {"previews": Previews.ON}, False),
        (Tier.L3, ADULT, {"previews": Previews.NOT_ASKED}, False),
    ],
)
def test_more_than_a_day_and_a_time_is_for_an_adult_who_asked_on_a_private_phone(
    tier: Tier, holder: Holder, changes: dict[str, object], is_kept: bool
) -> None:
    assert (not tier_faults(a_contact(tier=tier, **changes), holder)) is is_kept


@pytest.mark.parametrize("typed", ["nobody", "No one.", "none", " NOBODY else "])
def test_nobody_is_nobody(typed: str) -> None:
    assert tidy(a_contact(seen_by=typed)).seen_by == ""


def test_what_somebody_else_sees_says_please_ring_and_no_more() -> None:
    assert tidy(a_contact(tier=Tier.L3, seen_by="her sister")).tier is Tier.L0
    assert a_contact(tier=Tier.L3, seen_by="her sister").allowed_tier is Tier.L0


def test_a_child_s_phone_needs_the_recorded_agreement() -> None:
    assert not holder_of(a_picture(), J, TODAY).agreed
    assert holder_of(a_picture(witnesses=(a_witness(direct_contact=True),)), J, TODAY).agreed
    assert holder_of(a_picture(), MOTHER, TODAY).agreed


# History


def day(number: int) -> datetime:
    return noon(date(2026, 11, 1) + timedelta(days=number))


def a_history() -> SafeContact:
    contact = begun(a_contact(reviewed_on=date(2026, 11, 2)), day(1), "asked")
    shared = replace(contact, seen_by="her sister", tier=Tier.L0)
    shared = replace(shared, steps=(*shared.steps, step_of(shared, day(5), StepKind.CHANGED, "she rang")))
    moved = replace(shared, expired_at=day(9), expired_because=Incident.MOVED)
    return replace(moved, steps=(*moved.steps, step_of(moved, day(9), StepKind.EXPIRED)))


def test_a_record_is_told_as_it_was_at_any_instant() -> None:
    contact = a_history()

    told = [as_it_was(contact, day(n)) for n in (0, 1, 4, 5, 8, 9)]

    assert told[0] is None
    seen = [(c.seen_by, c.tier, c.expired_because) for c in told[1:] if c is not None]
    assert seen == [
        ("", Tier.L1, None),
        ("", Tier.L1, None),
        ("her sister", Tier.L0, None),
        ("her sister", Tier.L0, None),
        ("her sister", Tier.L0, Incident.MOVED),
    ]


@given(records(), records())
def test_a_record_can_be_told_back_from_its_steps_alone(before: SafeContact, after: SafeContact) -> None:
    now = with_terms(
        replace(before, tier=after.tier, state=after.state, reviewed_on=after.reviewed_on), terms_of(after)
    )
    steps = (step_of(before, day(1), StepKind.RECORDED), step_of(now, day(2), StepKind.CHECKED))

    was = as_it_was(replace(now, steps=steps), day(1))

    assert was == replace(before, steps=steps[:1])


def test_a_step_says_what_it_changed() -> None:
    steps = a_history().steps

    assert changes_in_words(steps[0], steps[1]) == (
        "how much it may say: L1 → L0",
        "who else sees it: nobody → her sister",
    )
    assert changes_in_words(None, steps[0]) == ()


# When it is gone through again


@pytest.mark.parametrize(("left", "wanted"), [(28, False), (6, False), (5, True), (1, True), (0, True), (-9, True)])
def test_a_check_is_renewed_some_days_before_it_runs_out(left: int, wanted: bool) -> None:
    contact = a_contact(reviewed_on=TODAY + timedelta(days=left) - timedelta(days=28))

    found = list(checks_to_renew(a_picture(contacts=(contact,)), TODAY))

    assert [check.person_id for check in found] == ([MOTHER] if wanted else [])
    assert all(check.is_over is (left <= 0) for check in found)


def test_one_call_renews_all_the_records_of_a_person() -> None:
    old = date(2026, 10, 29)
    mail = a_contact(contact_id="c2", channel=Channel.EMAIL, value="a@home.example", reviewed_on=old)

    (check,) = checks_to_renew(a_picture(contacts=(a_contact(reviewed_on=old), mail)), TODAY)

    assert "phone and mailbox runs out on Thu 26 Nov" in check.words


@pytest.mark.parametrize("state", [ContactState.UNSAFE, ContactState.RETIRED, ContactState.STOPPED])
def test_what_is_not_used_is_not_checked(state: ContactState) -> None:
    assert (
        list(checks_to_renew(a_picture(contacts=(a_contact(state=state, reviewed_on=date(2026, 10, 1)),)), TODAY)) == []
    )


def test_the_work_of_a_check_is_due_on_the_eve_and_goes_when_it_is_done() -> None:
    def wanted(contact: SafeContact) -> list[datetime]:
        picture = a_picture(contacts=(contact,))
        found = tasks_wanted(picture, (), CALENDAR, now=noon(TODAY))
        return [task.due_at for task in found if task.kind is TaskKind.CHECK_CONTACT]

    contact = a_contact(reviewed_on=TODAY - timedelta(days=25))

    assert wanted(contact) == [noon(TODAY + timedelta(days=2)) + timedelta(hours=5)]
    assert wanted(replace(contact, reviewed_on=TODAY)) == []
