"""The branches of the ripple beside texts and calls: what was planned, special measures, and needs to be met anew."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from witness.domain.cases import CasePicture
from witness.domain.countdown import eighteenth_birthday, lapses_at_18
from witness.domain.court_time import short_day
from witness.domain.evidence import NEED_IN_WORDS, EventState
from witness.domain.hearings import Hearing
from witness.domain.measures import MEASURE_IN_WORDS, Measure, MeasureKind, MeasureState
from witness.domain.needs import need_now
from witness.domain.ripple import ItemChange, planned_after
from witness.domain.ripple_items import Group
from witness.domain.ripple_table import Choice, Turn, turn_of
from witness.domain.rules import Rules

# A room, a link, a person or a thing was set up for one day in one building.
SET_UP_FOR_A_DAY = frozenset(
    {MeasureKind.SCREEN, MeasureKind.LIVE_LINK, MeasureKind.INTERMEDIARY, MeasureKind.AIDS, MeasureKind.S28_RECORDING}
)
SET_UP = frozenset({MeasureState.ARRANGED, MeasureState.TOLD, MeasureState.TESTED})


@dataclass(frozen=True, slots=True)
class Branch:
    """Things of one kind that hang on the date."""

    title: str
    items: tuple[ItemChange, ...]


def items_ahead(
    picture: CasePicture, hearing_id: str, choices: Mapping[str, Choice], rules: Rules, now: datetime
) -> tuple[ItemChange, ...]:
    """Give what would become of everything planned. A choice that is not allowed is left out: accepting refuses it."""
    usual = planned_after(picture, hearing_id, {}, calendar=rules.calendar, now=now)
    allowed = {item.item_id: item.allowed for item in usual}
    sound = {item_id: choice for item_id, choice in choices.items() if choice in allowed.get(item_id, ())}
    return planned_after(picture, hearing_id, sound, calendar=rules.calendar, now=now) if sound else usual


def branches_of(items: tuple[ItemChange, ...]) -> tuple[Branch, ...]:
    """Sort what was planned into its branches; an empty branch is not given."""
    by_day = sorted(items, key=lambda item: (item.on or date.max, item.what))
    found = (Branch(group.value, tuple(item for item in by_day if item.group is group)) for group in Group)
    return tuple(branch for branch in found if branch.items)


def in_short(items: tuple[ItemChange, ...]) -> str:
    """Say how many things are planned and what becomes of them: "… 2 stay, 3 move."; "" for none."""
    if not items:
        return ""
    counted = Counter(item.choice for item in items)
    verbs = {Choice.KEEP: ("stays", "stay"), Choice.MOVE: ("moves", "move"), Choice.CANCEL: ("is", "are")}
    said = [
        f"{number} {verbs[choice][number != 1]}{' cancelled' if choice is Choice.CANCEL else ''}"
        for choice in Choice
        if (number := counted[choice])
    ]
    what = "1 thing is" if len(items) == 1 else f"{len(items)} things are"
    return f"{what} planned around it: {', '.join(said)}."


def measures_ahead(before: CasePicture, after: CasePicture, hearing: Hearing) -> Iterator[str]:
    """Say which special measures would end at an 18th birthday, and which have to be set up anew."""
    here = {
        event.witness_id
        for event in after.events
        if event.hearing_id == hearing.hearing_id and event.state is EventState.EXPECTED
    }
    known = next((h for h in before.hearings if h.hearing_id == hearing.hearing_id), None)
    turn = Turn.NONE if known is None else turn_of(known.now, hearing.now)
    for measure in after.measures:
        if measure.witness_id not in here:
            continue
        lapsed = known is not None and lapses_at_18(before, measure, known)
        if lapses_at_18(after, measure, hearing) and not lapsed:
            yield _lapse(after, measure)
        elif turn not in (Turn.NONE, Turn.HOUR) and measure.kind in SET_UP_FOR_A_DAY and measure.state in SET_UP:
            label = after.witness(measure.witness_id).label
            how = "is no longer needed for the old day" if turn is Turn.OFF else "has to be set up for the new date"
            yield f"{label}: {MEASURE_IN_WORDS[measure.kind]} {how}. Tell witness care and the court"


def needs_again(before: CasePicture, after: CasePicture) -> tuple[str, ...]:
    """Say which needs were met for the old date and would have to be met anew."""
    return tuple(
        f"{after.witness(need.witness_id).label}: {NEED_IN_WORDS[need.kind]}"
        for need in after.needs
        if need_now(before, need) is not need_now(after, need)
    )


def _lapse(picture: CasePicture, measure: Measure) -> str:
    witness = picture.witness(measure.witness_id)
    birthday = eighteenth_birthday(picture.person(witness.person_id))
    when = "" if birthday is None else f" on {short_day(birthday)}"
    return (
        f"{witness.label} turns 18{when}, by the day of evidence: {MEASURE_IN_WORDS[measure.kind]} may end with that "
        "birthday. The CPS has to be asked today whether it rests on age alone"
    )
