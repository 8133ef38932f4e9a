"""Gaps in arrangements: a date that moves or is not one, and needs that are still open."""

from witness.domain.court_time import london_day, short_day
from witness.domain.defendant_road import near_family_since
from witness.domain.evidence import NEED_MET, AnswerKind, NeedKind, NeedState
from witness.domain.factor_table import Code
from witness.domain.gaps import Facts, Finder, Hit, day_of
from witness.domain.hearings import Certainty
from witness.domain.keep_apart import supporters_of


def _changes(facts: Facts) -> Hit | None:
    moves = facts.hearing.moves
    if not moves:
        return None
    often = {1: "once", 2: "twice"}.get(len(moves), f"{len(moves)} times")
    step = max((n for n, times in enumerate(facts.limits(Code.PRIOR_CHANGES)) if len(moves) >= times), default=None)
    if step is None:
        return None
    return Hit(f"The date has moved {often}.", london_day(moves[-1].learnt_at), step)


def _unexplained(facts: Facts) -> Hit | None:
    moves = facts.hearing.moves
    if not moves or moves[-1].reason.strip():
        return None
    return Hit("The last change came without a reason.", london_day(moves[-1].learnt_at))


def _long_wait(facts: Facts) -> Hit | None:
    charged = facts.picture.case.charged_on
    if charged is None:
        return None
    months = (facts.today.year - charged.year) * 12 + facts.today.month - charged.month
    # A wait of a year and a day is longer than 12 months, one of a year is not.
    whole = months if facts.today.day > charged.day else months - 1
    step = max((n for n, limit in enumerate(facts.limits(Code.LONG_WAIT)) if whole >= limit), default=None)
    return None if step is None else Hit(f"It is {whole} months since the charge.", charged, step)


def _uncertain(facts: Facts) -> Hit | None:
    slot = facts.hearing.now.slot
    if slot.certainty not in (Certainty.WINDOW, Certainty.MAYBE):
        return None
    return Hit(f"The date is not certain: {slot.in_words()}.", london_day(facts.hearing.now.learnt_at))


def _interpreter(facts: Facts) -> Hit | None:
    return _open_need(
        facts, NeedKind.INTERPRETER, facts.limits(Code.LANGUAGE_UNMET)[0], "the interpreter is not confirmed"
    )


def _visit(facts: Facts) -> Hit | None:
    # A visit that is only booked has not shown anybody the court room.
    need, by = facts.need(NeedKind.COURT_VISIT), facts.limits(Code.PTV_NOT_DONE)[0]
    if need and need.state is NeedState.CONFIRMED and facts.within(by):
        words = f"{facts.to_go()} and the court visit is booked but not done."
        return Hit(words, need.since, owner=need.whose)
    return _open_need(facts, NeedKind.COURT_VISIT, by, "the court visit is not done")


def _supporter(facts: Facts) -> Hit | None:
    if supporters_of(facts.picture, facts.witness_id):
        return None
    by = facts.limits(Code.NO_SUPPORTER)[0]
    return _open_need(facts, NeedKind.SUPPORTER, by, "no supporter is confirmed for the day")


def _transport(facts: Facts) -> Hit | None:
    limits = facts.limits(Code.TRANSPORT_OPEN)
    step = facts.step_of(limits) or 0
    if answer := facts.unsettled(AnswerKind.HELP):
        words = f"The family asked on {day_of(answer)} for help getting there."
        return Hit(words, london_day(answer.at), step)
    return _open_need(facts, NeedKind.TRANSPORT, limits[0], "the lift is not confirmed", step)


def _near(facts: Facts) -> Hit | None:
    found = [(d.label, near[1]) for d in facts.picture.case.defendants if (near := near_family_since(d))]
    if not found:
        return None
    since = london_day(min(step.at for _, step in found))
    who = " and ".join(label for label, _ in found)
    return Hit(f"{who} may live or move near the family since {short_day(since)}.", since)


def _open_need(facts: Facts, kind: NeedKind, by: int, words: str, step: int = 0) -> Hit | None:
    need = facts.need(kind)
    if need is None or need.state in NEED_MET or not facts.within(by):
        return None
    return Hit(f"{facts.to_go()} and {words}.", need.since, step, need.whose)


IN_ARRANGEMENTS: dict[Code, Finder] = {
    Code.PRIOR_CHANGES: _changes,
    Code.CHANGE_UNEXPLAINED: _unexplained,
    Code.LONG_WAIT: _long_wait,
    Code.UNCERTAIN_LISTING: _uncertain,
    Code.LANGUAGE_UNMET: _interpreter,
    Code.PTV_NOT_DONE: _visit,
    Code.NO_SUPPORTER: _supporter,
    Code.TRANSPORT_OPEN: _transport,
    Code.DEFENDANT_NEAR: _near,
}
