"""Court lists of the demo world: the shape of the real ones, with nobody in them."""

import json
from datetime import date, time
from typing import Any

from witness.domain.court_time import moment_in_london
from witness.domain.working_days import WorkingCalendar
from witness.intake.demo.tales import WALK_T_NUMBER, WALK_URN

CALDERBRIDGE = {"CourtHouseType": "Crown Court", "CourtHouseCode": 901, "CourtHouseName": "Calderbridge Crown Court"}
WHARFETON = {"CourtHouseType": "Crown Court", "CourtHouseCode": 903, "CourtHouseName": "Wharfeton Crown Court"}
NIDDERBY = {"CourtHouseType": "Crown Court", "CourtHouseCode": 904, "CourtHouseName": "Nidderby Crown Court"}


def firm_list_moving_the_walk(today: date, calendar: WorkingCalendar) -> bytes:
    """Make the firm list that moves the walk's trial by four working days."""
    rows = [
        (calendar.add(today, 10), WALK_T_NUMBER, WALK_URN, "10:00:00"),
        (calendar.add(today, 8), "T20265551", "13ZZ5555126", "10:30:00"),
    ]
    return _firm(calendar, rows, WHARFETON, version="v2", published_on=today)


def other_firm_list(today: date, calendar: WorkingCalendar) -> bytes:
    """Make a firm list that moves the trial of two children of one household by two days."""
    rows = [(calendar.add(today, 20), "T20268008", "13WS0000826", "14:00:00")]
    return _firm(calendar, rows, CALDERBRIDGE, version="v1", published_on=calendar.add(today, -1))


def list_leaving_one_out(today: date, calendar: WorkingCalendar) -> bytes:
    """Make a firm list that should show a trial of ours on the third working day from now, and does not."""
    rows = [(calendar.add(today, 3), "T20265552", "13ZZ5555226", "10:00:00")]
    return _firm(calendar, rows, WHARFETON, version="v1", published_on=calendar.add(today, -1))


def list_of_strangers(today: date, calendar: WorkingCalendar) -> bytes:
    """Make a firm list in which nothing is ours."""
    rows = [(calendar.add(today, day), f"T2026556{day}", f"13ZZ5556{day}26", "10:00:00") for day in (4, 5)]
    return _firm(calendar, rows, NIDDERBY, version="v1", published_on=calendar.add(today, -1))


def magistrates_list_of_strangers(today: date, calendar: WorkingCalendar) -> bytes:
    """Make a magistrates' list of one day in which nothing is ours."""
    on = calendar.next_working(today)
    cases = [{"caseUrn": f"13ZZ5557{n}26", "party": []} for n in range(1, 4)]
    sittings = [
        {"sittingStart": moment_in_london(on, at).isoformat(), "hearing": [{"hearingType": "Trial", "case": [case]}]}
        for at, case in zip((time(9, 45), time(11, 0), time(14, 15)), cases, strict=True)
    ]
    room = {"courtRoomName": "Courtroom 2", "session": [{"sittings": sittings}]}
    house = {"courtHouseName": "Airemouth Magistrates' Court", "lja": "Airemouth", "courtRoom": [room]}
    published = moment_in_london(calendar.add(today, -1), time(16, 5))
    document = {
        "document": {"publicationDate": published.isoformat()},
        "venue": {},
        "courtLists": [{"courtHouse": house}],
    }
    return json.dumps(document, indent=2).encode()


def broken_list() -> bytes:
    """Make a list of which nothing can be used."""
    return b'{"FirmList": {"ListHeader": {"StartDate": "not a day"}, '


def _firm(
    calendar: WorkingCalendar,
    rows: list[tuple[date, str, str, str]],
    court: dict[str, Any],
    *,
    version: str,
    published_on: date,
) -> bytes:
    days = sorted({on for on, *_ in rows})
    document: dict[str, Any] = {
        "FirmList": {
            "DocumentID": {"UniqueID": f"demo-{version}", "DocumentType": "FL"},
            "ListHeader": {
                "StartDate": min(days).isoformat(),
                "EndDate": calendar.add(max(days), 1).isoformat(),
                "Version": version,
                "PublishedTime": f"{published_on.isoformat()}T08:04:00Z",
            },
            "CrownCourt": court,
            "CourtLists": [
                {
                    "SittingDate": day.isoformat(),
                    "CourtHouse": court,
                    "Sittings": [
                        {
                            "CourtRoomNumber": 5,
                            "SittingAt": at,
                            "SittingPriority": "T",
                            "Hearings": [_hearing(n, on, number, urn)],
                        }
                        for n, (on, number, urn, at) in enumerate(rows, start=1)
                        if on == day
                    ],
                }
                for day in days
            ],
        }
    }
    return json.dumps(document, indent=2).encode()


def _hearing(n: int, on: date, number: str, urn: str) -> dict[str, Any]:
    return {
        "HearingSequenceNumber": n,
        "HearingDetails": {"HearingDescription": "For Trial", "HearingType": "TRL", "HearingDate": on.isoformat()},
        "CaseNumber": number,
        "CaseNumberCaTH": number,
        "ListNote": "LIVE LINK. TE 5 days",
        "Defendants": [{"PersonalDetails": {"Name": {"CitizenNameSurname": "NOBODY"}, "IsMasked": "no"}, "URN": urn}],
    }
