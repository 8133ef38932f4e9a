"""Short explanations of what comes next in court, tied to the stage of a case: process only, approved by two people.

They say what happens, who is there and what can be changed. They never say how it will end, what to answer, or
anything about what happened: a witness who has been told what to say is no witness.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from witness.domain.case_stage import CaseStage, stage_of
from witness.domain.cases import CasePicture
from witness.domain.defendants import DefendantOutcome
from witness.domain.errors import Refused
from witness.domain.evidence import EventState
from witness.domain.measures import MeasureKind, MeasureState


class Topic(StrEnum):
    """What is explained, in the order of the road."""

    PLEA_HEARING = "plea_hearing"
    DATES_MOVE = "dates_move"
    RECORDED_EARLY = "recorded_early"
    LIVE_LINK = "live_link"
    SCREENS = "screens"
    INTERMEDIARY = "intermediary"
    COURT_DAY = "court_day"
    WAITING_FOR_A_DECISION = "waiting_for_a_decision"
    NOT_GUILTY = "not_guilty"
    NO_DECISION = "no_decision"
    SENTENCE = "sentence"
    APPEAL = "appeal"


class Reader(StrEnum):
    """For whom it is worded."""

    ADULT = "adult"
    CHILD = "child"


TOPIC_NAMES: dict[Topic, str] = {
    Topic.PLEA_HEARING: "What a plea hearing is",
    Topic.DATES_MOVE: "Why dates move",
    Topic.RECORDED_EARLY: "Having your part recorded early",
    Topic.LIVE_LINK: "What a live link is",
    Topic.SCREENS: "What screens are",
    Topic.INTERMEDIARY: "What an intermediary does",
    Topic.COURT_DAY: "A day at court",
    Topic.WAITING_FOR_A_DECISION: "Waiting for the jury",
    Topic.NOT_GUILTY: "What “not guilty” does and does not mean",
    Topic.NO_DECISION: "When there is no decision",
    Topic.SENTENCE: "What a sentence hearing is",
    Topic.APPEAL: "What an appeal is",
}
_S = CaseStage
_BEFORE_THE_TRIAL = frozenset(
    {_S.SENT, _S.PTPH, _S.ALLOCATION, _S.AWAITING_GRH, _S.GRH, _S.AWAITING_S28, _S.S28_RECORDED, _S.FCMH, _S.PTR,
     _S.CTR, _S.LISTED, _S.AWAITING_RETRIAL, _S.ABSCONDED}
)  # fmt: skip
_AT_TRIAL = frozenset({_S.TRIAL_IN_PROGRESS, _S.PART_HEARD})
# At which stages a topic is said. What became of a case and which measures were asked for decide beside this table.
SAID_AT: dict[Topic, frozenset[CaseStage]] = {
    Topic.PLEA_HEARING: frozenset({_S.CHARGED, _S.FIRST_HEARING, _S.ALLOCATION, _S.SENT}),
    Topic.DATES_MOVE: _BEFORE_THE_TRIAL,
    Topic.RECORDED_EARLY: frozenset({_S.PTPH, _S.AWAITING_GRH, _S.GRH, _S.AWAITING_S28}),
    Topic.LIVE_LINK: _BEFORE_THE_TRIAL | _AT_TRIAL,
    Topic.SCREENS: _BEFORE_THE_TRIAL | _AT_TRIAL,
    Topic.INTERMEDIARY: _BEFORE_THE_TRIAL | _AT_TRIAL,
    Topic.COURT_DAY: frozenset({_S.PTR, _S.CTR, _S.LISTED, _S.AWAITING_RETRIAL}) | _AT_TRIAL,
    Topic.WAITING_FOR_A_DECISION: frozenset({_S.JURY_OUT}),
    Topic.NOT_GUILTY: frozenset({_S.JURY_OUT, _S.VERDICT, _S.POST, _S.AWAITING_SENTENCE, _S.SENTENCED}),
    Topic.NO_DECISION: frozenset({_S.AWAITING_RETRIAL_DECISION, _S.AWAITING_RETRIAL}),
    Topic.SENTENCE: frozenset({_S.AWAITING_SENTENCE, _S.AWAITING_NEWTON}),
    Topic.APPEAL: frozenset({_S.SENTENCED, _S.APPEAL}),
}
# Told only to whom they concern: somebody who was promised no screen is not told how nice a screen is.
ABOUT_A_MEASURE: dict[Topic, MeasureKind] = {
    Topic.RECORDED_EARLY: MeasureKind.S28_RECORDING,
    Topic.LIVE_LINK: MeasureKind.LIVE_LINK,
    Topic.SCREENS: MeasureKind.SCREEN,
    Topic.INTERMEDIARY: MeasureKind.INTERMEDIARY,
}
# These concern only whoever is still to give evidence.
BEFORE_THE_EVIDENCE = frozenset({*ABOUT_A_MEASURE, Topic.COURT_DAY})
NOT_ASKED_ANY_MORE = frozenset({MeasureState.REFUSED, MeasureState.LAPSED})
ACQUITTED = frozenset({DefendantOutcome.ACQUITTED, DefendantOutcome.DIRECTED_ACQUITTAL})


@dataclass(frozen=True, slots=True)
class Explanation:
    """Words for one topic, reader and language. version: 1 as it comes with the product."""

    topic: Topic
    reader: Reader
    language: str
    version: int
    words: str

    @property
    def name(self) -> str:
        """What it is called in English, for whoever looks it up."""
        return TOPIC_NAMES[self.topic]


@dataclass(frozen=True, slots=True)
class ExplanationVersion:
    """Words that somebody here wrote. approved_by_id, approved_at: None until another person has approved them."""

    version_id: str
    topic: Topic
    reader: Reader
    language: str
    version: int
    words: str
    written_by_id: str
    written_at: datetime
    approved_by_id: str | None = None
    approved_at: datetime | None = None


def topics_for(picture: CasePicture, now: datetime, witness_id: str | None = None) -> tuple[Topic, ...]:
    """Give what to explain at this stage of a case, to the family of one witness or, for None, of all."""
    stage = stage_of(picture, now)
    said = [topic for topic in Topic if stage in SAID_AT[topic]]
    own = {w.witness_id for w in picture.witnesses if witness_id in (None, w.witness_id)}
    asked = {m.kind for m in picture.measures if m.witness_id in own and m.state not in NOT_ASKED_ANY_MORE}
    ahead = any(e.witness_id in own and e.state is EventState.EXPECTED for e in picture.awaited)
    acquitted = any(d.outcome in ACQUITTED for d in picture.case.defendants)
    return tuple(topic for topic in said if _concerns(topic, stage, asked, ahead=ahead, acquitted=acquitted))


def _concerns(topic: Topic, stage: CaseStage, asked: set[MeasureKind], *, ahead: bool, acquitted: bool) -> bool:
    if topic in BEFORE_THE_EVIDENCE and not ahead:
        return False
    if topic in ABOUT_A_MEASURE:
        return ABOUT_A_MEASURE[topic] in asked
    # Before the verdict it is part of what may come; after it, only where it did.
    return topic is not Topic.NOT_GUILTY or stage is CaseStage.JURY_OUT or acquitted


def in_use(
    topic: Topic,
    reader: Reader,
    language: str,
    shipped: Iterable[Explanation],
    versions: Iterable[ExplanationVersion],
) -> Explanation | None:
    """Give the words that may be said: the newest that a second person has approved, else those of the product.

    shipped: those of the product whose language somebody who speaks it has checked. None where there are neither.
    """
    about = (topic, reader, language)
    own = [v for v in versions if (v.topic, v.reader, v.language) == about and may_be_used(v)]
    if own:
        newest = max(own, key=lambda v: v.version)
        return Explanation(topic, reader, language, newest.version, newest.words)
    return next((e for e in shipped if (e.topic, e.reader, e.language) == about), None)


def may_be_used(version: ExplanationVersion) -> bool:
    """Whether two people stand behind these words."""
    return version.approved_by_id is not None and version.approved_by_id != version.written_by_id


def check_approval(version: ExplanationVersion, by_id: str) -> None:
    """Look at who approves.

    Raises:
        Refused: it is whoever wrote the words, or they are approved already.
    """
    if version.approved_by_id is not None:
        raise Refused("These words are approved already.")
    if version.written_by_id == by_id:
        raise Refused("Somebody else approves what you wrote: two people stand behind every explanation.")
