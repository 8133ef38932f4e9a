"""Which time limits the turns of defendants start: from the charge to the days after the sentence."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from witness.domain.cases import CasePicture, Track
from witness.domain.court_time import london_day
from witness.domain.day_counts import years_after
from witness.domain.defendants import Defendant, DefendantOutcome, DefendantStep, Turn
from witness.domain.duty_starts import Start, day_of, family_in_words, told_in_words
from witness.domain.duty_starts_aftercare import day_begins, letter_of, result_heard
from witness.domain.duty_starts_hearings import BAIL_TURNS
from witness.domain.hearings import Effectiveness

MONTHS_A_YEAR = 12
OF_A_SENTENCE = frozenset({"sentenced_crown", "vcs_sentence", "custody_year"})
VCS_FROM_MONTHS = 12  # domain reference §1.5; the threshold is being redrawn, so what somebody has said goes first

SAID: dict[Turn, str] = {
    Turn.CHARGED: "was charged",
    Turn.PLEADED_GUILTY: "pleaded guilty",
    Turn.PLEA_ACCEPTED: "offered a plea that was accepted",
    Turn.NEWTON_DECIDED: "had the facts decided at a Newton hearing",
    Turn.CONVICTED: "was convicted",
    Turn.ACQUITTED: "was acquitted",
    Turn.DIRECTED_ACQUITTAL: "was acquitted at the judge's direction",
    Turn.HUNG_JURY: "had a jury that could not agree",
    Turn.JURY_DISCHARGED: "had the jury discharged",
    Turn.RETRIAL_ORDERED: "is to be tried again",
    Turn.NO_RETRIAL: "will not be tried again",
    Turn.DISCONTINUED: "had the case discontinued",
    Turn.NO_EVIDENCE_OFFERED: "was acquitted because no evidence was offered",
    Turn.LIES_ON_FILE: "had the charge left on file",
    Turn.STAYED: "had the case stayed",
    Turn.UNFIT_TO_PLEAD: "was found unfit to plead",
    Turn.OUT_OF_COURT: "was dealt with out of court",
    Turn.SENTENCED: "was sentenced",
    Turn.APPEAL_LODGED: "lodged an appeal",
    Turn.APPEAL_REFUSED: "had an appeal refused",
    Turn.APPEAL_ALLOWED: "had an appeal allowed",
    Turn.BAILED: "was given bail",
    Turn.BAIL_VARIED: "had bail changed",
    Turn.REMANDED: "was remanded in custody",
    Turn.RELEASED_FROM_CUSTODY: "was released from custody",
    Turn.ABSCONDED: "did not appear, and a warrant was issued",
    Turn.ARRESTED_ON_WARRANT: "was arrested on the warrant",
}

OUTCOMES = frozenset(
    {
        Turn.PLEADED_GUILTY,
        Turn.PLEA_ACCEPTED,
        Turn.NEWTON_DECIDED,
        Turn.CONVICTED,
        Turn.ACQUITTED,
        Turn.DIRECTED_ACQUITTAL,
        Turn.HUNG_JURY,
        Turn.JURY_DISCHARGED,
        Turn.RETRIAL_ORDERED,
        Turn.STAYED,
        Turn.UNFIT_TO_PLEAD,
    }
)
# That a review can be asked for where nobody is tried again is from memory: no evidence is offered then.
REVIEWABLE = frozenset({Turn.DISCONTINUED, Turn.NO_EVIDENCE_OFFERED, Turn.NO_RETRIAL})
HUNG = frozenset({Turn.HUNG_JURY, Turn.JURY_DISCHARGED})
STOPPED = REVIEWABLE | {Turn.LIES_ON_FILE, Turn.OUT_OF_COURT}
APPEALS = frozenset({Turn.APPEAL_LODGED, Turn.APPEAL_REFUSED, Turn.APPEAL_ALLOWED})
# Days after which a family should hear our voice. What an appeal decided is an ending of its own.
ENDINGS = (
    (OUTCOMES - {Turn.PLEADED_GUILTY, Turn.PLEA_ACCEPTED, Turn.NEWTON_DECIDED, Turn.RETRIAL_ORDERED})
    | STOPPED
    | {Turn.SENTENCED, Turn.APPEAL_REFUSED, Turn.APPEAL_ALLOWED}
)
# Results that the court tells witness care. What the CPS decides it tells them itself.
RESULTS = (OUTCOMES - {Turn.RETRIAL_ORDERED}) | {Turn.SENTENCED}
WORDS_OF_TURNS: dict[str, frozenset[Turn]] = {
    "stopped": STOPPED,
    "reviewable": REVIEWABLE,
    "outcome": OUTCOMES,
    "result_given": RESULTS,
    "hung": HUNG,
    "appeal": APPEALS,
}
YEARS_UNTIL_TOLD = 10  # of a sentence without a known end

# The case goes on for a defendant who is in none of these.
ENDED = frozenset(
    {
        DefendantOutcome.ACQUITTED,
        DefendantOutcome.SENTENCED,
        DefendantOutcome.DISCONTINUED,
        DefendantOutcome.DIRECTED_ACQUITTAL,
        DefendantOutcome.NO_EVIDENCE_OFFERED,
        DefendantOutcome.LIES_ON_FILE,
        DefendantOutcome.STAYED,
        DefendantOutcome.UNFIT_TO_PLEAD,
        DefendantOutcome.DIED,
        DefendantOutcome.OUT_OF_COURT,
    }
)


def starts_of_defendants(picture: CasePicture) -> Iterator[Start]:
    """Give what the charge and every turn of every defendant start."""
    yield from _charged(picture)
    for defendant in picture.case.defendants:
        for number, step in enumerate(defendant.steps, start=1):
            yield from _starts_of_step(picture, defendant, number, step)
    yield from _ending_days(picture)
    yield from _ended(picture)


def _charged(picture: CasePicture) -> Iterator[Start]:
    charged_on = picture.case.charged_on
    if charged_on is None or any(s.turn is Turn.CHARGED for d in picture.case.defendants for s in d.steps):
        return
    yield Start(
        word="charged",
        about="case",
        at=day_begins(charged_on),
        because=f"the charge was on {day_of(charged_on)}",
        ask=f"whether {told_in_words(picture)} of the charge, the first hearing and any bail",
    )


def _starts_of_step(picture: CasePicture, defendant: Defendant, number: int, step: DefendantStep) -> Iterator[Start]:
    if step.turn not in SAID:
        return
    what = f"{defendant.label} {SAID[step.turn]}"
    for word in _words_of(picture, defendant, step):
        about = f"{defendant.label}:{number}"
        counts_from, said = _counts_from(picture, word, about)
        yield Start(
            word=word,
            about=about,
            at=step.at,
            because=f"{what} on {day_of(step.at)}{said}",
            ask=_ask(picture, word, what),
            counts_from=counts_from,
            settled_at=_settled_at(picture, defendant, number, word),
            moot=_moot(defendant, number, word),
        )
        if word == "vcs_sentence":
            yield from _years_of(defendant, number, step, what)


def _counts_from(picture: CasePicture, word: str, about: str) -> tuple[date | None, str]:
    """Give the day from which a limit runs when it is not that of the fact, and how that is said."""
    heard, letter = result_heard(picture, about), letter_of(picture, about)
    if word in ("outcome", "sentenced") and heard is not None:
        return heard.on, f", and witness care heard it on {day_of(heard.on)}"
    if word == "reviewable" and letter is not None:
        return letter.on, f", and the letter is of {day_of(letter.on)}"
    return None, ""


def _settled_at(picture: CasePicture, defendant: Defendant, number: int, word: str) -> datetime | None:
    """When the facts showed it done: witness care heard, or have told; a retrial was decided on."""
    about = f"{defendant.label}:{number}"
    if word == "hung":
        return min((step.at for step in defendant.steps[number:]), default=None)
    if word != "result_given":
        return None
    heard = result_heard(picture, about)
    told = [n.told_at for n in picture.notices if n.about == about and n.code in ("outcome_told", "sentence_told")]
    return min([*told, *([] if heard is None else [day_begins(heard.on)])], default=None)


def _years_of(defendant: Defendant, number: int, step: DefendantStep, what: str) -> Iterator[Start]:
    since = london_day(step.at)
    years = YEARS_UNTIL_TOLD if step.custody_months is None else -(-step.custody_months // MONTHS_A_YEAR)
    for year in range(1, years + 1):
        begins = years_after(since, year - 1)
        yield Start(
            word="custody_year",
            about=f"{defendant.label}:{number}:{year}",
            at=day_begins(begins) if year > 1 else step.at,
            because=f"{what} on {day_of(since)}, and year {year} of it began on {day_of(begins)}",
            counts_from=begins,
            moot=_moot(defendant, number, "custody_year"),
        )


def _words_of(picture: CasePicture, defendant: Defendant, step: DefendantStep) -> Iterator[str]:
    court = "crown" if picture.case.track is Track.CROWN else "magistrates"
    if step.turn is Turn.CHARGED:
        yield "charged"
    if step.turn in BAIL_TURNS:
        yield "suspect" if _before_charge(picture, defendant, step) else "bail"
    yield from (word for word, turns in WORDS_OF_TURNS.items() if step.turn in turns)
    if step.turn in (Turn.CONVICTED, Turn.SENTENCED):
        yield f"decided_{court}"
    if step.turn is Turn.SENTENCED:
        yield from _after_sentence(step, court)


def _after_sentence(step: DefendantStep, court: str) -> Iterator[str]:
    yield "sentenced"
    if court == "crown":
        yield "sentenced_crown"
    long_enough = (step.custody_months or 0) >= VCS_FROM_MONTHS
    if step.vcs or (step.vcs is None and long_enough):
        yield "vcs_sentence"


def _ask(picture: CasePicture, word: str, what: str) -> str:
    told = told_in_words(picture)
    if word in ("result_given", "hung"):
        return ""  # that the family was told is asked about already: one question for one result
    if word == "vcs_sentence":
        return f"whether {family_in_words(picture)} had a letter about the Victim Contact Scheme"
    if word == "charged":
        return f"whether {told} that {what}, of the first hearing and any bail"
    if word == "stopped":
        return f"whether {told} that {what}, and how to ask for a review"
    return f"whether {told} that {what}"


def _moot(defendant: Defendant, number: int, word: str) -> str:
    later = {step.turn for step in defendant.steps[number:]}
    if word.startswith("decided_") and Turn.APPEAL_LODGED in later:
        return "An appeal was lodged."
    if word in OF_A_SENTENCE and later & {Turn.APPEAL_ALLOWED, Turn.RETRIAL_ORDERED}:
        return "An appeal was allowed."
    return ""


def _before_charge(picture: CasePicture, defendant: Defendant, step: DefendantStep) -> bool:
    charged = [s.at for s in defendant.steps if s.turn is Turn.CHARGED]
    if charged:
        return step.at < min(charged)
    charged_on = picture.case.charged_on
    return charged_on is not None and london_day(step.at) < charged_on


def _ending_days(picture: CasePicture) -> Iterator[Start]:
    """One call a day, however many defendants that day was about."""
    days: dict[date, list[datetime]] = defaultdict(list)
    for defendant in picture.case.defendants:
        for step in defendant.steps:
            if step.turn in ENDINGS:
                days[london_day(step.at)].append(step.at)
    # A trial that cracked is over too, though a late plea alone is no ending.
    for hearing in picture.hearings:
        if hearing.now.effectiveness is Effectiveness.CRACKED:
            days[london_day(hearing.now.learnt_at)].append(hearing.now.learnt_at)
    for day, instants in sorted(days.items()):
        at = max(instants)
        yield Start(
            word="outcome_day",
            about=day.isoformat(),
            at=at,
            because=f"there was an outcome at court on {day_of(day)}",
            settled_at=_spoken_since(picture, at),
        )


def _spoken_since(picture: CasePicture, at: datetime) -> datetime | None:
    """When we first spoke with the family at or after an instant."""
    reached = [c.at for c in picture.contact_log if c.reached and c.at >= at]
    voices = [t.at for t in picture.told if t.via == "voice" and t.at >= at]
    return min([*reached, *voices], default=None)


def _ended(picture: CasePicture) -> Iterator[Start]:
    defendants = picture.case.defendants
    if not defendants or any(d.outcome not in ENDED for d in defendants):
        return
    endings = [s.at for d in defendants for s in d.steps if s.turn in ENDINGS or s.turn is Turn.DIED]
    if not endings:
        return
    yield Start(
        word="ended",
        about="case",
        at=max(endings),
        because=f"the case ended for every defendant on {day_of(max(endings))}",
    )
