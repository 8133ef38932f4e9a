"""The whole picture of a case at an instant, as plain data: what was true, and what followed from it then.

Nothing about the case is written. Everything that follows from facts is computed anew from the facts as they were
known then; only what had left us by then is taken from the outbox.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from witness.domain.beliefs import Belief, BeliefState, beliefs_about
from witness.domain.case_stage import stage_of
from witness.domain.cases import CasePicture
from witness.domain.concern import Concern, assess
from witness.domain.countdown import certainty_of, counts_down
from witness.domain.court_time import london_day
from witness.domain.defendants import Defendant
from witness.domain.duty_clocks import duties_of
from witness.domain.evidence import EventState
from witness.domain.hearings import KIND_IN_WORDS, Hearing, Revision, next_of
from witness.domain.keep_apart import may_ride_together
from witness.domain.picture_at import picture_at
from witness.domain.readiness import Readiness, judge
from witness.domain.ripple import all_planned_after, with_steps
from witness.domain.rules import Rules
from witness.domain.story import where_we_are
from witness.messaging.wording import Wording
from witness.questions.case_at_messages import messages_at, tasks_at
from witness.questions.case_at_plans import bookings_at, claims_at, measures_at, trips_at, visits_at
from witness.questions.plain import day_in_json, in_json
from witness.store import Desk

Json = dict[str, Any]
# The verdict of a case is that of the witness who stands worst.
WORST_FIRST = ("at_risk", "not_ready", "no_date", "ready", "not_needed")


def case_at(desk: Desk, case_id: str, at: datetime, *, rules: Rules, wording: Wording, now: datetime) -> Json:
    """Give everything about a case at an instant.

    at: aware UTC; now: the present.

    Raises:
        NotFound: there is no such case.
    """
    whole = desk.cases.known_picture(case_id)
    known = picture_at(whole, at, now=now)
    # Whatever had become untrue by then is shown put right, as the worker would have left it.
    changes = all_planned_after(known, {}, calendar=rules.calendar, now=at)
    picture = with_steps(known, tuple(change.further for change in changes))
    today = london_day(at)
    emails = {account.id: account.email for account in desk.accounts.everyone()}
    witnesses = [_witness(picture, w.witness_id, rules, at) for w in picture.witnesses]
    return {
        "ref": picture.case.ref,
        "at": in_json(at),
        "stage": stage_of(picture, at).value,
        "where": where_we_are(picture, today),
        "next": _next(picture, today),
        "defendants": [_defendant(d) for d in picture.case.defendants],
        "evidence": list(_evidence(picture, today)),
        "duties": list(_duties(picture, rules, at)),
        "messages": messages_at(desk, picture, at, rules=rules, wording=wording, now=now),
        "tasks": tasks_at(desk, picture, at, rules=rules),
        "visits": visits_at(picture, emails),
        "trips": trips_at(picture, at),
        "bookings": bookings_at(picture),
        "claims": claims_at(picture),
        "measures": measures_at(picture, rules.calendar, today),
        "keep_apart": list(_keep_apart(picture)),
        "readiness": _worst_readiness(witnesses),
        "concern": _worst_concern(witnesses),
        "witnesses": witnesses,
        "beliefs": list(_beliefs(picture)),
        "promises": [
            {
                "words": p.words,
                "owner": emails.get(p.owner_id, ""),
                "due_on": day_in_json(p.due_on),
                "made_at": in_json(p.made_at),
                "kept_at": in_json(p.kept_at),
                "is_broken": p.kept_at is None and p.due_on < today,
            }
            for p in picture.promises
        ],
    }


def _next(picture: CasePicture, today: date) -> Json | None:
    hearing = next_of(picture.hearings, today)
    if hearing is None:
        return None
    return {**_date_of(hearing.now), "kind": hearing.kind.value, "what": KIND_IN_WORDS[hearing.kind],
            "times_moved": hearing.times_moved}  # fmt: skip


def _defendant(defendant: Defendant) -> Json:
    return {
        "label": defendant.label,
        "custody": defendant.custody.value,
        "plea": defendant.plea.value,
        "outcome": defendant.outcome.value,
        "steps": [{"turn": s.turn.value, "at": in_json(s.at)} for s in defendant.steps],
    }


def _evidence(picture: CasePicture, today: date) -> Iterator[Json]:
    counted = {
        event.event_id for w in picture.witnesses if (event := counts_down(picture, w.witness_id, today)) is not None
    }
    for event in picture.events:
        hearing = picture.hearing(event.hearing_id)
        yield {
            "witness": picture.witness(event.witness_id).label,
            "kind": hearing.kind.value,
            "state": event.state.value,
            "certainty": certainty_of(picture, event).value,
            "listing": hearing.now.slot.listing.value,
            "on": day_in_json(hearing.now.slot.on),
            "until": day_in_json(hearing.now.slot.last_day),
            "counts_down": event.event_id in counted and event.state is EventState.EXPECTED,
            "times_moved": hearing.times_moved,
        }


def _duties(picture: CasePicture, rules: Rules, at: datetime) -> Iterator[Json]:
    for duty in duties_of(picture, rules.duties, rules.calendar, at):
        yield {
            "code": duty.code,
            "version": duty.version,
            "words": duty.words,
            "because": duty.because,
            "right": duty.right,
            "source": duty.source,
            "verified_on": day_in_json(duty.verified_on),
            "holder": duty.holder,
            "owner": duty.owner,
            "about": duty.about,
            "due_at": in_json(duty.due_at),
            "told_at": in_json(duty.told_at),
            "state": duty.state.value,
        }


def _keep_apart(picture: CasePicture) -> Iterator[Json]:
    ordered = sorted(picture.witnesses, key=lambda w: w.label)
    for number, one in enumerate(ordered):
        for other in ordered[number + 1 :]:
            because = may_ride_together(picture, (one.person_id, other.person_id))
            if because:
                yield {"one": one.label, "other": other.label, "because": because}


def _witness(picture: CasePicture, witness_id: str, rules: Rules, at: datetime) -> Json:
    witness = picture.witness(witness_id)
    return {
        "label": witness.label,
        "requirement": witness.requirement.value,
        "readiness": _readiness(judge(picture, witness_id, rules.calendar, at, rules.factors)),
        "concern": _concern(assess(picture, witness_id, rules.calendar, at, rules.factors)),
    }


def _readiness(readiness: Readiness) -> Json:
    return {
        "verdict": readiness.verdict.value,
        "because": readiness.because,
        "working_days_left": readiness.working_days_left,
        "items": [
            {
                "what": item.what.value,
                "owner": item.whose.value,
                "due_on": day_in_json(item.by),
                "since": day_in_json(item.since),
                "reason": item.state_in_words,
                "missing": item.missing,
            }
            for item in readiness.items
        ],
    }


def _concern(concern: Concern) -> Json:
    return {
        "points": concern.points,
        "band": concern.band.value,
        "because": concern.because,
        "flags": [factor.code.value for factor in concern.flags],
        "factors": [
            {
                "code": factor.code.value,
                "points": factor.points,
                "reason": factor.reason,
                "since": day_in_json(factor.since),
                "clears_when": factor.clears_when,
                "owner": factor.owner.value,
                "hard": factor.hard,
            }
            for factor in concern.factors
        ],
    }


def _worst_readiness(witnesses: list[Json]) -> Json:
    """Give the verdict of the witness who stands worst, with every witness's items."""
    if not witnesses:
        return {"verdict": "not_needed", "because": "No witness is recorded.", "items": []}
    worst: Json = min((w["readiness"] for w in witnesses), key=lambda r: WORST_FIRST.index(r["verdict"]))
    items = [{**item, "witness": w["label"]} for w in witnesses for item in w["readiness"]["items"]]
    return {**worst, "items": items}


def _worst_concern(witnesses: list[Json]) -> Json:
    """Give the concern of the witness who stands worst."""
    if not witnesses:
        return {"points": 0, "band": "low", "because": "", "flags": [], "factors": []}
    worst = max(witnesses, key=lambda w: (len(w["concern"]["flags"]), w["concern"]["points"]))
    return {**worst["concern"], "witness": worst["label"]}


def _beliefs(picture: CasePicture) -> Iterator[Json]:
    for hearing in picture.hearings:
        for belief in beliefs_about(picture, hearing):
            yield _belief(picture, hearing, belief)


def _belief(picture: CasePicture, hearing: Hearing, belief: Belief) -> Json:
    return {
        "person": picture.called(belief.person_id),
        "hearing": KIND_IN_WORDS[hearing.kind],
        "state": belief.state.value,
        "told": None if belief.told is None else _date_of(belief.told),
        "told_at": in_json(belief.told_at),
        "via": belief.via,
        "true": _date_of(belief.truth),
        "stale_since": in_json(belief.wrong_since) if belief.state is not BeliefState.KNOWS else None,
    }


def _date_of(revision: Revision) -> Json:
    slot = revision.slot
    return {
        "state": revision.state.value,
        "listing": slot.listing.value,
        "certainty": slot.certainty.value,
        "on": day_in_json(slot.on),
        "until": day_in_json(slot.until),
        "at": None if slot.at is None else f"{slot.at:%H:%M}",
        "words": slot.in_words(),
    }
