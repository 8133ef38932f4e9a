"""What stands around every side of a case: the road it takes, how often it moved, who else of the family is where."""

from itertools import groupby

from witness.domain.access import Asking
from witness.domain.cases import CasePicture, Track
from witness.domain.court_time import london_day
from witness.domain.handover import may_give
from witness.domain.hearings import next_of
from witness.domain.people import Part
from witness.domain.story import moved_in_words
from witness.questions.case_cards import CaseFrame, Kin
from witness.store import Desk
from witness.store.households import Membership

TRACK_IN_WORDS: dict[Track, str] = {
    Track.CROWN: "Crown Court",
    Track.MAGISTRATES: "Magistrates' court",
    Track.YOUTH: "Youth court",
}


def frame_of(desk: Desk, picture: CasePicture, names: dict[str, str], asking: Asking) -> CaseFrame:
    """Give the frame of a case. names: of staff by account."""
    case_id = picture.case.case_id
    households = desk.households.of_case(case_id)
    upcoming = next_of(picture.hearings, london_day(asking.at))
    waiting = desk.handovers.open_of(case_id)
    return CaseFrame(
        where=_where(picture.case.track, desk.courts.name_of(picture.case.court_code)),
        moved="" if upcoming is None else moved_in_words(upcoming),
        households=households,
        kin=kin_of(picture, desk.households.members(asking.viewer, households)),
        offered_to="" if waiting is None else names.get(waiting.to_id, "somebody"),
        is_mine_to_take=waiting is not None and waiting.to_id == asking.viewer.account_id,
        may_give=may_give(asking.viewer, picture.case.owner_id),
    )


def _where(track: Track, court: str) -> str:
    """Name road and court, the road only where the court's name does not say it."""
    road = TRACK_IN_WORDS[track]
    return court if road.casefold() in court.casefold() else f"{road}, {court}"


def kin_of(picture: CasePicture, members: tuple[Membership, ...]) -> tuple[Kin, ...]:
    """Say, for each other case of the household, who of it is there; a witness before everybody else."""
    elsewhere = [m for m in members if m.case_id != picture.case.case_id]
    return tuple(
        _kin(picture, list(own)) for _, own in groupby(sorted(elsewhere, key=lambda m: m.ref), key=lambda m: m.case_id)
    )


def _kin(picture: CasePicture, members: list[Membership]) -> Kin:
    first = min(members, key=lambda m: (m.part is not Part.WITNESS, m.label, m.person_id))
    here = any(person.person_id == first.person_id for person in picture.people)
    who = f"{picture.called(first.person_id)} is also" if here else f"{first.initials}, of the same household, is"
    what = "a witness" if first.part is Part.WITNESS else "part of the family"
    return Kin(f"{who} {what} in", first.case_id, first.ref)
