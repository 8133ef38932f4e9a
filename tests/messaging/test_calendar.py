"""Invitations: read back by the library that wrote them, by another reader, and as plain bytes."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from icalendar import Calendar

from witness.domain.court_time import NoSuchMoment
from witness.messaging.calendar import LONDON_ZONE, Invitation, invitation_file, method_of, uid_for

LONDON = ZoneInfo("Europe/London")

TIMED = Invitation(
    uid=uid_for("h1", "p1"),
    sequence=0,
    cancelled=False,
    title="Appointment with Olu",
    on=date(2026, 12, 7),
    until=None,
    at=time(9, 30),
    minutes=90,
    organizer="Olu <olu@support.example>",
    attendee="mum@home.example",
    stamped_at=datetime(2026, 11, 23, 12, 0, tzinfo=UTC),
)
DAY = replace(TIMED, at=None)
WINDOW = replace(TIMED, at=None, until=date(2026, 12, 18), title="Keep free if you can")


def event_of(invitation: Invitation):
    (event,) = Calendar.from_ical(invitation_file(invitation)).walk("VEVENT")
    return event


def unfolded(invitation: Invitation) -> list[str]:
    return invitation_file(invitation).decode().replace("\r\n ", "").split("\r\n")


@pytest.mark.parametrize(
    ("on", "in_utc"),
    [(date(2026, 12, 7), "2026-12-07T09:30"), (date(2026, 7, 7), "2026-07-07T08:30")],
    ids=["GMT", "BST"],
)
def test_a_time_is_london_wall_clock_in_winter_and_in_summer(on, in_utc):
    event = event_of(replace(TIMED, on=on))

    assert f"DTSTART;TZID=Europe/London:{on:%Y%m%d}T093000" in unfolded(replace(TIMED, on=on))
    assert event["DTSTART"].dt.astimezone(UTC).isoformat().startswith(in_utc)
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=90)


def test_another_reader_understands_our_london_at_every_half_hour_around_the_changes_of_fifteen_years():
    london = tzical(io.StringIO(LONDON_ZONE)).get("Europe/London")
    eves = [datetime(year, month, 24, tzinfo=UTC) for year in range(2026, 2041) for month in (3, 10)]
    instants = [eve + timedelta(minutes=30) * step for eve in eves for step in range(9 * 48)]

    wrong = [at for at in instants if at.astimezone(london).utcoffset() != at.astimezone(LONDON).utcoffset()]

    assert wrong == []


def test_the_zone_is_written_once_for_an_hour_and_not_at_all_for_a_day():
    assert invitation_file(TIMED).count(b"BEGIN:VTIMEZONE") == 1
    assert invitation_file(DAY).count(b"BEGIN:VTIMEZONE") == 0


@pytest.mark.parametrize("invitation", [TIMED, DAY, WINDOW, replace(TIMED, title="ŵ" * 200)])
def test_every_line_ends_in_crlf_and_is_short(invitation):
    written = invitation_file(invitation)

    assert written.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in written.replace(b"\r\n", b"")
    assert b"\r" not in written.replace(b"\r\n", b"")
    assert max(len(line) for line in written.split(b"\r\n")) <= 75


def test_a_day_without_an_hour_is_the_whole_day():
    event = event_of(DAY)

    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 12, 7), date(2026, 12, 8))
    assert event["TRANSP"] == "OPAQUE"


def test_a_window_reaches_to_its_last_day_and_leaves_people_free():
    event = event_of(WINDOW)

    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 12, 7), date(2026, 12, 19))
    assert event["TRANSP"] == "TRANSPARENT"


def test_an_invitation_that_moves_and_ends_keeps_its_name_and_counts_up():
    moved = replace(TIMED, sequence=1, on=date(2026, 12, 8))
    off = replace(moved, sequence=2, cancelled=True)
    events = [event_of(invitation) for invitation in (TIMED, moved, off)]

    assert len({str(event["UID"]) for event in events}) == 1
    assert [event["SEQUENCE"] for event in events] == [0, 1, 2]
    assert [event["STATUS"] for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert [method_of(invitation) for invitation in (TIMED, moved, off)] == ["REQUEST", "REQUEST", "CANCEL"]
    assert len({str(event["ORGANIZER"]) for event in events}) == 1
    assert {str(event["ATTENDEE"]) for event in events} == {"mailto:mum@home.example"}
    assert "METHOD:CANCEL" in unfolded(off)


def test_the_attendee_is_asked_to_answer_and_the_stamp_is_utc():
    event = event_of(TIMED)

    assert event["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"
    assert event["ATTENDEE"].params["RSVP"] == "TRUE"
    assert event["ORGANIZER"].params["CN"] == "Olu"
    assert "DTSTAMP:20261123T120000Z" in unfolded(TIMED)
    assert event["CLASS"] == "PRIVATE"


def test_an_organizer_without_a_name_gets_a_neutral_one():
    assert event_of(replace(TIMED, organizer="us@support.example"))["ORGANIZER"].params["CN"] == "Appointments"


@pytest.mark.parametrize("invitation", [TIMED, DAY, WINDOW, replace(WINDOW, cancelled=True)])
@pytest.mark.parametrize(
    "word", ["witness", "court", "trial", "police", "cps", "victim", "h1", "p1", "location", "description", "valarm"]
)
def test_nothing_in_the_bytes_shows_what_it_is_about(invitation, word):
    # The random-looking name may hold two letters by chance, so it is left out.
    written = invitation_file(invitation).replace(invitation.uid.encode(), b"").decode().lower()

    assert word not in written


def test_the_name_of_an_invitation_is_stable_opaque_and_each_persons_own():
    assert uid_for("h1", "p1") == uid_for("h1", "p1")
    assert len({uid_for("h1", "p1"), uid_for("h1", "p2"), uid_for("h2", "p1"), uid_for("h1p", "1")}) == 4


HOSTILE = "Olu\r\nATTACH:https://bad.example\r\nBEGIN:VALARM\nX:1\rY:2\u2028Z:3\x00"


def test_no_line_can_be_injected_through_title_name_or_uid():
    harmless = len(unfolded(TIMED))
    name = 'Olu;X=1:y,"z\\n'
    lines = unfolded(replace(TIMED, title=HOSTILE, uid=HOSTILE, organizer=f'"{name}" <olu@support.example>'))

    assert len(lines) == harmless
    assert not [line for line in lines if line.startswith(("ATTACH", "BEGIN:VALARM", "X:", "Y:", "Z:"))]


@pytest.mark.parametrize(
    "address", ["", "mum", "mum@home.example\r\nATTACH:x", "mum@home.example,b@c.example", "O\n<a@b.example>"]
)
def test_an_address_that_is_none_is_refused(address):
    with pytest.raises(ValueError, match="one e-mail address"):
        invitation_file(replace(TIMED, attendee=address))
    with pytest.raises(ValueError, match="one e-mail address"):
        invitation_file(replace(TIMED, organizer=address))


def test_an_hour_that_the_clocks_skip_is_refused():
    with pytest.raises(NoSuchMoment):
        invitation_file(replace(TIMED, on=date(2026, 3, 29), at=time(1, 30)))
