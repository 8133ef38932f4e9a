"""What somebody who joins a case late has missed, before they are added."""

from dataclasses import dataclass

from witness.domain.access import Asking, Deed
from witness.domain.court_time import london_day
from witness.domain.hearings import KIND_IN_WORDS
from witness.domain.joining import Newcomer, missed_by
from witness.domain.story import moved_in_words
from witness.store import Store


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who is known already, as a list may show them."""

    person_id: str
    words: str


@dataclass(frozen=True, slots=True)
class MissedDate:
    """A date that lies ahead and that they have not been told."""

    hearing_id: str
    what: str
    when: str
    moved: str


@dataclass(frozen=True, slots=True)
class JoinPage:
    """What the page needs. witnesses: (person, how they are called). missed: () until the part is known."""

    case_id: str
    case_ref: str
    witnesses: tuple[tuple[str, str], ...]
    known: tuple[Known, ...]
    missed: tuple[MissedDate, ...]


def join_page(store: Store, case_id: str, newcomer: Newcomer | None, person_id: str, *, asking: Asking) -> JoinPage:
    """Answer for whoever may change the case. newcomer None: nobody has said yet what they are to be.

    Raises:
        NotFound: there is no such case for this person.
    """
    today = london_day(asking.at)
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="person.joining") as desk:
        picture = desk.cases.known_picture(case_id)
        beside = desk.boards.people_beside(asking.viewer)
    missed = () if newcomer is None else missed_by(picture, person_id, newcomer, today)
    here = [Known(p.person_id, f"{picture.called(p.person_id)}, in this case") for p in picture.people]
    listed = {known.person_id for known in here}
    others = [
        Known(line.person_id, ", ".join(part for part in (line.initials, line.relation, line.organisation) if part))
        for line in beside
        if line.person_id not in listed
    ]
    return JoinPage(
        case_id=case_id,
        case_ref=picture.case.ref,
        witnesses=tuple((w.person_id, f"{w.label}, {picture.person(w.person_id).initials}") for w in picture.witnesses),
        known=(*here, *others),
        missed=tuple(
            MissedDate(h.hearing_id, KIND_IN_WORDS[h.kind], h.now.slot.in_words(), moved_in_words(h)) for h in missed
        ),
    )
