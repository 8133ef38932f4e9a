"""Work that special measures call for: a fresh application when eighteen ends one, and a second adult to be found."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from witness.domain.cases import CasePicture
from witness.domain.countdown import chain_in, closed_because, eighteenth_birthday, hearing_ahead, measures_of
from witness.domain.court_time import short_day
from witness.domain.hearings import Hearing
from witness.domain.keep_apart import second_adult_needed
from witness.domain.measures import MEASURE_IN_WORDS, MeasureKind, MeasureState
from witness.domain.measures_chain import Chain, Lapse
from witness.domain.people import Witness

# Calendar days before the evidence on which a lapse that nobody has put right is raised again (domain reference §3.1).
RAISED_AGAIN = (30, 60)


@dataclass(frozen=True, slots=True)
class MeasureWork:
    """Work about one witness. key: makes it exist once, and again at each rung of `RAISED_AGAIN`.

    It names no person to ring: it is not the witness who can put this right.
    """

    key: str
    words: str
    hearing: Hearing


def lapses_to_put_right(picture: CasePicture, today: date) -> Iterator[MeasureWork]:
    """Give the work for each expected witness whose measures eighteen ends: one piece for all of them."""
    for witness, hearing in _expected(picture, today):
        chains = [chain_in(picture, m, hearing) for m in measures_of(picture, witness.witness_id)]
        rung = _rung(hearing, today)
        ending = [chain for chain in chains if chain.lapse is not None and (rung or not _is_asked(chain))]
        if not ending:
            continue
        kinds = "+".join(chain.kind.value for chain in ending)
        yield MeasureWork(
            key=f"{witness.witness_id}:{hearing.hearing_id}:{rung or 'found'}:{kinds}",
            words=_words(picture, witness, ending),
            hearing=hearing,
        )


def second_adults_to_find(picture: CasePicture, today: date) -> Iterator[MeasureWork]:
    """Give the work for each expected witness whose parents and carers are all witnesses themselves."""
    for witness, hearing in _expected(picture, today):
        if second_adult_needed(picture, witness.witness_id):
            who = _called(picture, witness)
            yield MeasureWork(
                key=f"{witness.witness_id}:{hearing.hearing_id}",
                words=f"Find a second adult for {who}: every parent or carer is a witness too and cannot be with them",
                hearing=hearing,
            )


def _expected(picture: CasePicture, today: date) -> Iterator[tuple[Witness, Hearing]]:
    for witness in picture.witnesses:
        ahead = hearing_ahead(picture, witness.witness_id, today)
        if ahead is not None and closed_because(picture, witness.witness_id, today) is None:
            yield witness, ahead[1]


def _is_asked(chain: Chain) -> bool:
    """The CPS has been asked for a fresh application: until the next rung it is their move."""
    return chain.lapse is Lapse.DONE and chain.state is MeasureState.ASKED


def _rung(hearing: Hearing, today: date) -> int | None:
    on = hearing.now.slot.on
    if on is None:
        return None
    return next((days for days in RAISED_AGAIN if on - today <= timedelta(days=days)), None)


def _words(picture: CasePicture, witness: Witness, ending: list[Chain]) -> str:
    day = eighteenth_birthday(picture.person(witness.person_id))
    done = all(chain.lapse is Lapse.DONE for chain in ending)
    turns = "has turned 18" if done else "turns 18"
    when = "" if day is None else f" on {short_day(day)} {day.year}"
    before = "" if done else ", before the evidence"
    measures = ", ".join(MEASURE_IN_WORDS[chain.kind] for chain in ending)
    link = any(chain.kind is MeasureKind.LIVE_LINK for chain in ending)
    supporter = " (and with it the supporter beside them)" if link else ""
    return (
        f"Ask the CPS for a fresh application under section 17: {_called(picture, witness)} {turns}{when}{before}, "
        f"which ends {measures}{supporter}"
    )


def _called(picture: CasePicture, witness: Witness) -> str:
    return f"{witness.label} ({picture.called(witness.person_id)})"
