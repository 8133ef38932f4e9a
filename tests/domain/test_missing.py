"""While somebody is missing nothing is written to what they carry, and a person is given what would have gone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.builders import CALENDAR, MOTHER, WITNESS, J, a_contact, a_marker, a_picture, a_witness, noon
from witness.domain import contact_days
from witness.domain.cases import CasePicture
from witness.domain.contact import Blocked, Channel, May, SafeContact, Tier, Wait, may_reach
from witness.domain.court_time import london_day
from witness.domain.markers import MarkerKind, Said
from witness.domain.messages import Purpose
from witness.domain.missing import SOMEBODY_IS_MISSING, missing_on
from witness.domain.planned_entries import EntryDue, entries_due
from witness.domain.planned_messages import messages_wanted

NOW = noon(date(2026, 11, 24))
GONE = a_marker(MarkerKind.MISSING, on=date(2026, 11, 24))
BACK = a_marker(MarkerKind.MISSING, Said.NO, on=date(2026, 11, 25))
CHILDS = a_contact(contact_id="contact-child", person_id=J, value="+447700900177")
MAILBOX = replace(CHILDS, contact_id="box-child", channel=Channel.EMAIL, value="j@home.example", wants_calendar=True)
MOTHERS = a_contact()
Gate = Callable[..., May | Wait | Blocked]


def written_to(**changes: object) -> CasePicture:
    """J.F. is written to themselves, beside their mother, and is missing."""
    facts = {
        "witnesses": (a_witness(direct_contact=True),),
        "contacts": (MOTHERS, CHILDS, MAILBOX),
        "markers": (GONE,),
    }
    return a_picture(**{**facts, **changes})


def ask(gate: Gate, picture: CasePicture, contact: SafeContact, *, is_safety: bool = False) -> May | Wait | Blocked:
    return gate(
        picture,
        contact,
        tier=Tier.L0,
        now=NOW,
        languages=frozenset({"en"}),
        calendar=CALENDAR,
        is_safety=is_safety,
    )


def nothing_goes_to_what_they_carry(gate: Gate) -> bool:
    """The property: neither their phone nor their mailbox nor the same number under another name, safety or not."""
    shared = replace(MOTHERS, value=CHILDS.value)
    elsewhere = written_to(markers=(), markers_elsewhere=((J, replace(GONE, witness_id="of-another-case")),))
    asked = [
        ask(gate, picture, contact, is_safety=safety)
        for safety in (False, True)
        for picture in (written_to(contacts=(shared, CHILDS, MAILBOX)), elsewhere)
        for contact in (CHILDS, MAILBOX, *([shared] if picture.markers else []))
    ]
    return all(isinstance(verdict, Blocked) and verdict.because == SOMEBODY_IS_MISSING for verdict in asked)


def safety_goes(picture: CasePicture, contact: SafeContact, *, is_safety: bool = False, **how: object) -> object:
    """Wrong: a warning is thought to be worth it."""
    if is_safety:
        return may_reach(contact, is_safety=True, **how)  # type: ignore[arg-type]
    return contact_days.reach(picture, contact, **how)  # type: ignore[arg-type]


def by_name_alone(picture: CasePicture, contact: SafeContact, **how: object) -> object:
    """Wrong: the number that a mother and her child share goes by the name on the record."""
    return contact_days.reach(replace(picture, contacts=()), contact, **how)  # type: ignore[arg-type]


def this_case_alone(picture: CasePicture, contact: SafeContact, **how: object) -> object:
    """Wrong: what another case of theirs knows is not asked."""
    return contact_days.reach(replace(picture, markers_elsewhere=()), contact, **how)  # type: ignore[arg-type]


def test_nothing_goes_to_a_telephone_that_somebody_missing_carries_safety_or_not() -> None:
    assert nothing_goes_to_what_they_carry(contact_days.reach)


@pytest.mark.parametrize("wrong", [safety_goes, by_name_alone, this_case_alone])
def test_a_gate_that_makes_an_exception_is_found_out(wrong: Gate) -> None:
    assert not nothing_goes_to_what_they_carry(wrong)


def test_the_mother_is_written_to_all_the_while_and_the_child_again_when_they_are_back() -> None:
    assert isinstance(ask(contact_days.reach, written_to(), MOTHERS), May)
    returned = written_to(markers=(GONE, replace(BACK, on=london_day(NOW), recorded_at=NOW + timedelta(hours=1))))
    assert isinstance(ask(contact_days.reach, returned, CHILDS), May)
    mistake = replace(GONE, marker_id="m", said=Said.MISTAKE, recorded_at=NOW)
    assert isinstance(ask(contact_days.reach, written_to(markers=(GONE, mistake)), CHILDS), May)


def test_other_markers_close_no_telephone() -> None:
    for kind in set(MarkerKind) - {MarkerKind.MISSING}:
        assert missing_on(written_to(markers=(a_marker(kind),)), london_day(NOW)) == frozenset()
    assert missing_on(written_to(), london_day(NOW)) == {J}
    assert [w.witness_id for w in written_to().witnesses] == [WITNESS]


def test_what_would_have_gone_to_them_is_given_to_a_person_and_their_calendar_is_let_be() -> None:
    found = messages_wanted(written_to(), now=NOW, hold=timedelta(0), languages=frozenset({"en"}), calendar=CALENDAR)
    assert {m.person_id for m in found.messages} == {MOTHER}
    assert [(h.person_id, h.because) for h in found.hindered if h.purpose is Purpose.DATE_SET] == [
        (J, SOMEBODY_IS_MISSING)
    ]
    picture = written_to()
    entries = entries_due(picture, picture.hearings[0], J, now=NOW, languages=frozenset({"en"}))
    assert [e for e in entries if isinstance(e, EntryDue)] == []
    before = written_to(markers=())
    asked = entries_due(before, before.hearings[0], J, now=NOW, languages=frozenset({"en"}))
    assert [e.contact.contact_id for e in asked if isinstance(e, EntryDue)] == ["box-child"]
