"""The countdown of a case, the early-warning ladder of each witness: what is done, what is open, whose move it is."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from witness.domain.access import Asking, Deed
from witness.domain.before_us import left_of, look_through, term_of
from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day
from witness.domain.milestone_sight import settled_word, word_that_holds
from witness.domain.milestone_tasks import SIDE_IN_WORDS, asked_by
from witness.domain.milestones import (
    MET,
    STANDING_IN_WORDS,
    EarlyWarning,
    Reached,
    Standing,
    early_warning_of,
)
from witness.domain.rules import Rules
from witness.messaging.wording import Wording
from witness.questions.case_cards import CaseStory
from witness.questions.case_sureness import SurenessCard, sureness_card
from witness.questions.cases import story_of
from witness.store import Store
from witness.store.tasks import Task

FIRST = (
    Standing.OPEN,
    Standing.BEFORE_US,
    Standing.WAITS,
    Standing.LATER,
    Standing.PAST,
    Standing.DONE,
    Standing.NOT_NEEDED,
)
ASKED_NOW = frozenset({Standing.OPEN, Standing.BEFORE_US})
# The look at the list comes round each day while no day is sure.
EACH_DAY = "From the working day before, each day until it is sure"


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """One milestone. by: who gave their word for it, "" for none. other: work that asks for it already, "" for none.

    link: the words of the side where it is done. may_say: a word may be given for it now. may_undo: or taken back.
    """

    reached: Reached
    by: str
    other: str
    link: str
    may_say: bool
    may_undo: bool

    @property
    def state(self) -> str:
        """Say how far it is."""
        return STANDING_IN_WORDS[self.reached.standing]


@dataclass(frozen=True, slots=True)
class RungCard:
    """One rung: its name, the day on which it is first asked about, and its milestones. is_now: the last reached."""

    words: str
    on: date | None
    is_now: bool
    lines: tuple[MilestoneLine, ...]

    @property
    def open(self) -> int:
        """How many are open, or wait for one that is."""
        return sum(line.reached.standing in (Standing.OPEN, Standing.WAITS) for line in self.lines)

    @property
    def before_us(self) -> int:
        """How many were due before the case came to us, and nobody has said what becomes of them."""
        return sum(line.reached.standing is Standing.BEFORE_US for line in self.lines)

    @property
    def is_done(self) -> bool:
        """Whether all of it is reached, or not needed. What is over and was never recorded is not."""
        return all(line.reached.standing in MET for line in self.lines)

    @property
    def is_later(self) -> bool:
        """Whether some of it is asked about later, and nothing now."""
        return not self.open and any(line.reached.standing is Standing.LATER for line in self.lines)


@dataclass(frozen=True, slots=True)
class CountdownCard:
    """The countdown of one witness. says: what it counts to, or what has ended it.

    left: what was due before the case came to us. look_by: by when it is looked through, None when nothing is left;
    look_why: why so soon. last_on: the day of evidence, after which nothing can be put off.
    """

    witness_id: str
    label: str
    initials: str
    says: str
    compressed: bool
    rungs: tuple[RungCard, ...]
    sureness: SurenessCard
    left: tuple[MilestoneLine, ...] = ()
    look_by: datetime | None = None
    look_why: str = ""
    last_on: date | None = None

    @property
    def open(self) -> int:
        """How many milestones are open."""
        return sum(line.reached.standing is Standing.OPEN for rung in self.rungs for line in rung.lines)


def countdown_of(
    store: Store, case_id: str, *, rules: Rules, wording: Wording, asking: Asking
) -> tuple[CaseStory, tuple[CountdownCard, ...]]:
    """Show the countdown of a case under its head, to somebody who may see the case.

    Raises:
        NotFound: there is no such case for this person.
    """
    with store.case_for(asking, Deed.SEE_CASE, case_id, doing="case.read") as desk:
        picture = desk.cases.known_picture(case_id)
        story = story_of(desk, picture, rules, wording, asking)
        tasks, by = desk.tasks.of_case(case_id), desk.milestones.who_recorded(case_id)
        cards = tuple(_card(picture, w.witness_id, tasks, by, rules, asking) for w in picture.witnesses)
    return story, cards


def _card(
    picture: CasePicture, witness_id: str, tasks: tuple[Task, ...], by: dict[str, str], rules: Rules, asking: Asking
) -> CountdownCard:
    looked = frozenset(task.reason_key for task in tasks if task.state == "done")
    warning = early_warning_of(picture, witness_id, rules.calendar, asking.at, looked)
    others = tuple(task for task in tasks if task.state == "open")
    witness = picture.witness(witness_id)
    lines = [_line(picture, warning, reached, others, by) for reached in warning.reached]
    look = next(look_through(picture, warning, rules.calendar), None)
    left = left_of(warning)
    return CountdownCard(
        witness_id=witness_id,
        label=witness.label,
        initials=picture.person(witness.person_id).initials,
        says=_says(warning),
        compressed=any(reached.compressed for reached in warning.reached),
        rungs=_rungs(lines, warning, london_day(asking.at)),
        sureness=sureness_card(picture, witness_id, rules.calendar, asking.at),
        left=tuple(line for line in lines if line.reached in left),
        look_by=None if look is None else look.due_at,
        look_why="" if look is None else term_of(picture, warning, rules.calendar).judgement,
        last_on=None if warning.hearing is None else warning.hearing.now.slot.on,
    )


def _line(
    picture: CasePicture, warning: EarlyWarning, reached: Reached, others: tuple[Task, ...], by: dict[str, str]
) -> MilestoneLine:
    row = reached.row
    other = asked_by(picture, warning, row, others) if reached.standing in ASKED_NOW else None
    word = None
    if reached.settled is not None and warning.hearing is not None:
        word = settled_word(picture.milestones, warning.witness_id, row.code, warning.hearing)
    elif row.said and warning.hearing is not None:
        word = word_that_holds(picture.milestones, warning.witness_id, row.code, row.holds, warning.hearing)
    return MilestoneLine(
        reached=reached,
        by=by.get(word.word_id, "") if word is not None and reached.by_word else "",
        other="" if other is None else other.words,
        link=SIDE_IN_WORDS[row.side] if row.side != "countdown" else "",
        may_say=reached.sayable and not reached.by_word,
        may_undo=word is not None and (reached.by_word or reached.settled is not None),
    )


def _rungs(lines: list[MilestoneLine], warning: EarlyWarning, today: date) -> tuple[RungCard, ...]:
    grouped = [(lead, tuple(own)) for lead, own in groupby(lines, key=lambda line: line.reached.row.lead)]
    first = [
        min((x.reached.asked_on for x in own if x.reached.asked_on is not None), default=None) for _, own in grouped
    ]
    reached = [n for n, on in enumerate(first) if on is not None and on <= today]
    return tuple(
        RungCard(_rung_words(lead, warning), on, bool(reached) and n == reached[-1], _open_first(own))
        for n, ((lead, own), on) in enumerate(zip(grouped, first, strict=True))
    )


def _open_first(lines: tuple[MilestoneLine, ...]) -> tuple[MilestoneLine, ...]:
    """What is open stands where it is seen; what is done follows."""
    return tuple(sorted(lines, key=lambda line: FIRST.index(line.reached.standing)))


def _rung_words(lead: int, warning: EarlyWarning) -> str:
    if lead < 0:
        return "In the two days after"
    if lead == 0:
        return "On the day"
    if lead == 1:
        return EACH_DAY if warning.standby else "On the working day before"
    return f"{lead} working days before"


def _says(warning: EarlyWarning) -> str:
    if warning.closed is not None:
        return warning.closed.value
    if warning.hearing is None:
        return "Nothing is counted down to."
    slot = warning.hearing.now.slot
    if warning.days_left is None:
        return "No day can be counted to yet."
    to_go = f"{warning.days_left} working day{'' if warning.days_left == 1 else 's'}"
    if warning.standby:
        return f"{to_go} to the first day on which it may be: {slot.in_words()}."
    return f"{to_go} to go: {slot.in_words()}."
